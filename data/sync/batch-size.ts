import { BATCH_MAX, BATCH_MAX_BYTES } from '../wire/packet.wire.ts'

/** How long a batch should be on its way: short enough that a break costs little, long enough that a round trip of 0.3 s is a small part of it. */
export const BATCH_TARGET_MS = 5_000
/** Where a program begins that does not know the link: about twenty packets, 1.5 s on 256 kbit/s. */
export const START_BYTES = 64 * 1_024
/** The first batch after the line came back: about two packets, so that the first acknowledgement is there at once. */
export const RETURN_BYTES = 6 * 1_024
/** No budget is smaller than the smallest packet; the writer takes one packet whatever its size. */
export const BATCH_MIN_BYTES = 1_024
/** A link that carries less gains from compression: base64url shrinks to 74 % at 60 MB/s of one core. */
const COMPRESS_BELOW_BYTES_PER_MS = 1_000
/** What was compressed goes plain again above this: a measurement around the threshold must not switch back and forth. */
const PLAIN_ABOVE_BYTES_PER_MS = 2_000
/** A new link is found out in two batches: what was measured says what fits, this only keeps one lucky answer from saying too much. */
const FIRST_GROWTH = 32
/** After a failure. */
const GROWTH = 2
/** A packet with what stands around it, until one has been seen. */
const USUAL_PACKET_BYTES = 3_000
/** How many batches just below a size that failed must pass before it is tried again; doubled each time it fails again. */
const PATIENCE_FIRST = 2
const PATIENCE_MAX = 64
/** A size this close below the one that failed is as good as it gets for now. */
const NEARLY = 0.75
/** An answer may take some times what was foreseen; less than this is never enough, more than the maximum is no link. */
const TIMEOUT_TIMES = 4
export const BATCH_TIMEOUT_MIN_MS = 15_000
export const BATCH_TIMEOUT_MAX_MS = 45_000

/** What the next batch may be. */
export interface BatchSize {
  /** 1 to BATCH_MAX. */
  readonly packets: number
  /** Plain JSON, up to BATCH_MAX_BYTES. One packet goes whatever its size. */
  readonly bytes: number
  readonly compress: boolean
  /** How many in flight: two carry 1.65 × one on a good link; on a slow one they only share it. */
  readonly lanes: 1 | 2
  readonly timeoutMs: number
}

/** What was learned of the link. A value: each outcome gives the next one. */
export interface BatchSizing {
  readonly bytes: number
  readonly packetBytes: number
  readonly growth: number
  /** Plain bytes carried per millisecond, answer awaited; null before the first. */
  readonly rate: number | null
  readonly compress: boolean
  /** The size that failed last: the next ones go half-way towards it, then wait. */
  readonly limit: {
    readonly bytes: number
    readonly patience: number
    readonly passed: number
    readonly lifted: boolean
  } | null
}

export type BatchOutcome =
  /** Its answer came after `elapsedMs`. `full`: it was as large as allowed, so that a larger one is worth trying. */
  | {
      readonly kind: 'carried'
      readonly packets: number
      readonly bytes: number
      readonly elapsedMs: number
      readonly full: boolean
    }
  /** It timed out or broke, or the server could not take it. */
  | { readonly kind: 'failed'; readonly packets: number; readonly bytes: number }
  /** The line was away and is back. */
  | { readonly kind: 'returned' }

export const UNKNOWN_LINK: BatchSizing = {
  bytes: START_BYTES,
  packetBytes: USUAL_PACKET_BYTES,
  growth: FIRST_GROWTH,
  rate: null,
  compress: true,
  limit: null,
}

/** The size of the next batch. Pure. */
export function batchSize(sizing: BatchSizing): BatchSize {
  const { bytes, packetBytes, rate, compress } = sizing
  const foreseenMs = rate === null ? BATCH_TIMEOUT_MAX_MS : Math.max(bytes, packetBytes) / rate
  return {
    packets: clamp(Math.round(bytes / packetBytes), 1, BATCH_MAX),
    bytes,
    compress,
    lanes: rate === null || rate >= COMPRESS_BELOW_BYTES_PER_MS ? 2 : 1,
    timeoutMs: clamp(Math.round(foreseenMs * TIMEOUT_TIMES), BATCH_TIMEOUT_MIN_MS, BATCH_TIMEOUT_MAX_MS),
  }
}

/** What is known after an outcome. Pure; sizes stay between BATCH_MIN_BYTES and BATCH_MAX_BYTES whatever is told. */
export function afterBatch(sizing: BatchSizing, outcome: BatchOutcome): BatchSizing {
  switch (outcome.kind) {
    case 'carried':
      return afterCarried(sizing, outcome)
    case 'failed':
      return afterFailed(sizing, outcome)
    case 'returned':
      return { ...sizing, bytes: Math.min(sizing.bytes, RETURN_BYTES), growth: FIRST_GROWTH }
  }
}

function afterCarried(sizing: BatchSizing, outcome: BatchOutcome & { kind: 'carried' }): BatchSizing {
  const { packets, bytes, full } = outcome
  const elapsedMs = Math.max(outcome.elapsedMs, 1)
  const rate = bytes / elapsedMs
  const known = {
    ...sizing,
    rate,
    packetBytes: clamp(bytes / Math.max(packets, 1), BATCH_MIN_BYTES, BATCH_MAX_BYTES),
    compress: rate < (sizing.compress && sizing.rate !== null ? PLAIN_ABOVE_BYTES_PER_MS : COMPRESS_BELOW_BYTES_PER_MS),
  }
  const fits = BATCH_TARGET_MS / elapsedMs
  if (fits < 1) return { ...known, bytes: sized(Math.min(sizing.bytes, bytes * Math.max(fits, 1 / GROWTH))) }
  if (!full) return known
  return { ...known, ...grown(sizing, Math.max(sizing.bytes, bytes * Math.min(fits, sizing.growth))) }
}

/** Grows freely up to a size that failed; there half-way, then not before enough batches have passed. */
function grown(sizing: BatchSizing, wanted: number): Pick<BatchSizing, 'bytes' | 'limit'> {
  const { bytes, limit } = sizing
  if (limit === null) return { bytes: sized(wanted), limit }
  if (limit.lifted) return { bytes: sized(wanted), limit: wanted > GROWTH * limit.bytes ? null : limit }
  if (wanted < limit.bytes) return { bytes: sized(wanted), limit }
  if (bytes < limit.bytes * NEARLY) return { bytes: sized((bytes + limit.bytes) / 2), limit }
  const passed = limit.passed + 1
  if (passed < limit.patience) return { bytes, limit: { ...limit, passed } }
  return { bytes: sized(wanted), limit: { ...limit, passed, lifted: true } }
}

function afterFailed(sizing: BatchSizing, { bytes, packets }: BatchOutcome & { kind: 'failed' }): BatchSizing {
  const { limit } = sizing
  const failed = sized(Math.min(bytes, sizing.bytes))
  const again = limit?.lifted === true
  return {
    ...sizing,
    packetBytes: packets > 0 ? clamp(bytes / packets, BATCH_MIN_BYTES, BATCH_MAX_BYTES) : sizing.packetBytes,
    bytes: sized(failed / GROWTH),
    growth: GROWTH,
    limit: {
      bytes: failed,
      patience: again ? Math.min(PATIENCE_MAX, limit.patience * 2) : (limit?.patience ?? PATIENCE_FIRST),
      passed: 0,
      lifted: false,
    },
  }
}

const sized = (bytes: number) => clamp(Math.floor(bytes), BATCH_MIN_BYTES, BATCH_MAX_BYTES)

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
