import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CompactSign } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PORTAL_2022 } from '../../flows/rules/policy-sets.ts'
import { draftOf } from '../testing/drafts.ts'
import { type StationFixture, startStation } from '../testing/station-fixture.ts'
import type { PacketResult } from '../wire/packet.wire.ts'
import type { StickAnswer, StickSeal } from '../wire/stick.wire.ts'
import { openStick } from './stick-files.ts'

const YEAR_MS = 365 * 86_400_000

let fixture: StationFixture
let stick: string
let packetId: string

beforeEach(async () => {
  fixture = await startStation()
  stick = mkdtempSync(join(tmpdir(), 'stick-'))
  packetId = (await fixture.station.packets.seal(draftOf(fixture.secrets))).packetId
  // As central has it after the carrier's trip.
  fixture.station.repos.outbox.walk(0, { kind: 'all' }, ({ hash }) => {
    fixture.peer.packets.set(packetId, { packetId, hash: Buffer.from(hash).toString('base64url') } as never)
    return true
  })
})
afterEach(async () => {
  rmSync(stick, { recursive: true, force: true })
  await fixture.close()
})

const identity = () => {
  const known = fixture.station.repos.station.get()
  if (!known) throw new Error('not paired')
  return known
}

/** Central's answer about the one packet: received, or what `result` says. */
async function answerOf(result?: PacketResult, serverTimeMs = fixture.clock.nowMs): Promise<StickAnswer> {
  const acknowledgement = result ? null : await fixture.peer.acknowledgeBatch([packetId])
  return {
    bundleId: randomUUID(),
    stationId: identity().stationId,
    batch: { results: [result ?? { packetId, result: 'received' }], acknowledgement, serverTimeMs },
    decisionsAfter: 0,
    pages: [],
    references: [],
  }
}

async function putReply(
  answer: StickAnswer,
  over: Partial<StickSeal> = {},
  sign: (payload: object) => Promise<string> = fixture.peer.sign,
  changed: (content: string) => string = (content) => content,
) {
  const content = JSON.stringify(answer)
  const seal = await sign({
    typ: 'stick-in',
    stationId: identity().stationId,
    digest: createHash('sha256').update(content).digest('base64url'),
    issuedAtMs: 1,
    ...over,
  })
  const reply = Buffer.from(JSON.stringify({ seal, content: changed(content) }))
  await openStick(stick).write(identity().stationCode, 'a', 'in', reply)
}

const imported = async () => (await fixture.station.stick()).importFrom(stick)
const filesLeft = () => readdirSync(join(stick, 'motcua', identity().stationCode))
const waiting = () => fixture.station.repos.outbox.counts()

test('a reply under central’s seal is taken, and leaves the stick', async () => {
  await putReply(await answerOf())
  expect(await imported()).toMatchObject({ files: 1, received: 1, unreadable: [] })
  expect(waiting()).toMatchObject({ waiting: 0 })
  expect(filesLeft()).toEqual([])
})

describe('a reply that is not what central sealed for this station is named, stays on the stick and changes nothing', () => {
  const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const signForeign = (payload: object) =>
    new CompactSign(Buffer.from(JSON.stringify(payload))).setProtectedHeader({ alg: 'ES256' }).sign(foreign)

  test.each<[string, string, () => Promise<void>]>([
    [
      'its content changed under the seal',
      'STICK_UNREADABLE',
      async () =>
        putReply(await answerOf(), {}, undefined, (content) =>
          content.replace('"decisionsAfter":0', '"decisionsAfter":9'),
        ),
    ],
    [
      'sealed for another station',
      'STICK_FOREIGN',
      async () => putReply(await answerOf(), { stationId: randomUUID() }),
    ],
    ['sealed by somebody else', 'STICK_FOREIGN', async () => putReply(await answerOf(), {}, signForeign)],
    [
      'another word of central’s in the place of the seal',
      'STICK_UNREADABLE',
      async () => putReply(await answerOf(), { typ: 'acknowledgement' as never }),
    ],
  ])('%s: %s', async (_what, code, put) => {
    await put()
    expect(await imported()).toMatchObject({ files: 0, received: 0, unreadable: [{ code }] })
    expect(waiting()).toMatchObject({ waiting: 1 })
    expect(filesLeft()).toEqual(['a.in.gz'])
  })
})

test('reference data that central did not sign is told of; packets beside it are taken', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const payload = { typ: 'reference', name: 'policy', version: 9, issuedAtMs: 1, policy: PORTAL_2022 }
  const document = await new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256' })
    .sign(privateKey)
  const reply = { name: 'policy', version: 9, document }
  await putReply({ ...(await answerOf()), references: [{ name: 'policy', etag: '"9"', reply }] })
  expect(await imported()).toMatchObject({ files: 1, received: 1, faults: { REFERENCE_INVALID: 1 } })
})

test('what the line settled meanwhile is not refused by an older reply', async () => {
  await putReply(await answerOf())
  await imported()
  await putReply(await answerOf({ packetId, result: 'refused', code: 'PACKET_CONFLICT' }))
  expect(await imported()).toMatchObject({ files: 1, refused: 0, faults: {} })
  expect(fixture.station.repos.packets.byId(packetId)).toMatchObject({ state: 'received' })
})

test('nobody learns the time from a stick: central’s hour is as old as the trip', async () => {
  const before = fixture.station.time.now()
  await putReply(await answerOf(undefined, fixture.clock.nowMs + YEAR_MS))
  await imported()
  expect(fixture.station.time.now() - before).toBeLessThan(YEAR_MS / 2)
})

describe('central refused the bytes that came to it', () => {
  const refused = (): PacketResult => ({ packetId, result: 'refused', code: 'PACKET_INCONSISTENT' })

  test('they are whole here, so they were spoilt on the way: the packet waits on', async () => {
    await putReply(await answerOf(refused()))
    expect(await imported()).toMatchObject({ files: 1, refused: 0, faults: { PACKET_INCONSISTENT: 1 } })
    expect(waiting()).toMatchObject({ waiting: 1, held: 0 })
  })

  test('they are spoilt here too: a person has to look', async () => {
    const { db } = fixture.station.store
    db.exec('DROP TRIGGER content_stays')
    db.exec("UPDATE sealed_content SET sealed = CAST(substr(sealed, 1, length(sealed) - 1) || x'00' AS BLOB)")
    await putReply(await answerOf(refused()))
    expect(await imported()).toMatchObject({ files: 1, refused: 1 })
    expect(waiting()).toMatchObject({ held: 1 })
  })
})
