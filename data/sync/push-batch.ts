import { Fault, toFault } from '../../flows/base/fault.ts'
import { backoffMs } from './backoff.ts'
import { batchSize } from './batch-size.ts'
import type { Batch, BatchedPacket, BatchWriter } from './batching.ts'
import { noteInDoubt, settle } from './in-doubt.ts'
import { takeReply } from './push-reply.ts'
import { asksForPatience, blamesContent, isCutOff, knownCode, mayBeTheContent, mayHaveArrived } from './refusal.ts'
import type { SyncParts } from './sync-parts.ts'
import { countFault, type Tally } from './tally.ts'

/** So often a packet fails alone, while others pass, before it waits for a person. */
export const STUMBLES_TO_HOLD = 3
/** So many packets failing alone one after the other, and none passing between: then it is central, not they. */
const STUMBLES_TO_STOP = 2

/** One push, from its first batch to its last. */
export interface PushRun {
  readonly parts: SyncParts
  readonly tally: Tally
  readonly signal: AbortSignal | undefined
  /** Sequences that this run could not get rid of: not again in the same one. */
  readonly waiting: Set<number>
  stumblesInARow: number
  /** Nothing more goes in this run. */
  stopped: boolean
  /** Nor is there use in asking central for anything else. */
  cutOff: boolean
}

export interface FilledBatch extends Batch {
  /** It is as large as the size allowed. */
  readonly full: boolean
}

/**
 * Sends one batch and writes what came of it. A line that is down, or a central that asks for patience, ends the run and blames no packet. A batch that
 * failed while central can be talked to is settled by asking what arrived, and the rest sent in halves: a thin line finds a size that it carries, and a
 * packet that central cannot take ends up alone, while the others pass. Raises STORE_*.
 */
export async function sendBatch(run: PushRun, writer: BatchWriter, batch: FilledBatch): Promise<void> {
  const { parts, tally } = run
  const { memory } = parts
  const { timeoutMs, ...size } = batchSize(memory.sizing)
  const compress = size.compress && !memory.plainOnly
  const signal = run.signal ? AbortSignal.any([run.signal, memory.inFlight]) : memory.inFlight
  const measured = { packets: batch.packets.length, bytes: batch.body.byteLength }
  tally.sent += batch.packets.length
  const startedMs = performance.now()
  try {
    const ids = batch.packets.map(({ packetId }) => packetId)
    const reply = await parts.client.sendBatch(batch.body, ids, { timeoutMs, compress, signal })
    memory.learn({ kind: 'carried', ...measured, elapsedMs: performance.now() - startedMs, full: batch.full })
    const before = tally.received
    await takeReply(parts, tally, batch.packets, reply)
    memory.passed()
    run.stumblesInARow = 0
    if (tally.received - before < batch.packets.length) noteWaiting(run, batch)
  } catch (thrown) {
    const fault = toFault(thrown)
    if (fault.code.startsWith('STORE_')) throw fault
    parts.log.warn({ code: fault.code, details: fault.details, ...measured }, 'push failed')
    if (fault.code === 'CANCELLED') return giveUp(run, batch, fault)
    if (asksForPatience(fault)) return rest(run, batch, fault)
    if (compress && mayBeTheCoding(fault)) {
      memory.plainOnly = true
      tally.sent -= batch.packets.length
      return sendBatch(run, writer, batch)
    }
    if (blamesContent(fault)) return refuseOrHalve(run, writer, batch, fault)
    if (!mayBeTheContent(fault)) return stop(run, batch, fault)
    memory.learn({ kind: 'failed', ...measured })
    await findOut(run, writer, batch, fault)
  }
}

/** What central refused for now keeps its time. */
function noteWaiting({ parts, waiting }: PushRun, batch: Batch): void {
  for (const { sequence } of batch.packets) if (parts.outbox.has(sequence)) waiting.add(sequence)
}

/** A central of an earlier version does not know the coding and says so (RFC 9110 §15.5.16), or reads it as spoilt JSON. */
function mayBeTheCoding({ code, details }: Fault): boolean {
  return code === 'BODY_MALFORMED' || (code === 'CENTRAL_REFUSED' && details.status === 415)
}

/** The sync job is to end, or the line was away: what is under way may have arrived. */
function giveUp(run: PushRun, batch: Batch, { details }: Fault): void {
  const { parts } = run
  const reason = details.reason === 'unreachable' ? 'unreachable' : 'broken'
  if (!run.signal?.aborted) stop(run, batch, new Fault('LINE_DOWN', { reason }))
  else if (reason === 'broken') parts.store.write(() => noteInDoubt(parts, batch.packets))
}

