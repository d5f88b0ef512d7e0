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

test('jitter is full: any wait from none to the ceiling', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 10_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (failures, drawn) => {
        const waitMs = backoffMs(failures, () => drawn)
        expect(waitMs).toBeGreaterThanOrEqual(0)
        expect(waitMs).toBeLessThan(BACKOFF_CAP_MS)
        expect(backoffMs(failures, () => 0)).toBe(0)
      },
    ),
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
