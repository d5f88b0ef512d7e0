import type { FaultCode } from '../base/fault-codes.ts'

/** The code of a limit names its remedy in docs/faults.md. */
export type LimitCode = Extract<
  FaultCode,
  'LIMIT_DISK' | 'LIMIT_QUEUE_AGE' | 'LIMIT_QUEUE_COUNT' | 'LIMIT_REFERENCE_AGE'
>

/** How near a limit is: below half, from 50 %, from 80 %, from 100 %. */
export const LIMIT_LEVELS = ['none', 'half', 'high', 'over'] as const
export type LimitLevel = (typeof LIMIT_LEVELS)[number]

/** What central sends and a station works by while the line is away. */
export type ReferenceName = 'policy' | 'trust' | 'revocation'

/** What is measured; null where it cannot be, or there is nothing of it. */
export interface LimitMeasures {
  /** What the disk has left for the station, bytes. */
  readonly diskFreeBytes: number | null
  /** How long the oldest packet waits, milliseconds. */
  readonly queueAgeMs: number | null
  /** Packets that wait, those for a person among them. */
  readonly queueCount: number
  /** How long ago central last confirmed each, milliseconds. */
  readonly references: Readonly<Record<ReferenceName, number | null>>
}

/** Where each limit lies. */
export interface LimitCeilings {
  /** From here on free space counts as running out (0 %), bytes. */
  readonly diskEnoughBytes: number
  /** What must stay free (100 %), bytes. */
  readonly diskLeastBytes: number
  readonly queueAgeMs: number
  readonly queueCount: number
  readonly referenceAgeMs: Readonly<Record<ReferenceName, number>>
}

/** One limit as it stands. Over it nothing stops by itself: it says what a person should do before something has to. */
export interface Limit {
  readonly code: LimitCode
  readonly level: LimitLevel
  /** Whole per cent of the way to the limit, 0 and up. */
  readonly percent: number
  /** In the unit of the limit: bytes free, milliseconds, packets. */
  readonly measured: number
  readonly ceiling: number
  /** Which reference data; null for the other limits. */
  readonly of: ReferenceName | null
}

const MEBIBYTE = 1_048_576
const DAY_MS = 86_400_000
const HALF_PERCENT = 50
const HIGH_PERCENT = 80
const OVER_PERCENT = 100

/**
 * Disk: 100 MB hold some 9 000 packets with journal and both backups; 80 % is reached at 480 MB. Queue: a week
 * without a line is planned for, and 10 000 packets go out in twenty minutes over 256 kbit/s. Policy and trust change a few times a year; revocation
 * lists of the CAs here are issued daily to weekly (domain.md §3), and one older than a week proves little.
 */
export const LIMIT_DEFAULTS: LimitCeilings = {
  diskEnoughBytes: 2_000 * MEBIBYTE,
  diskLeastBytes: 100 * MEBIBYTE,
  queueAgeMs: 7 * DAY_MS,
  queueCount: 10_000,
  referenceAgeMs: { policy: 30 * DAY_MS, trust: 30 * DAY_MS, revocation: 7 * DAY_MS },
}

/** Every limit that could be measured, the most pressing first. Pure; a clock that was set back makes nothing younger than now. */
export function judgeLimits(measures: LimitMeasures, ceilings: LimitCeilings = LIMIT_DEFAULTS): readonly Limit[] {
  const { diskFreeBytes, queueAgeMs, queueCount, references } = measures
  const limits = [
    diskFreeBytes === null ? null : diskLimit(diskFreeBytes, ceilings),
    queueAgeMs === null ? null : growing('LIMIT_QUEUE_AGE', queueAgeMs, ceilings.queueAgeMs),
    growing('LIMIT_QUEUE_COUNT', queueCount, ceilings.queueCount),
    ...(['policy', 'trust', 'revocation'] as const).map((name) => {
      const ageMs = references[name]
      return ageMs === null ? null : growing('LIMIT_REFERENCE_AGE', ageMs, ceilings.referenceAgeMs[name], name)
    }),
  ]
  return limits.filter((limit) => limit !== null).sort((one, other) => other.percent - one.percent)
}

/** The most pressing limit that anybody need know of, or null. */
export function worstLimit(limits: readonly Limit[]): Limit | null {
  const [worst] = limits.toSorted((one, other) => other.percent - one.percent)
  return worst && worst.level !== 'none' ? worst : null
}

function growing(code: LimitCode, measured: number, ceiling: number, of: ReferenceName | null = null): Limit {
  return limitOf(code, Math.max(0, measured), ceiling, Math.max(0, measured) / ceiling, of)
}

function diskLimit(freeBytes: number, { diskEnoughBytes, diskLeastBytes }: LimitCeilings): Limit {
  const used = (diskEnoughBytes - freeBytes) / (diskEnoughBytes - diskLeastBytes)
  return limitOf('LIMIT_DISK', freeBytes, diskLeastBytes, Math.max(0, used), null)
}

function limitOf(code: LimitCode, measured: number, ceiling: number, share: number, of: ReferenceName | null): Limit {
  // Rounded down: a level is told when it is reached, not before.
  const percent = Math.floor(share * OVER_PERCENT)
  return { code, level: levelOf(percent), percent, measured, ceiling, of }
}

function levelOf(percent: number): LimitLevel {
  if (percent >= OVER_PERCENT) return 'over'
  if (percent >= HIGH_PERCENT) return 'high'
  return percent >= HALF_PERCENT ? 'half' : 'none'
}
