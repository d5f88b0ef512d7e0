import { expect, test } from 'vitest'
import { createCentralTime } from './central-time.ts'

test('a wrong clock is set right, and follows the machine from there', () => {
  const clock = { nowMs: 1_000_000, now: () => clock.nowMs }
  const time = createCentralTime(clock)
  expect([time.proven, time.now()]).toEqual([false, 1_000_000])
  time.learn(500_000_000)
  clock.nowMs += 7
  expect([time.proven, time.now()]).toEqual([true, 500_000_007])
})

test('the travel time of a reply moves nothing', () => {
  const time = createCentralTime({ now: () => 1_000_000 })
  time.learn(1_001_500)
  expect([time.proven, time.now()]).toEqual([true, 1_000_000])
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, 0, -5])('%s is no time', (value) => {
  const time = createCentralTime({ now: () => 1_000_000 })
  time.learn(value)
  expect([time.proven, time.now()]).toEqual([false, 1_000_000])
})
