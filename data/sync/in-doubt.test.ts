import { expect, test } from 'vitest'
import type { OutboxRow } from '../store/outbox.repo.ts'
import { BATCH_MAX } from '../wire/packet.wire.ts'
import { settleDoubts } from './in-doubt.ts'
import type { SyncParts } from './sync-parts.ts'
import { createTally } from './tally.ts'

type Row = Pick<OutboxRow, 'packetId' | 'sequence' | 'state' | 'held' | 'tries'>

/** An outbox of any length, and a central that has none of it. */
function askAbout(rows: readonly Row[], upTo: number) {
  const asked: (readonly string[])[] = []
  const parts = {
    cursors: { get: () => upTo },
    outbox: {
      page: (after: number, limit: number) => rows.filter(({ sequence }) => sequence > after).slice(0, limit),
    },
    memory: { heldUnknown: false },
    client: {
      held: async (packetIds: readonly string[]) => {
        asked.push(packetIds)
        return { acknowledgement: null, serverTimeMs: 1 }
      },
    },
    time: { learn: () => undefined },
  } as unknown as SyncParts
  return settleDoubts(parts, createTally(), undefined).then(() => asked)
}

const row = (sequence: number, over: Partial<Row> = {}): Row => ({
  packetId: `p${sequence}`,
  sequence,
  state: 'sent',
  held: false,
  tries: 0,
  ...over,
})

test('a long outbox with holes is asked about to its end: every packet in doubt once, no page larger than agreed', async () => {
  // What was acknowledged between them has left: sequences and places in the outbox differ.
  const rows = Array.from({ length: 2 * BATCH_MAX + 3 }, (_none, at) => row(3 * at + 1))
  const asked = await askAbout(rows, rows.at(-1)?.sequence ?? 0)
  expect(asked.flat()).toEqual(rows.map(({ packetId }) => packetId))
  expect(asked.every(({ length }) => length <= BATCH_MAX)).toBe(true)
})

test('of what never left, waits for a person or came after the last doubt, nothing is asked', async () => {
  const rows = [row(1, { state: 'sealed' }), row(2), row(3, { held: true }), row(4), row(5)]
  expect(await askAbout(rows, 4)).toEqual([['p2', 'p4']])
})