/** Nobody is there, or every request is refused alike: no packet is to blame, and all of them are due when that is over. */
function stop(run: PushRun, batch: Batch, fault: Fault, waitMs = 0): void {
  const { parts, tally } = run
  run.stopped = true
  run.cutOff = isCutOff(fault)
  countFault(tally, fault.code)
  const nowMs = parts.clock.now()
  parts.store.write(() => {
    for (const { sequence } of batch.packets) {
      parts.outbox.failed(sequence, fault.code, nowMs, nowMs + waitMs, false)
    }
    if (mayHaveArrived(fault)) noteInDoubt(parts, batch.packets)
  })
}

function rest(run: PushRun, batch: Batch, fault: Fault): void {
  stop(run, batch, fault, run.parts.memory.rest(fault, run.parts.random))
}

/** Central can be asked: then what arrived is taken as such, and the rest goes in halves. */
async function findOut(run: PushRun, writer: BatchWriter, batch: Batch, fault: Fault): Promise<void> {
  const { parts, tally } = run
  if (mayHaveArrived(fault)) parts.store.write(() => noteInDoubt(parts, batch.packets))
  const line = await parts.line.look()
  if (run.signal?.aborted) return
  if (line !== 'online') return stop(run, batch, line === 'captive-portal' ? new Fault('CAPTIVE_PORTAL') : fault)
  try {
    await settle(parts, tally, batch.packets, run.signal)
  } catch (thrown) {
    const asked = toFault(thrown)
    if (asked.code.startsWith('STORE_')) throw asked
    if (asked.code === 'CANCELLED') return
    return asksForPatience(asked) ? rest(run, batch, asked) : stop(run, batch, asked)
  }
  const left = batch.packets.filter(({ sequence }) => parts.outbox.has(sequence))
  if (left.length < batch.packets.length) {
    parts.memory.passed()
    run.stumblesInARow = 0
  }
  const [only] = left
  if (only && left.length === 1 && batch.packets.length === 1) stumble(run, only, fault)
  else await sendPieces(run, writer, left)
}

/** A packet failed alone while central can be talked to. While others pass it is to blame, and after some tries it is for a person. */
function stumble(run: PushRun, packet: BatchedPacket, fault: Fault): void {
  const { parts, tally } = run
  const nowMs = parts.clock.now()
  run.waiting.add(packet.sequence)
  run.stumblesInARow += 1
  countFault(tally, fault.code)
  if (run.stumblesInARow >= STUMBLES_TO_STOP) run.stopped = true
  const tries = packet.tries + 1
  const held = tries >= STUMBLES_TO_HOLD && parts.memory.passedLately
  parts.store.write(() => {
    if (!held)
      return parts.outbox.failed(packet.sequence, fault.code, nowMs, nowMs + backoffMs(tries, parts.random), true)
    parts.outbox.hold(packet.sequence, fault.code, nowMs)
    const details = { why: fault.code, tries }
    parts.events.append({ atMs: parts.time.now(), kind: 'sync.held', sequence: packet.sequence, details })
  })
  if (held) tally.refused += 1
}

/** Central refused the batch for what is in it: each half by itself, or a lone packet to a person. */
async function refuseOrHalve(run: PushRun, writer: BatchWriter, batch: Batch, fault: Fault): Promise<void> {
  const { parts, tally } = run
  const [first] = batch.packets
  if (!first) return
  if (batch.packets.length > 1) return sendPieces(run, writer, batch.packets)
  countFault(tally, fault.code)
  tally.refused += 1
  parts.store.write(() => {
    const atMs = parts.time.now()
    const message = { kind: 'push-refused', code: knownCode(fault.code), atMs } as const
    parts.apply([{ packetId: first.packetId, message }], null, atMs)
    parts.outbox.hold(first.sequence, fault.code, parts.clock.now())
  })
}

/** Sends what is left of a batch in pieces of half its size at most, and no larger than the link has shown to carry. */
async function sendPieces(run: PushRun, writer: BatchWriter, packets: readonly BatchedPacket[]): Promise<void> {
  const half = Math.ceil(packets.length / 2)
  for (let at = 0; at < packets.length && !run.stopped && !run.signal?.aborted; ) {
    const most = Math.min(half, batchSize(run.parts.memory.sizing).packets)
    const piece = refill(run.parts, writer, packets.slice(at, at + most))
    at += most
    if (piece.packets.length > 0) await sendBatch(run, writer, piece)
  }
}

/** Writes those of the packets that still wait, in one batch. */
function refill(parts: SyncParts, writer: BatchWriter, packets: readonly BatchedPacket[]): FilledBatch {
  const sequences = new Set(packets.map(({ sequence }) => sequence))
  const last = packets.at(-1)?.sequence ?? 0
  writer.clear()
  parts.outbox.walk((packets[0]?.sequence ?? 1) - 1, { kind: 'all' }, (packet) => {
    if (sequences.has(packet.sequence)) writer.add(packet)
    return packet.sequence < last
  })
  return { ...writer.finish(), full: true }
}
