import { expect, test } from 'vitest'
import { createSeeded } from './seeded.ts'

const draws = (seed: number) => {
  const chance = createSeeded(seed)
  return Array.from({ length: 1_000 }, () => chance.next())
}

test('the same seed gives the same draws, another seed others', () => {
  expect(draws(7)).toEqual(draws(7))
  expect(draws(7)).not.toEqual(draws(8))
})

test('draws lie in their range and fill it', () => {
  const seen = draws(1)
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...seen)).toBeLessThan(1)
  const tenths = new Set(seen.map((draw) => Math.floor(draw * 10)))
  expect(tenths.size).toBe(10)
  const chance = createSeeded(2)
  expect(new Set(Array.from({ length: 100 }, () => chance.int(3)))).toEqual(new Set([0, 1, 2]))
  expect(new Set(Array.from({ length: 100 }, () => chance.pick(['a', 'b'])))).toEqual(new Set(['a', 'b']))
  expect(() => chance.pick([])).toThrow(RangeError)
})

test('a stream of another name moves nothing in the first', () => {
  const [one, two] = [createSeeded(3), createSeeded(3)]
  const side = one.fork('side')
  expect(side.next()).not.toBe(createSeeded(3).next())
  expect(one.next()).toBe(two.next())
  expect(one.fork('a').next()).not.toBe(one.fork('b').next())
})
