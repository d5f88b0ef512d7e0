import { blamesARow, joinWaiting } from '../db/join-waiting.ts'
import type { Sql } from '../db/pool.ts'
import { type IntakeBatch, insertBatches, insertPackets } from './packet.repo.ts'

/** Two keep the disk and the wire busy; more would leave nobody to join. */
const LANES = 2
/** Requests of one statement; at three packets of 65 KB each still under 13 MB. */
const JOINED_MAX = 64
/** As large as this a batch gains nothing by company, and would make small ones wait. */
const ALONE_FROM = 20

/** Writes a batch and gives how many of its packets are new. */
export type TakeIn = (batch: IntakeBatch) => Promise<number>

/** Makes the way into the packet table: large batches each by themselves, small ones that wait joined. */
export function createIntakeQueue(sql: Sql): TakeIn {
  const join = joinWaiting<IntakeBatch, number>({
    run: (batches) => insertBatches(sql, batches),
    lanes: LANES,
    most: JOINED_MAX,
    keysOf: ({ packets }) => packets.map(({ packetId }) => packetId),
    mayBlameOne: blamesARow,
  })
  return (batch) => (batch.packets.length >= ALONE_FROM ? insertPackets(sql, batch) : join(batch))
}
