import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CountedTime, countOn } from './running-clock.ts'

test('starts at nought, counts on within a start, and on from there after another', () => {
  const first = countOn(null, { boot: 'a', runningMs: 900 })
  expect(first).toEqual({ boot: 'a', starts: 1, totalMs: 0, countedAtMs: 900 })
  const later = countOn(first, { boot: 'a', runningMs: 1_400 })
  expect(later).toEqual({ boot: 'a', starts: 1, totalMs: 500, countedAtMs: 1_400 })
  expect(countOn(later, { boot: 'b', runningMs: 2_000 })).toEqual({
    boot: 'b',
    starts: 2,
    totalMs: 2_500,
    countedAtMs: 2_000,
  })
  // A system that does not name its starts: running time that went back is that of another one.
  expect(countOn(later, { boot: 'a', runningMs: 20 })).toEqual({ boot: 'a', starts: 2, totalMs: 520, countedAtMs: 20 })
})

test('never goes back, and never runs faster than the machine', () => {
  const steps = fc.array(fc.record({ boot: fc.constantFrom('a', 'b', 'c'), runningMs: fc.nat(1_000_000) }), {
    minLength: 1,
  })
  fc.assert(
    fc.property(steps, (machine) => {
      let counted: CountedTime | null = null
      for (const now of machine) {
        const next: CountedTime = countOn(counted, now)
        if (counted) {
          expect(next.totalMs).toBeGreaterThanOrEqual(counted.totalMs)
          expect(next.totalMs - counted.totalMs).toBeLessThanOrEqual(now.runningMs)
        }
        counted = next
      }
    }),
    { seed: 90, numRuns: 300 },
  )
})
