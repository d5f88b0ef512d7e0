import { expect, test } from 'vitest'
import { judgedAt, OFFLINE_MAX_MS, tellsSameTime } from './signing-time.ts'

const NOW = Date.UTC(2026, 10, 22)
const DAY = 86_400_000
const ISSUED = NOW - 300 * DAY

test.each<[string, number, number, number]>([
  ['a claim of last week counts as it is', NOW - 7 * DAY, ISSUED, NOW - 7 * DAY],
  ['later than now is now', NOW + DAY, ISSUED, NOW],
  ['too long ago is as far as an offline station reaches', NOW - 200 * DAY, ISSUED, NOW - OFFLINE_MAX_MS],
  ['before the certificate was issued is a wrong clock', ISSUED - DAY, ISSUED, NOW],
  ['minutes before it was issued is a clock a little behind', NOW - 60_000, NOW - 1_000, NOW - 60_000],
])('%s', (_what, claimed, validFrom, expected) => {
  expect(judgedAt(claimed, validFrom, NOW)).toBe(expected)
})

test('two claims of one signature agree within a quarter of an hour', () => {
  const minutes = (count: number) => tellsSameTime(NOW + count * 60_000, NOW)
  expect([minutes(15), minutes(-15), minutes(16), minutes(-16)]).toEqual([true, true, false, false])
  expect(tellsSameTime(null, NOW)).toBe(true)
})
