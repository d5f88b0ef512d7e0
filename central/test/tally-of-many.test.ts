import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TallyReply } from '../../data/wire/holding.wire.ts'
import type { FakeStation } from './fake-station.ts'
import { SERVER_KINDS, type TestServer } from './servers.ts'
import { startWorld, type World } from './world.ts'

/** Beyond one step of the count, and beyond a second one: central walks so many packets in one statement and no more (packets/tally.ts). */
const THREE_STEPS = 230_000
/** A count with more holes than this is not kept. */
const KEPT_HOLES = 1_000

let server: TestServer
let world: World

beforeAll(async () => {
  server = await (SERVER_KINDS[0] as (typeof SERVER_KINDS)[number]).start()
  world = await startWorld(server)
})
afterAll(async () => {
  await world.close()
  await server.stop()
})

const tally = async (station: FakeStation, head: number) =>
  (await station.send<TallyReply>('GET', `/v1/tally?head=${head}`)).body

/** Packets of these sequences, as if they had come in years: only that they are there is counted. */
const take = ({ identity }: FakeStation, sequences: string) =>
  world.database.query(
    `insert into packet (packet_id, station_id, sequence, hash, sealed, received_at_ms)
     select gen_random_uuid(), $1, s, 'hash ' || s, '', 1 from ${sequences} as s`,
    [identity.stationId],
  )
/** How far the count of a station is kept: the next one goes on from there. */
const keptTo = async ({ identity }: FakeStation): Promise<number | null> => {
  const { rows } = await world.database.query<{ to: string }>(
    'select counted_to as to from station_tally where station_id = $1',
    [identity.stationId],
  )
  return rows[0] ? Number(rows[0].to) : null
}

test('a station of many packets is counted to its head in one answer, however many steps that takes', async () => {
  const station = await world.enrol()
  await take(station, `generate_series(1, ${THREE_STEPS})`)
  await world.database.query('delete from packet where station_id = $1 and sequence in (7, 100001, 150000)', [
    station.identity.stationId,
  ])
  const head = THREE_STEPS + 2
  const expected = {
    packets: THREE_STEPS - 3,
    lastSequence: THREE_STEPS,
    lastHash: `hash ${THREE_STEPS}`,
    missing: [
      [7, 7],
      [100_001, 100_001],
      [150_000, 150_000],
      [THREE_STEPS + 1, head],
    ],
  }
  expect(await tally(station, head)).toMatchObject(expected)
  expect(await keptTo(station)).toBe(THREE_STEPS)
  expect(await tally(station, head)).toMatchObject(expected)
})

test('a station with more holes than are kept is counted all the same, to its head', async () => {
  const station = await world.enrol()
  const before = 2 * (KEPT_HOLES + 1)
  const head = before + 110_000
  await take(station, `generate_series(2, ${before}, 2)`)
  await take(station, `generate_series(${before + 1}, ${head})`)
  const counted = await tally(station, head)
  expect([counted.packets, counted.lastSequence, counted.missing.length]).toEqual([head - KEPT_HOLES - 1, head, 100])
  expect(await keptTo(station)).toBeNull()
  await take(station, 'generate_series(1, 1)')
  expect(await tally(station, head)).toMatchObject({ packets: head - KEPT_HOLES, missing: { 0: [3, 3] } })
  expect(await keptTo(station)).toBe(head)
})
