import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../flows/base/clock.ts'
import { createSecrets } from '../flows/base/secret.ts'
import { openStation, type Station } from './station.ts'
import { type CentralPeer, startCentralPeer } from './testing/central-peer.ts'
import { draftOf } from './testing/drafts.ts'
import { MIGRATIONS } from './testing/station-fixture.ts'

let dir: string
let peer: CentralPeer
let station: Station
const secrets = createSecrets(randomUUID)

beforeEach(async () => {
  dir = join(mkdtempSync(join(tmpdir(), 'open-')), 'station')
  peer = await startCentralPeer()
  station = openStation({
    dir,
    migrationsDir: MIGRATIONS,
    clock: systemClock,
    newId: randomUUID,
    log: pino({ enabled: false }),
    secrets,
  })
})

afterEach(async () => {
  station.close()
  await peer.close()
  rmSync(join(dir, '..'), { recursive: true, force: true })
})

const enroll = () => station.enroll({ centralUrl: peer.url, code: 'ABCD-2345', name: 'Quầy 1', kind: 'assisted' })

describe('a station', () => {
  test('is nobody before it is enrolled, and says so', async () => {
    expect(station.identity).toBeNull()
    await expect(station.packets.seal(draftOf(secrets))).rejects.toMatchObject({ code: 'STATION_NOT_ENROLLED' })
    await expect(station.createCentral().requestOtp({ requestId: 'r', phone: '+84982000088' })).rejects.toMatchObject({
      code: 'STATION_NOT_ENROLLED',
    })
    await expect(station.createSync()).rejects.toMatchObject({ code: 'STATION_NOT_ENROLLED' })
  })

  test('is enrolled with the key it made, keeps what central gave, and works at once', async () => {
    const identity = await enroll()
    expect(identity).toMatchObject({
      stationCode: 'K0007',
      kind: 'assisted',
      centralUrl: peer.url,
      centralKeys: peer.publicKeys,
    })
    expect(station.identity).toEqual(identity)
    expect(peer.seen[0]?.body).toMatchObject({ code: 'ABCD-2345', name: 'Quầy 1', kind: 'assisted' })
    expect(peer.seen[0]?.body).not.toHaveProperty('publicKey.d')
    expect((await station.packets.seal(draftOf(secrets))).receiptNumber).toBe('K0007-000001')
  })

  test('enrolls again with the same key after a lost answer', async () => {
    peer.plan('/v1/stations', { kind: 'lose-answer' }, { kind: 'lose-answer' })
    await expect(enroll()).rejects.toMatchObject({ code: 'LINE_DOWN' })
    expect(station.identity).toBeNull()
    await enroll()
    const keys = peer.seen.map(({ body }) => JSON.stringify((body as { publicKey: unknown }).publicKey))
    expect(new Set(keys).size).toBe(1)
  })

  test('is enrolled once only', async () => {
    await enroll()
    await expect(enroll()).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  test('is told when its code is not taken', async () => {
    peer.plan('/v1/stations', {
      kind: 'reply',
      status: 403,
      type: 'application/problem+json',
      body: JSON.stringify({ type: 'x', title: 'x', status: 403, code: 'ENROLL_CODE_INVALID' }),
    })
    await expect(enroll()).rejects.toMatchObject({ code: 'ENROLL_CODE_INVALID' })
    expect(station.identity).toBeNull()
  })

  test('keeps its folder and key to itself', async () => {
    await enroll()
    expect(statSync(dir).mode & 0o777).toBe(0o700)
    expect(statSync(join(dir, 'station-key.json')).mode & 0o777).toBe(0o600)
  })

  test('can be warmed before and after enrolment', async () => {
    await station.warm()
    await enroll()
    await station.warm()
    expect((await station.packets.seal(draftOf(secrets))).sequence).toBe(1)
  })
})
