import { toFault } from '../../flows/base/fault.ts'
import type { DueRule } from '../store/outbox.repo.ts'
import { batchSize } from './batch-size.ts'
import { type BatchWriter, createBatchWriter } from './batching.ts'
import { settleDoubts } from './in-doubt.ts'
import { type FilledBatch, type PushRun, sendBatch } from './push-batch.ts'
import { asksForPatience, isCutOff } from './refusal.ts'
import type { SyncParts } from './sync-parts.ts'
import { countFault, type Tally } from './tally.ts'

/** Measured: two batches in flight carry 1.65 × what one does; a third adds nothing but memory. */
const LANES = 2

/** `cut-off`: there is no use in asking central for anything else now. `failing`: central can be talked to, but takes no packets. */
export type PushEnd = 'through' | 'failing' | 'cut-off'

/**
 * Pushes what waits. First central is asked about packets whose answer was lost. Then batches go in order of sequence, as large and as many at once as
 * the link has shown to carry, each streamed from the store into memory that is used again; packets that central stumbled over before come last, in
 * small company, so that none of them holds the others. Never raises for central or the line: the tally says. Raises STORE_*.
 */
export async function pushOnce(
  parts: SyncParts,
  tally: Tally,
  options: { readonly due: DueRule; readonly signal?: AbortSignal | undefined },
): Promise<PushEnd> {
  const run: PushRun = {
    parts,
    tally,
    signal: options.signal,
    waiting: new Set(),
    stumblesInARow: 0,
    stopped: false,
    cutOff: false,
  }
  if (!(await settled(run))) return 'cut-off'
  await lanes(run, options.due, LANES, (tries) => tries === 0)
  if (!run.stopped) await lanes(run, options.due, 1, (tries) => tries > 0)
  if (run.cutOff || options.signal?.aborted) return 'cut-off'
  return run.stopped ? 'failing' : 'through'
}

/** Gives false when central could not be asked about packets in doubt: then nothing else would get through either. */
async function settled({ parts, tally, signal }: PushRun): Promise<boolean> {
  const { inFlight } = parts.memory
  try {
    await settleDoubts(parts, tally, signal ? AbortSignal.any([signal, inFlight]) : inFlight)
    return true
  } catch (thrown) {
    const fault = toFault(thrown)
    if (fault.code.startsWith('STORE_')) throw fault
    if (fault.code === 'CANCELLED') return false
    countFault(tally, fault.code)
    parts.log.warn({ code: fault.code, details: fault.details }, 'asking about packets in doubt failed')
    if (asksForPatience(fault)) parts.memory.rest(fault, parts.random)
    // What was lost once may be sent again: central takes a repeat for what it is.
    return !isCutOff(fault)
  }
}

/** Sends all that wait and have `wanted` tries, in up to `most` batches at once. */
async function lanes(run: PushRun, due: DueRule, most: number, wanted: (tries: number) => boolean): Promise<void> {
  const walk = { after: 0, ended: false }
  const turns = createTurns()
  const lane = async (number: number) => {
    let writer: BatchWriter | null = null
    while (!walk.ended && !run.stopped && !run.signal?.aborted) {
      if (number >= batchSize(run.parts.memory.sizing).lanes) {
        await turns.next()
        continue
      }
      writer ??= createBatchWriter()
      const batch = fill(run, writer, due, walk, wanted)
      if (batch.packets.length === 0) walk.ended = true
      else await sendBatch(run, writer, batch).finally(turns.pass)
    }
    turns.pass()
  }
  await Promise.all(Array.from({ length: most }, (_none, number) => lane(number)))
}

/** Fills the next batch and moves on behind its last packet: pages go by key, never by offset. */
function fill(
  run: PushRun,
  writer: BatchWriter,
  due: DueRule,
  walk: { after: number },
  wanted: (tries: number) => boolean,
): FilledBatch {
  const size = batchSize(run.parts.memory.sizing)
  let full = false
  writer.clear(size)
  run.parts.outbox.walk(walk.after, due, (packet) => {
    if (wanted(packet.tries) && !run.waiting.has(packet.sequence)) {
      full = !writer.add(packet)
      if (full) return false
    }
    walk.after = packet.sequence
    return true
  })
  return { ...writer.finish(), full }
}

/** Lets one lane wait until another has done something. */
function createTurns(): { next(): Promise<void>; pass(): void } {
  let waiting: (() => void)[] = []
  return {
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
      }),
    pass() {
      const woken = waiting
      waiting = []
      for (const wake of woken) wake()
    },
  }
}
