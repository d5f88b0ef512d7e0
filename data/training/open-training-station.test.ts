import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../flows/base/clock.ts'
import { createSecrets } from '../../flows/base/secret.ts'
import { openStation, type Station } from '../station.ts'
import { draftOf, PLANTED_CLAIMS } from '../testing/drafts.ts'
import { MIGRATIONS, startStation } from '../testing/station-fixture.ts'
import { openTrainingStation } from './open-training-station.ts'

const secrets = createSecrets(randomUUID)
const code = (expected: string) => expect.objectContaining({ code: expected })
let dir: string
let texts: { to: string; text: string }[]
let opened: Station[]

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'training-'))
  texts = []
  opened = []
})

afterEach(() => {
  for (const station of opened) station.close()
  rmSync(dir, { recursive: true, force: true })
})

const options = (folder = dir) => ({
  dir: folder,
  migrationsDir: MIGRATIONS,
  clock: systemClock,
  newId: randomUUID,
  log: pino({ enabled: false }),
  secrets,
})
const practice = (folder = dir) => {
  const station = openTrainingStation({ ...options(folder), onText: (text) => texts.push(text) })
  opened.push(station)
  return station
}

test('a packet of practice is sealed with its receipt, decided at once, and never waits to be sent', async () => {
  const station = practice()
  const draft = draftOf(secrets)
  const sealed = await station.packets.seal(draft)
  expect(sealed.receiptNumber).toMatch(/^LT000/)
  expect(await station.packets.deliver(draft.packetId)).toEqual({ state: 'accepted', ial: 2, raised: false })
  expect(station.repos.packets.head()?.sequence).toBe(1)
  expect(station.repos.outbox.counts()).toEqual({ waiting: 0, held: 0, oldestSealedAtMs: null })
})

test('while the carrier is silent practice says that the result is still to come, as a central does', async () => {
  const station = practice()
  const evidence = [{ kind: 'pre-check', account: 'none', subscriber: 'unavailable', carrier: 'Viettel' }] as const
  const draft = draftOf(secrets, { evidence })
  await station.packets.seal(draft)
  expect(await station.packets.deliver(draft.packetId)).toEqual({ state: 'pending', reason: 'CARRIER_UNAVAILABLE' })
})

test('no sync job of any kind can take a packet of practice', async () => {
  const station = practice()
  await station.packets.seal(draftOf(secrets))
  await expect(station.createSync()).rejects.toEqual(code('TRAINING_STATION'))
  // The ordinary way in, on the same folder: what `motcua sync --data` would do.
  const ordinary = openStation(options())
  opened.push(ordinary)
  await expect(ordinary.createSync()).rejects.toEqual(code('TRAINING_STATION'))
  await expect(ordinary.packets.seal(draftOf(secrets))).rejects.toEqual(code('TRAINING_STATION'))
  expect(() => ordinary.repos.outbox.add(1)).toThrow(code('TRAINING_STATION'))
  expect(() => ordinary.store.read(() => ordinary.store.db.exec('UPDATE station SET training = 0'))).toThrow(
    code('NOT_ALLOWED'),
  )
})

test('it stays the same station at the next start, and a real one is never made one of practice', async () => {
  const first = practice().identity?.stationId
  expect(practice().identity?.stationId).toBe(first)
  const real = await startStation()
  try {
    expect(() => practice(real.dir)).toThrow(code('NOT_ALLOWED'))
  } finally {
    await real.close()
  }
})

test('a code comes to the practice phone alone, is right once it is right, and five wrong ones are the end', async () => {
  const central = practice().createCentral()
  const challenge = await central.requestOtp({ requestId: 'r1', phone: '+84822000085' })
  expect(challenge.maskedPhone).toBe('082****085')
  expect(await central.requestOtp({ requestId: 'r1', phone: '+84822000085' })).toEqual(challenge)
  expect(texts).toHaveLength(1)
  await expect(central.requestOtp({ requestId: 'r2', phone: '+84822000085' })).rejects.toEqual(
    code('OTP_RESEND_TOO_SOON'),
  )
  const sent = /\d{6}/.exec(texts[0]?.text ?? '')?.[0] ?? ''
  const wrong = sent === '000000' ? '111111' : '000000'
  const enter = (attemptId: string, value: string) =>
    central.verifyOtp({ challengeId: challenge.challengeId, attemptId, code: secrets.keep(value) })
  expect(await enter('a1', wrong)).toEqual({ kind: 'wrong', triesLeft: 4 })
  expect(await enter('a1', wrong)).toEqual({ kind: 'wrong', triesLeft: 4 })
  expect(await enter('a2', sent)).toMatchObject({ kind: 'proved' })
  for (const attemptId of ['a3', 'a4', 'a5']) await enter(attemptId, wrong)
  expect(await enter('a6', wrong)).toEqual({ kind: 'spent' })
  expect(await enter('a7', sent)).toEqual({ kind: 'spent' })
})

test.each([
  ['+84822000081', { subscriber: 'other-owner', account: 'none' }],
  ['+84822000082', { subscriber: 'cmnd-9', account: 'none' }],
  ['+84822000083', { subscriber: 'match', account: 'exists' }],
  ['+84822000084', { subscriber: 'unavailable', account: 'none' }],
  ['+84822000080', { subscriber: 'match', account: 'none' }],
])('the last digit of %s tells how the practice ends', async (phone, expected) => {
  const answer = await practice()
    .createCentral()
    .preCheck({ challengeId: 'c', method: 'mobile', claims: { ...PLANTED_CLAIMS, phone } })
  expect(answer).toEqual({ ...expected, insurance: 'match', carrier: 'VinaPhone' })
})
