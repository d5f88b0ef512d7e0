import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Problem } from '../../data/wire/primitives.ts'
import { openDoor } from '../http/door.ts'
import { loadCentralKeys } from '../keys/central-keys.ts'
import type { CentralOptions } from '../options.ts'
import { takeDue } from '../packets/decision.repo.ts'
import { type Central, startCentral } from '../server.ts'
import { type FakeCarrier, startFakeCarrier } from './fake-carrier.ts'
import { type FakeSmsCentre, startFakeSmsCentre } from './fake-sms-centre.ts'
import { createStation, enrolStation } from './fake-station.ts'
import { startPlainPostgres } from './plain-postgres.ts'
import { SERVER_KINDS, type TestServer } from './servers.ts'
import { decisionOn, person, register, until, type World } from './world.ts'

let server: TestServer
let carrier: FakeCarrier
let smsc: FakeSmsCentre
const undo: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  ;[server, carrier, smsc] = await Promise.all([SERVER_KINDS[0]!.start(), startFakeCarrier(), startFakeSmsCentre()])
})
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
  carrier.mode = 'up'
})
afterAll(async () => {
  await Promise.all([server.stop(), carrier.close(), smsc.close()])
})

const folder = async () => {
  const path = await mkdtemp(join(tmpdir(), 'central-several-'))
  undo.push(() => rm(path, { recursive: true, force: true }))
  return path
}
async function start(db: string, over: Partial<CentralOptions> = {}): Promise<Central> {
  const central = await startCentral({
    dataDir: await folder(),
    db,
    listen: { host: '127.0.0.1', port: 0 },
    log: pino({ level: 'silent' }),
    carrier: { url: carrier.url, apiKey: 'carrier-key' },
    sms: { host: '127.0.0.1', port: smsc.port, systemId: 'motcua', password: 'smpppass', sender: 'MOT CUA' },
    ...over,
  })
  undo.push(() => central.close())
  return central
}
const worldOf = () => ({ smsc }) as unknown as World

test('three that start at once on an empty database and an empty key folder agree on everything', async () => {
  const db = await server.newDatabase()
  const keysDir = join(await folder(), 'keys')
  const centrals = await Promise.all([1, 2, 3].map(() => start(db, { keysDir })))
  const [first, second, third] = centrals as [Central, Central, Central]
  const station = await enrolStation(first, 'self-service', Date.now)
  const [there, elsewhere] = [second, third].map((at) => createStation(at, station.key, station.identity, Date.now))
  const packet = await register(worldOf(), there!, person(1))
  const reply = await elsewhere!.push([packet])
  expect(reply.body.results).toEqual([{ packetId: packet.packetId, result: 'received' }])
  expect(await decisionOn(station, packet.packetId)).toMatchObject({ state: 'accepted' })
  expect(await first.admin.countAccounts()).toBe(1)
})

test('one with other keys is refused, and says which and where; a copy of the folder is taken', async () => {
  const db = await server.newDatabase()
  const keysDir = join(await folder(), 'keys')
  await start(db, { keysDir })
  const [other, mixed, copy] = [join(await folder(), 'k'), join(await folder(), 'k'), join(await folder(), 'k')]
  await expect(start(db, { keysDir: other })).rejects.toMatchObject({
    code: 'CENTRAL_KEYS_DIFFER',
    details: { keys: 'otp-hmac sealing signing', folder: other },
  })
  await cp(keysDir, mixed, { recursive: true })
  await rm(join(mixed, 'signing.key.pem'))
  await expect(start(db, { keysDir: mixed })).rejects.toMatchObject({ details: { keys: 'signing' } })
  await cp(keysDir, copy, { recursive: true })
  await start(db, { keysDir: copy })
})

test('keys that two make at once in one folder are one set', async () => {
  const keysDir = join(await folder(), 'keys')
  const made = await Promise.all(Array.from({ length: 8 }, () => loadCentralKeys(keysDir)))
  expect(
    new Set(made.map(({ sealing, signing, otpHmac }) => `${sealing.keyId} ${signing.keyId} ${otpHmac}`)).size,
  ).toBe(1)
})

