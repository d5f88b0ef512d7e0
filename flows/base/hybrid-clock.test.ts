import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HYBRID_WALL_MAX_MS, type HybridStamp, receive, STAMPS_PER_MS, stampAt, tick, wallOf } from './hybrid-clock.ts'

const seed = 20_261_122
const TEN_YEARS_MS = 10 * 365.25 * 86_400_000
const NOW_MS = 1_795_000_000_000
const wall = fc.integer({ min: NOW_MS - TEN_YEARS_MS, max: NOW_MS + TEN_YEARS_MS })

describe('a hybrid clock', () => {
  test('only goes forward, whatever the wall clock does', () => {
    fc.assert(
      fc.property(fc.array(wall, { minLength: 2, maxLength: 200 }), (walls) => {
        let last: HybridStamp | null = null
        for (const wallMs of walls) {
          const stamp = tick(last, wallMs)
          expect(stamp).toBeGreaterThan(last ?? -1)
          expect(Number.isSafeInteger(stamp)).toBe(true)
          expect(wallOf(stamp)).toBeGreaterThanOrEqual(wallMs)
          last = stamp
        }
        expect(wallOf(last ?? 0)).toBeLessThanOrEqual(Math.max(...walls) + 1)
      }),
      { seed },
    )
  })

  test('keeps causes before effects between machines whose clocks disagree', () => {
    const step = fc.record({ at: fc.nat({ max: 2 }), to: fc.nat({ max: 2 }), wallMs: wall })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        const last: (HybridStamp | null)[] = [null, null, null]
        for (const { at, to, wallMs } of steps) {
          const sent = tick(last[at] ?? null, wallMs)
          last[at] = sent
          if (to === at) continue
          const before = last[to] ?? null
          const got = receive(before, sent, wallMs - TEN_YEARS_MS)
          expect(got).toBeGreaterThan(sent)
          expect(got).toBeGreaterThan(before ?? -1)
          last[to] = got
        }
      }),
      { seed },
    )
  })

  test('with a right wall clock a stamp is the wall time', () => {
    expect(tick(null, NOW_MS)).toBe(NOW_MS * STAMPS_PER_MS)
    expect(tick(stampAt(NOW_MS), NOW_MS + 1)).toBe(stampAt(NOW_MS + 1))
    expect(wallOf(receive(null, stampAt(NOW_MS), NOW_MS + 5))).toBe(NOW_MS + 5)
  })

  test('more events in a millisecond than its counter holds carry into the next', () => {
    let last = tick(null, NOW_MS)
    for (let event = 0; event < STAMPS_PER_MS; event += 1) last = tick(last, NOW_MS)
    expect(last).toBe(stampAt(NOW_MS + 1))
  })

  test.each([
    [Number.NaN, 0],
    [-5, 0],
    [Number.NEGATIVE_INFINITY, 0],
    [Number.POSITIVE_INFINITY, HYBRID_WALL_MAX_MS * STAMPS_PER_MS],
    [8.64e15, HYBRID_WALL_MAX_MS * STAMPS_PER_MS],
    [1_000.9, 1_000 * STAMPS_PER_MS],
  ])('a wall clock at %s gives %s, a safe integer', (wallMs, stamp) => {
    expect(stampAt(wallMs)).toBe(stamp)
    expect(Number.isSafeInteger(tick(stamp, wallMs))).toBe(true)
  })
})
