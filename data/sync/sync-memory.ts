import type { Fault } from '../../flows/base/fault.ts'
import { backoffMs, retryAfterWaitMs } from './backoff.ts'
import { afterBatch, type BatchOutcome, type BatchSizing, UNKNOWN_LINK } from './batch-size.ts'

/** For so long a packet that passed shows that central takes packets, and that one which fails is itself to blame. */
const PASSED_COUNTS_MS = 10 * 60_000

/** What one process learned of line and central. Nothing of it must outlive the process: the next one finds out again in a few requests. */
export interface SyncMemory {
  sizing: BatchSizing
  /** Central does not take gzip. */
  plainOnly: boolean
  /** Central is of a version without POST /v1/packets/held, or without GET /v1/tally. */
  heldUnknown: boolean
  tallyUnknown: boolean
  /** Given up when the line came back: what was sent before hangs on connections that died with it. */
  readonly inFlight: AbortSignal
  learn(outcome: BatchOutcome): void
  lineReturned(): void
  passed(): void
  readonly passedLately: boolean
  /** Central asked for patience: until then nothing is sent. Gives for how long, milliseconds. */
  rest(fault: Fault, random: () => number): number
  readonly restMs: number
}

/** `runningMs` is a clock that nobody sets. */
export function createSyncMemory(runningMs: () => number = () => performance.now()): SyncMemory {
  let passedMs = Number.NEGATIVE_INFINITY
  let restUntilMs = Number.NEGATIVE_INFINITY
  let flight = new AbortController()
  let asked = 0
  const memory: SyncMemory = {
    sizing: UNKNOWN_LINK,
    plainOnly: false,
    heldUnknown: false,
    tallyUnknown: false,
    get inFlight() {
      return flight.signal
    },
    learn(outcome) {
      memory.sizing = afterBatch(memory.sizing, outcome)
    },
    lineReturned() {
      memory.learn({ kind: 'returned' })
      const before = flight
      flight = new AbortController()
      before.abort()
    },
    passed() {
      passedMs = runningMs()
      asked = 0
    },
    get passedLately() {
      return runningMs() - passedMs < PASSED_COUNTS_MS
    },
    rest(fault, random) {
      asked += 1
      const { retryAfterMs } = fault.details
      const waitMs =
        typeof retryAfterMs === 'number' ? retryAfterWaitMs(retryAfterMs, random) : backoffMs(asked, random)
      restUntilMs = Math.max(restUntilMs, runningMs() + waitMs)
      return waitMs
    },
    get restMs() {
      return Math.max(0, restUntilMs - runningMs())
    },
  }
  return memory
}