test('what waits for a carrier is asked for by one of them at a time', async () => {
  const db = await server.newDatabase()
  const keysDir = join(await folder(), 'keys')
  const verification = { retryDelaysMs: [40], sweepEveryMs: 60 }
  const [central] = (await Promise.all([1, 2].map(() => start(db, { keysDir, verification })))) as [Central, Central]
  const station = await enrolStation(central, 'self-service', Date.now)
  carrier.mode = 'down'
  const packets = [await register(worldOf(), station, person(1)), await register(worldOf(), station, person(2))]
  await station.push(packets)
  await until(async () => (await central.admin.countPackets()).verifying === 2)
  carrier.mode = 'up'
  for (const { packetId } of packets) expect(await decisionOn(station, packetId)).toMatchObject({ state: 'accepted' })
  expect(await central.admin.countAccounts()).toBe(2)
})

test('packets that are due are taken by one of many who look at once, and are due again when the taker is gone', async () => {
  const db = await server.newDatabase()
  const central = await start(db, { verification: { retryDelaysMs: [3_600_000] } })
  const station = await enrolStation(central, 'self-service', Date.now)
  carrier.mode = 'down'
  const packets = []
  for (let at = 0; at < 6; at++) packets.push(await register(worldOf(), station, person(at)))
  await station.push(packets)
  await until(async () => (await central.admin.countPackets()).verifying === 6)
  await central.close()
  const pool = new pg.Pool({ connectionString: db, max: 8 })
  undo.push(() => pool.end())
  const dueAt = Date.now() + 7_200_000
  const take = (nowMs: number) => takeDue(pool, nowMs, nowMs + 30_000, 4)
  const taken = (await Promise.all(Array.from({ length: 8 }, () => take(dueAt)))).flat().map(({ packetId }) => packetId)
  expect(taken.toSorted()).toEqual(packets.map(({ packetId }) => packetId).sort())
  expect(await take(dueAt)).toEqual([])
  expect(await take(dueAt + 30_000)).toHaveLength(4)
})

test('one that stops says so at once, serves on for its grace, and a second wish ends the waiting', async () => {
  const central = await start(await server.newDatabase(), { stopGraceMs: 60_000 })
  const station = await enrolStation(central, 'self-service', Date.now)
  const ready = () => fetch(`${central.url}/ready`)
  expect((await ready()).status).toBe(200)
  const closing = central.close()
  const answer = await ready()
  expect([answer.status, answer.headers.get('connection')]).toEqual([503, 'close'])
  expect(await answer.json()).toMatchObject({ status: 'not-ready', phase: 'stopping', database: true })
  expect((await station.send('GET', '/v1/decisions')).status).toBe(200)
  central.hurry()
  await closing
  await expect(ready()).rejects.toThrow()
})

test('before the database is there it is alive and not ready, and every request is told when to come again', async () => {
  const door = await openDoor({ host: '127.0.0.1', port: 0 })
  undo.push(() => door.close(0, new AbortController().signal))
  expect((await fetch(`${door.url}/health`)).status).toBe(200)
  const ready = await fetch(`${door.url}/ready`)
  expect([ready.status, ((await ready.json()) as { phase: string }).phase]).toEqual([503, 'starting'])
  const early = await fetch(`${door.url}/v1/packets`, { method: 'POST', body: 'x'.repeat(100_000) })
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '2'])
  expect(((await early.json()) as Problem).code).toBe('DATABASE_UNAVAILABLE')
})

test('PostgreSQL stops and starts again: 503 with a time to come again meanwhile, then all goes on by itself', async () => {
  const database = await startPlainPostgres()
  undo.push(() => database.remove())
  const central = await start(database.url, { verification: { retryDelaysMs: [1_000], sweepEveryMs: 200 } })
  const station = await enrolStation(central, 'self-service', Date.now)
  const before = await register(worldOf(), station, person(1))
  const during = await register(worldOf(), station, person(2))
  carrier.mode = 'down'
  await station.push([before])
  await until(async () => (await central.admin.countPackets()).verifying === 1)
  await database.kill()
  const away = await station.push([during])
  expect([away.status, (away.body as unknown as Problem).code]).toEqual([503, 'DATABASE_UNAVAILABLE'])
  expect(Number(away.headers.get('retry-after'))).toBeGreaterThanOrEqual(2)
  expect((await fetch(`${central.url}/ready`)).status).toBe(503)
  expect((await fetch(`${central.url}/health`)).status).toBe(200)
  carrier.mode = 'up'
  await database.start()
  await until(async () => (await fetch(`${central.url}/ready`)).status === 200)
  expect((await station.push([during])).status).toBe(200)
  for (const { packetId } of [before, during])
    expect(await decisionOn(station, packetId)).toMatchObject({ state: 'accepted' })
})
