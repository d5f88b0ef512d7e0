import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lockAfter, lockLeft, STAFF_LIMITS } from './lock.ts'

const SEED = 20261122
const MINUTE_MS = 60_000

describe('lockAfter', () => {
  test('every fifth wrong try locks: 15 minutes, then twice as long each time, at most four hours', () => {
    const minutes = Array.from({ length: 40 }, (_, at) => lockAfter(at + 1, STAFF_LIMITS) / MINUTE_MS)
    expect(minutes.filter((one) => one > 0)).toEqual([15, 30, 60, 120, 240, 240, 240, 240])
    expect(minutes.flatMap((one, at) => (one > 0 ? [at + 1] : []))).toEqual([5, 10, 15, 20, 25, 30, 35, 40])
  })
})

describe('lockLeft', () => {
  test('nothing is left where nothing was locked', () => expect(lockLeft(null, 1)).toBe(0))

  test('never more than was left, and never gone before that much time has truly passed', () => {
    const time = fc.integer({ min: 0, max: 10_000_000 })
    fc.assert(
      fc.property(time, time, time, fc.boolean(), (lockLeftMs, countedAtMs, passedMs, isRebooted) => {
        // After a reboot at some instant since, the running time is what passed after that instant.
        const runningMs = isRebooted ? Math.floor(passedMs / 2) : countedAtMs + passedMs
        const left = lockLeft({ lockLeftMs, countedAtMs }, runningMs)
        expect(left).toBeLessThanOrEqual(lockLeftMs)
        expect(left).toBeGreaterThanOrEqual(Math.max(0, lockLeftMs - passedMs))
        if (!isRebooted) expect(left).toBe(Math.max(0, lockLeftMs - passedMs))
      }),
      { seed: SEED, numRuns: 1000 },
    )
  })
})
