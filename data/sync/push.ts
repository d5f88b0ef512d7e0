import { type Fault, toFault } from '../../flows/base/fault.ts'
import type { DueRule } from '../store/outbox.repo.ts'
import { backoffMs } from './backoff.ts'
import { type Batch, type BatchWriter, createBatchWriter } from './batching.ts'
import { takeReply } from './push-reply.ts'
import { blamesContent, knownCode, mayHaveArrived } from './refusal.ts'
import type { SyncParts } from './sync-parts.ts'
import { countFault, type Tally } from './tally.ts'

/** Measured: two batches in flight carry 1.65 × what one does; a third adds nothing but memory. */
const IN_FLIGHT = 2

interface Run {
  readonly parts: SyncParts
  readonly due: DueRule
  readonly tally: Tally
  readonly signal: AbortSignal | undefined
  /** The last sequence handed to a batch: pages go by key, never by offset. */
  after: number
  stopped: boolean
}

/**
 * Pushes what waits: batches in order of sequence, two in flight, each streamed from the store into memory that is used again. A request that
 * fails ends the run, for the next would fail alike; only a batch refused for its content is halved until the packet to blame is alone, and
 * that one leaves the line's queue for a person. Never raises for central or the line: the tally says. Raises STORE_*.
 */
export async function pushOnce(
  parts: SyncParts,
  tally: Tally,
  options: { readonly due: DueRule; readonly signal?: AbortSignal | undefined; readonly batchMaxBytes?: number },
): Promise<void> {
  const run: Run = { parts, due: options.due, tally, signal: options.signal, after: 0, stopped: false }
  const lane = async () => {
    const writer = createBatchWriter(options.batchMaxBytes)
    while (!run.stopped && !run.signal?.aborted) {
      const batch = nextBatch(run, writer)
      if (batch.packets.length === 0) return
      await sendBatch(run, writer, batch)
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane))
}

function nextBatch(run: Run, writer: BatchWriter): Batch {
  writer.clear()
  run.parts.outbox.walk(run.after, run.due, (packet) => writer.add(packet))
  const batch = writer.finish()
  run.after = batch.packets.at(-1)?.sequence ?? run.after
  return batch
}

async function sendBatch(run: Run, writer: BatchWriter, batch: Batch): Promise<void> {
  const { parts, tally, signal } = run
  tally.sent += batch.packets.length
  try {
    const reply = await parts.client.sendBatch(
      batch.body,
      batch.packets.map((packet) => packet.packetId),
      { signal },
    )
    await takeReply(parts, tally, batch.packets, reply)
  } catch (thrown) {
    const fault = toFault(thrown)
    if (fault.code === 'CANCELLED') return
    if (fault.code.startsWith('STORE_')) throw fault
    if (blamesContent(fault)) return refuseOrHalve(run, writer, batch, fault)
    run.stopped = true
    countFault(tally, fault.code)
    parts.log.warn({ code: fault.code, details: fault.details, packets: batch.packets.length }, 'push failed')
    noteFailure(parts, batch, fault)
  }
}

/** Sends each half by itself, or gives a lone packet to a person. */
async function refuseOrHalve(run: Run, writer: BatchWriter, batch: Batch, fault: Fault): Promise<void> {
  const { parts, tally } = run
  const [first] = batch.packets
  if (!first) return
  if (batch.packets.length === 1) {
    countFault(tally, fault.code)
    tally.refused += 1
    parts.store.write(() => {
      const atMs = parts.time.now()
      const message = { kind: 'push-refused', code: knownCode(fault.code), atMs } as const
      parts.apply([{ packetId: first.packetId, message }], null, atMs)
      parts.outbox.hold(first.sequence, fault.code, parts.clock.now())
    })
    return
  }
  const middle = Math.ceil(batch.packets.length / 2)
  for (const half of [batch.packets.slice(0, middle), batch.packets.slice(middle)]) {
    if (run.stopped || run.signal?.aborted) return
    const sequences = new Set(half.map((packet) => packet.sequence))
    writer.clear()
    parts.outbox.walk((half[0]?.sequence ?? 1) - 1, { kind: 'all' }, (packet) => {
      if (sequences.has(packet.sequence)) writer.add(packet)
      return packet.sequence < (half.at(-1)?.sequence ?? 0)
    })
    const smaller = writer.finish()
    if (smaller.packets.length > 0) await sendBatch(run, writer, smaller)
  }
}

function noteFailure(parts: SyncParts, batch: Batch, fault: Fault): void {
  const nowMs = parts.clock.now()
  const atMs = parts.time.now()
  const lineOnly = fault.code === 'CAPTIVE_PORTAL' || fault.details.reason === 'unreachable'
  parts.store.write(() => {
    for (const packet of batch.packets) {
      // While nobody is there the line waits, not the packet: all are due when it is back.
      const waitMs = lineOnly ? 0 : backoffMs(packet.tries + 1, parts.random)
      parts.outbox.failed(packet.sequence, fault.code, nowMs, nowMs + waitMs, !lineOnly)
    }
    if (!mayHaveArrived(fault)) return
    const message = { kind: 'sent', atMs } as const
    parts.apply(
      batch.packets.map(({ packetId }) => ({ packetId, message })),
      null,
      atMs,
    )
  })
}
