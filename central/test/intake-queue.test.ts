import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PacketEnvelope } from '../../data/wire/packet.wire.ts'
import { type Database, openDatabase } from '../db/pool.ts'
import { createIntakeQueue, type TakeIn } from '../packets/intake-queue.ts'
import { type IntakeBatch, insertBatches, insertPackets } from '../packets/packet.repo.ts'
import { SERVER_KINDS, type TestServer } from './servers.ts'
import { startWorld, type World } from './world.ts'

/** As many statements are under way at once; whoever comes meanwhile is joined (packets/intake-queue.ts). */
const LANES = 2

let server: TestServer
let world: World
let database: Database
let takeIn: TakeIn

beforeAll(async () => {
  server = await (SERVER_KINDS[0] as (typeof SERVER_KINDS)[number]).start()
  world = await startWorld(server)
  database = await openDatabase(world.databaseUrl, pino({ enabled: false }))
})
beforeEach(() => {
  takeIn = createIntakeQueue(database.pool)
})
afterAll(async () => {
  await database.close()
  await world.close()
  await server.stop()
})

const packetOf = (sequence: number, over: Partial<PacketEnvelope> = {}): PacketEnvelope => ({
  packetId: v7(),
  sequence,
  previousHash: null,
  hash: `hash-${sequence}`,
  sealed: `sealed-${sequence}`,
  ...over,
})
const packetsOf = (count: number) => Array.from({ length: count }, (_none, at) => packetOf(at + 1))
const batchOf = (packets: readonly PacketEnvelope[], stationId = randomUUID()): IntakeBatch => ({
  intakeId: randomUUID(),
  stationId,
  receivedAtMs: 1,
  packets,
})
/** Keeps every lane busy, so that what comes next goes in one statement. */
const busy = () => Array.from({ length: LANES }, () => takeIn(batchOf(packetsOf(1))))
const intakes = async () => {
  const { rows } = await database.pool.query<{ id: string; station: string; packets: string[] }>(
    'select intake_id as id, station_id as station, packet_ids as packets from intake',
  )
  return new Map(rows.map((row) => [row.id, row]))
}

describe('small batches that wait are written in one statement', () => {
  test('each is told how many of its own are new, and waits for decisions under its own station', async () => {
    const batches = [5, 1, 4, 2, 6, 3].map((count) => batchOf(packetsOf(count)))
    const [known] = batches as [IntakeBatch]
    await takeIn(known)
    const again = { ...known, intakeId: randomUUID() }
    const lanes = busy()
    const fresh = await Promise.all([again, ...batches.slice(1)].map(takeIn))
    await Promise.all(lanes)
    expect(fresh).toEqual([0, 1, 4, 2, 6, 3])
    const written = await intakes()
    expect(written.has(again.intakeId)).toBe(false)
    for (const { intakeId, stationId, packets } of batches) {
      expect(written.get(intakeId)).toMatchObject({ station: stationId, packets: { length: packets.length } })
      expect(new Set(written.get(intakeId)?.packets)).toEqual(new Set(packets.map(({ packetId }) => packetId)))
    }
  })

  test.each([
    ['first in both', [0, 1], [0, 2]],
    ['last in both', [0, 2], [1, 2]],
    ['first in one, last in the other', [0, 1], [2, 0]],
  ])('a packet that two of them hold, %s, is new once and decided on once', async (_where, one, other) => {
    const packets = packetsOf(3)
    const stationId = randomUUID()
    const batches = [one, other].map((places) =>
      batchOf(
        places.map((at) => packets[at] as PacketEnvelope),
        stationId,
      ),
    )
    const lanes = busy()
    const fresh = await Promise.all(batches.map(takeIn))
    await Promise.all(lanes)
    expect(fresh.reduce((sum, count) => sum + count, 0)).toBe(packets.length)
    const waiting = [...(await intakes()).values()].filter(({ station }) => station === stationId)
    expect(waiting.flatMap(({ packets: ids }) => ids).toSorted()).toEqual(
      packets.map(({ packetId }) => packetId).toSorted(),
    )
  })

  test('two stations that send one id: the first has it, and the other is told of nothing new', async () => {
    const packet = packetOf(1)
    const lanes = busy()
    const [mine, theirs] = [batchOf([packet]), batchOf([{ ...packet, hash: 'other', sealed: 'other' }])]
    expect(await Promise.all([mine, theirs].map(takeIn))).toEqual([1, 0])
    await Promise.all(lanes)
    const { rows } = await database.pool.query('select station_id as station, hash from packet where packet_id = $1', [
      packet.packetId,
    ])
    expect(rows).toEqual([{ station: mine.stationId, hash: packet.hash }])
  })

  test('one that the database refuses fails alone', async () => {
    const lanes = busy()
    const batches = [packetsOf(2), [packetOf(1, { sealed: 'a\u0000b' })], packetsOf(3)].map((packets) =>
      batchOf(packets),
    )
    const outcomes = await Promise.allSettled(batches.map(takeIn))
    await Promise.all(lanes)
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: 2 },
      { status: 'rejected', reason: { code: '22021' } },
      { status: 'fulfilled', value: 3 },
    ])
  })
})

/** The same packets in another order would have two statements wait for each other until PostgreSQL ends one (40P01). */
describe('packets that come twice at the same moment, in any order, are taken once and nobody fails', () => {
  const ROUNDS = 4

  test('large batches', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const packets = packetsOf(500)
      const fresh = await Promise.all(
        [packets, packets.toReversed()].map((order) => insertPackets(database.pool, batchOf(order))),
      )
      expect(fresh.toSorted((a, b) => a - b)).toEqual([0, 500])
    }
  })

  test('small ones that were joined', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const packets = packetsOf(600)
      const inTens = (order: readonly PacketEnvelope[]) =>
        Array.from({ length: order.length / 10 }, (_none, at) => batchOf(order.slice(at * 10, at * 10 + 10)))
      const fresh = await Promise.all(
        [packets, packets.toReversed()].map((order) => insertBatches(database.pool, inTens(order))),
      )
      const sums = fresh.map((counts) => counts.reduce((sum, count) => sum + count, 0))
      expect(sums.toSorted((a, b) => a - b)).toEqual([0, 600])
    }
  })
})
