import { expect, test } from 'vitest'
import { createQuestionLimit } from './question-limit.ts'

const limited = expect.objectContaining({ code: 'RATE_LIMITED', details: { windowMs: 900_000 } })

test('a station asks so often in a window, each for itself, and again in the next', () => {
  const clock = { ms: 1_000_000, now: () => clock.ms }
  const count = createQuestionLimit(clock, 2)
  const [one, other] = [{ stationId: 'one' }, { stationId: 'other' }]
  count(one)
  count(one)
  expect(() => count(one)).toThrow(limited)
  count(other)
  clock.ms += 899_999
  expect(() => count(one)).toThrow(limited)
  clock.ms += 1
  count(one)
})

test('a clock set back by hours locks nobody for hours', () => {
  const clock = { ms: 100_000_000, now: () => clock.ms }
  const count = createQuestionLimit(clock, 1)
  count({ stationId: 'one' })
  clock.ms -= 10_000_000
  expect(() => count({ stationId: 'one' })).not.toThrow()
})
