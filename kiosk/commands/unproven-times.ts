import type { KeptAcknowledgement } from '../../data/store/acknowledgement.repo.ts'
import type { LogRow } from '../../data/store/log.repo.ts'

/** Beyond this an event that lies before another cannot be later than it: central's word moves time back by no less, and a reply travels no longer (data/central-time.ts). */
const CLOCK_LIMIT_MS = 10_000

export const UNPROVEN_MARK = '≈'
export const UNPROVEN_NOTE = 'giờ máy chưa xác nhận'

/**
 * Which events of one packet, in the order they happened, carry a time that nobody has confirmed: written down as such (`details.clock`), or later than
 * something that came after it, be it an event of this machine or the moment at which central signed that it had the packet. Gives their log ids. Pure.
 */
export function unprovenTimes(
  events: readonly Pick<LogRow, 'logId' | 'atMs' | 'move' | 'details'>[],
  acknowledgements: readonly Pick<KeptAcknowledgement, 'state' | 'atMs'>[],
): ReadonlySet<number> {
  const unproven = new Set<number>()
  let latestMs = Number.POSITIVE_INFINITY
  for (const { logId, atMs, move, details } of events.toReversed()) {
    if (details?.clock === 'unproven' || atMs > latestMs + CLOCK_LIMIT_MS) unproven.add(logId)
    const signed = acknowledgements.flatMap((one) => (one.state === move?.to ? [one.atMs] : []))
    latestMs = Math.min(latestMs, atMs, ...signed)
  }
  return unproven
}

/** Whether what carries this time would be made later than now: its age is not known then. */
export function isAhead(atMs: number, nowMs: number): boolean {
  return atMs > nowMs + CLOCK_LIMIT_MS
}
