import { expect, test } from 'vitest'
import { dayInVietnam, isoInVietnam, wallTimeInVietnam } from './vietnam-time.ts'

test.each([
  ['2026-11-22T16:59:59.999Z', '2026-11-22', '23:59'],
  ['2026-11-22T17:00:00.000Z', '2026-11-23', '00:00'],
  ['2024-06-30T17:00:00.000Z', '2024-07-01', '00:00'],
])('%s is %s %s in Vietnam, whatever zone this machine has', (instant, day, time) => {
  const nowMs = Date.parse(instant)
  expect(dayInVietnam(nowMs)).toBe(day)
  expect(wallTimeInVietnam(nowMs)).toBe(time)
  expect(isoInVietnam(nowMs).startsWith(`${day}T${time}`)).toBe(true)
})
