import type { Limit } from '../flows/rules/limits.ts'
import type { MutableStatus } from './status-store.ts'
import type { StoreTrouble } from './ui/status.ts'

/** Disks fill and queues grow slowly; a store that was found damaged should not wait longer to be told. */
const LOOK_MS = 10_000

/**
 * Shows limits and the state of the store in the status, at once and then every few seconds until the signal. A store that cannot be read now
 * leaves what was shown.
 */
export function watchLimits(
  status: MutableStatus,
  parts: {
    readonly limits: () => readonly Limit[]
    readonly trouble: () => StoreTrouble | null
    readonly noticeCount: () => number
  },
  signal: AbortSignal,
): void {
  const look = () => {
    const { limits, noticeCount } = status.getSnapshot()
    const now = orNull(parts.limits) ?? limits
    status.change({
      store: parts.trouble(),
      limits: isSame(now, limits) ? limits : now,
      noticeCount: orNull(parts.noticeCount) ?? noticeCount,
    })
  }
  look()
  const timer = setInterval(look, LOOK_MS)
  timer.unref()
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
}

function orNull<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}

/** Whole per cents: the frame is drawn again when one of them changes, not at each byte. */
function isSame(one: readonly Limit[], other: readonly Limit[]): boolean {
  const shown = (limits: readonly Limit[]) => limits.map(({ code, of, percent }) => `${code} ${of} ${percent}`).join()
  return shown(one) === shown(other)
}
