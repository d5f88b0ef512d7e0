/** Vietnam is UTC+7 all year: the law's day and the clock on the wall, whatever zone the machine was left in. No Intl: it costs 15 ms of the start. */
const OFFSET_MS = 7 * 3_600_000

/** YYYY-MM-DD. */
export function dayInVietnam(nowMs: number): string {
  return isoInVietnam(nowMs).slice(0, 10)
}

/** HH:MM. */
export function wallTimeInVietnam(nowMs: number): string {
  return isoInVietnam(nowMs).slice(11, 16)
}

/** YYYY-MM-DDTHH:MM:SS.sss of Vietnam's wall clock, with no zone behind it. */
export function isoInVietnam(nowMs: number): string {
  return new Date(nowMs + OFFSET_MS).toISOString().slice(0, -1)
}
