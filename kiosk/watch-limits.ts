import { toFault } from '../flows/base/fault.ts'
import type { Limit } from '../flows/rules/limits.ts'
import type { MutableStatus } from './status-store.ts'
import type { RoomTrouble, StoreTrouble } from './ui/status.ts'

/** Nobody should begin to type what cannot be kept any more, nor wait longer than this once it can. */
const LOOK_MS = 5_000

/**
 * Shows limits and the state of the store in the status, at once and then every few seconds until the signal. A store that cannot be read now
 * leaves what was shown.
 */
export function watchLimits(
  status: MutableStatus,
  parts: {
    readonly limits: () => readonly Limit[]
    readonly trouble: () => StoreTrouble | null
    readonly noRoom: () => RoomTrouble | null
    readonly noticeCount: () => number
  },
  signal: AbortSignal,
): void {
  const look = () => {
    const { limits, store, noticeCount } = status.getSnapshot()
    const now = orNull(parts.limits) ?? limits
    status.change({
      store: troubleNow(parts.trouble, store),
      noRoom: parts.noRoom(),
      limits: isSame(now, limits) ? limits : now,
      noticeCount: orNull(parts.noticeCount) ?? noticeCount,
    })
  }
  look()
  const timer = setInterval(look, LOOK_MS)
  timer.unref()
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
}

/** To ask is to read: a store that cannot answer says by that how it stands. */
function troubleNow(trouble: () => StoreTrouble | null, shown: StoreTrouble | null): StoreTrouble | null {
  try {
    return trouble()
  } catch (thrown) {
    return toFault(thrown).code === 'STORE_DAMAGED' ? 'STORE_DAMAGED' : shown
  }
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
