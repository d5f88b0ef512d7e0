import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { growthExponent, median, percentile } from './statistics.ts'

const SEED = { seed: 20_221_111 }
const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 })

describe('percentile', () => {
  test('of 1 to 5', () => {
    const five = [5, 1, 4, 2, 3]
    expect([0, 25, 50, 90, 100].map((p) => percentile(five, p))).toEqual([1, 2, 3, 4.6, 5])
  })

  test('leaves the values in their order', () => {
    const given = [3, 1, 2]
    percentile(given, 50)
    expect(given).toEqual([3, 1, 2])
  })

  test('of nothing is refused', () => {
    expect(() => percentile([], 50)).toThrow(RangeError)
  })

  test('lies between the extremes and never falls as p grows', () => {
    fc.assert(
      fc.property(
        values,
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (all, p, q) => {
          const [low, high] = [percentile(all, Math.min(p, q)), percentile(all, Math.max(p, q))]
          expect(low).toBeGreaterThanOrEqual(Math.min(...all))
          expect(high).toBeLessThanOrEqual(Math.max(...all))
          expect(low).toBeLessThanOrEqual(high + Math.abs(high) * 1e-12)
        },
      ),
      SEED,
    )
  })
})

test('the median of an even count lies halfway', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5)
})

describe('growthExponent', () => {
  test('is 1 when ten times as many cost ten times as much, 2 when a hundred times', () => {
    expect(growthExponent({ size: 1_000, cost: 2 }, { size: 10_000, cost: 20 })).toBeCloseTo(1)
    expect(growthExponent({ size: 1_000, cost: 2 }, { size: 10_000, cost: 200 })).toBeCloseTo(2)
  })

  test('finds the exponent of any power law', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (k, c) => {
          const cost = (size: number) => ({ size, cost: c * size ** k })
          expect(growthExponent(cost(100), cost(1_000))).toBeCloseTo(k, 6)
        },
      ),
      SEED,
    )
  })

  test('of equal sizes or of nothing is refused', () => {
    expect(() => growthExponent({ size: 5, cost: 1 }, { size: 5, cost: 2 })).toThrow(RangeError)
    expect(() => growthExponent({ size: 1, cost: 0 }, { size: 5, cost: 2 })).toThrow(RangeError)
  })
})
