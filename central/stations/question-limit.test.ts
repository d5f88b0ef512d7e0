import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../db/pool.ts'
import { SERVER_KINDS, type TestServer } from '../test/servers.ts'
import { createQuestionLimit, removeOldCounts } from './question-limit.ts'

const limited = { code: 'RATE_LIMITED', details: { windowMs: 900_000 } }

let server: TestServer
let database: Database
beforeAll(async () => {
  server = await SERVER_KINDS[0]!.start()
  database = await openDatabase(await server.newDatabase(), pino({ level: 'silent' }))
  await database.pool.query(
    'create table question_count (station_id uuid, kind text, since_ms bigint, asked integer, primary key (station_id, kind))',
  )
})
afterAll(async () => {
  await database?.close()
  await server?.stop()
})

const newClock = (ms: number) => ({ ms, now: () => clock.ms })
let clock: { ms: number; now: () => number }
const limit = (max: number, kind = 'question') => createQuestionLimit(database.pool, clock, { kind, max })
const newStation = () => ({ stationId: randomUUID() })

test('a station asks so often in a window, each for itself, and again in the next', async () => {
  clock = newClock(1_000_000)
  const count = limit(2)
  const [one, other] = [newStation(), newStation()]
  await count(one)
  await count(one)
  await expect(count(one)).rejects.toMatchObject(limited)
  await count(other)
  clock.ms += 899_999
  await expect(count(one)).rejects.toMatchObject(limited)
  clock.ms += 1
  await count(one)
})

test('two centrals count together, and kinds of questions apart', async () => {
  clock = newClock(1_000_000)
  const station = newStation()
  const [here, there] = [limit(10), limit(10)]
  const asked = await Promise.allSettled(Array.from({ length: 30 }, (_none, at) => (at % 2 ? here : there)(station)))
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
  await limit(10, 'typed')(station)
})

test('a clock set back by hours locks nobody for hours', async () => {
  clock = newClock(100_000_000)
  const count = limit(1)
  const station = newStation()
  await count(station)
  clock.ms -= 10_000_000
  await count(station)
})

test('counts of windows that are over are removed, others stay', async () => {
  clock = newClock(500_000_000)
  const count = limit(1)
  const station = newStation()
  await count(station)
  await removeOldCounts(database.pool, clock.ms + 899_999)
  await expect(count(station)).rejects.toMatchObject(limited)
  await removeOldCounts(database.pool, clock.ms + 900_000)
  await count(station)
})
