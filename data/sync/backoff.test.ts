import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BACKOFF_BASE_MS, BACKOFF_CAP_MS, backoffMs, retryAfterWaitMs } from './backoff.ts'
import { batchLimit } from './batching.ts'
import { isLasting } from './refusal.ts'

const almostOne = () => 1 - Number.EPSILON

test('the wait doubles up to a quarter of an hour and no further', () => {
  expect([1, 2, 3].map((failures) => Math.ceil(backoffMs(failures, almostOne) / BACKOFF_BASE_MS))).toEqual([1, 2, 4])
  for (const failures of [20, 1_000, Number.MAX_SAFE_INTEGER]) {
    expect(backoffMs(failures, almostOne)).toBe(BACKOFF_CAP_MS - 1)
  }
})

/** Written out: the next try of a packet is never a day away (OpenCRVS #9866). */
const QUARTER_HOUR_MS = 15 * 60_000
const failuresInARow = fc.oneof(fc.nat({ max: 40 }), fc.nat())
const anyDraw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('jitter is full: any wait from none to the ceiling, which is a quarter of an hour at most', () => {
  fc.assert(
    fc.property(failuresInARow, anyDraw, (failures, drawn) => {
      const ceilingMs = Math.min(QUARTER_HOUR_MS, 2_000 * 2 ** Math.min(Math.max(failures, 1) - 1, 40))
      const waitMs = backoffMs(failures, () => drawn)
      expect(Number.isInteger(waitMs)).toBe(true)
      expect(Math.abs(waitMs - drawn * ceilingMs)).toBeLessThanOrEqual(1)
      expect(backoffMs(failures, () => 0)).toBe(0)
    }),
    { seed: 20_261_122 },
  )
})

test('a failure more never shortens the wait, whatever is drawn', () => {
  fc.assert(
    fc.property(failuresInARow, anyDraw, (failures, drawn) => {
      const wait = (count: number) => backoffMs(count, () => drawn)
      expect(wait(failures + 1)).toBeGreaterThanOrEqual(wait(failures))
    }),
    { seed: 20_261_122 },
  )
})

test("central's word on when to come again is kept, jittered behind it, and believed up to the cap", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e12, noNaN: true }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (saidMs, drawn) => {
        const waitMs = retryAfterWaitMs(saidMs, () => drawn)
        const least = Math.min(BACKOFF_CAP_MS, Math.max(0, saidMs))
        expect(waitMs).toBeGreaterThanOrEqual(Math.floor(least))
        expect(waitMs).toBeLessThanOrEqual(least + Math.max(BACKOFF_BASE_MS, least / 2))
      },
    ),
    { seed: 20_261_122 },
  )
  expect(retryAfterWaitMs(10_000, almostOne)).toBeGreaterThan(retryAfterWaitMs(10_000, () => 0))
})

test('packets that failed before travel in smaller company, at last alone', () => {
  expect([0, 1, 2, 8, 9, 1_000].map(batchLimit)).toEqual([500, 250, 125, 1, 1, 1])
})

test.each<[string, boolean, boolean]>([
  ['PACKET_CONFLICT', true, true],
  ['PACKET_UNREADABLE', false, true],
  ['A_CODE_FROM_THE_FUTURE', false, true],
  ['CENTRAL_BUSY', false, false],
  ['DATABASE_UNAVAILABLE', false, false],
  ['PACKET_CHAIN_BROKEN', true, false],
  ['PACKET_CHAIN_BROKEN', false, true],
])('refusal %s, an earlier packet waiting: %s → lasting: %s', (code, earlierWaits, lasting) => {
  expect(isLasting(code, earlierWaits)).toBe(lasting)
})
