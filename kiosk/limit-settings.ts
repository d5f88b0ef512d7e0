import { Fault } from '../flows/base/fault.ts'
import { LIMIT_DEFAULTS, type LimitCeilings } from '../flows/rules/limits.ts'

const MEBIBYTE = 1_048_576
const DAY_MS = 86_400_000
/** How far above what must stay free a disk begins to count as running out; as in the defaults. */
const ENOUGH_TIMES = LIMIT_DEFAULTS.diskEnoughBytes / LIMIT_DEFAULTS.diskLeastBytes

/** What file, environment and flags say of limits; nothing stands for the default. */
export interface LimitWords {
  readonly limitDiskMb: string | undefined
  readonly limitQueueDays: string | undefined
  readonly limitQueueCount: string | undefined
  readonly limitReferenceDays: string | undefined
}

/** Reads the ceilings of a station. Raises CONFIG_INVALID (setting, allowed). */
export function readLimitSettings(words: LimitWords): LimitCeilings {
  const { queueAgeMs, queueCount, diskLeastBytes, referenceAgeMs } = LIMIT_DEFAULTS
  const leastBytes = wholeOf('limitDiskMb', words.limitDiskMb, 1_000_000, diskLeastBytes / MEBIBYTE) * MEBIBYTE
  const referenceMs =
    wholeOf('limitReferenceDays', words.limitReferenceDays, 3_650, referenceAgeMs.policy / DAY_MS) * DAY_MS
  return {
    diskLeastBytes: leastBytes,
    diskEnoughBytes: leastBytes * ENOUGH_TIMES,
    queueAgeMs: wholeOf('limitQueueDays', words.limitQueueDays, 3_650, queueAgeMs / DAY_MS) * DAY_MS,
    queueCount: wholeOf('limitQueueCount', words.limitQueueCount, 10_000_000, queueCount),
    referenceAgeMs: {
      policy: referenceMs,
      trust: referenceMs,
      // A revocation list says less the older it is, whatever the other documents may last.
      revocation: Math.min(referenceMs, referenceAgeMs.revocation),
    },
  }
}

function wholeOf(setting: keyof LimitWords, text: string | undefined, most: number, byDefault: number): number {
  if (text === undefined) return byDefault
  const isWhole = /^[1-9]\d{0,7}$/.test(text) && Number(text) <= most
  if (!isWhole) throw new Fault('CONFIG_INVALID', { setting, allowed: `1-${most}` })
  return Number(text)
}
