import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCentralTime } from './central-time.ts'

const TEN_YEARS_MS = 10 * 365.25 * 86_400_000
const NOW_MS = 1_795_000_000_000

/** A machine's clock to be set, and what the store remembers. */
function machine(nowMs: number) {
  const clock = { nowMs, now: () => clock.nowMs }
  const events: { logId: number; atMs: number }[] = []
  const memory = { newest: () => events.at(-1) ?? null }
  return {
    clock,
    write: (atMs: number) => void events.push({ logId: events.length + 1, atMs }),
    start: () => createCentralTime(clock, memory),
  }
}

describe("central's word", () => {
  test('a wrong clock is set right, and follows the machine from there', () => {
    const clock = { nowMs: 1_000_000, now: () => clock.nowMs }
    const time = createCentralTime(clock)
    expect([time.proven, time.now(), time.lastWordMs]).toEqual([false, 1_000_000, null])
    time.learn(500_000_000)
    clock.nowMs += 7
    expect([time.proven, time.now(), time.lastWordMs]).toEqual([true, 500_000_007, 500_000_000])
  })

  test('the travel time of a reply moves nothing', () => {
    const time = createCentralTime({ now: () => 1_000_000 })
    time.learn(1_001_500)
    expect([time.proven, time.now()]).toEqual([true, 1_000_000])
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 0, -5])('%s is no time', (value) => {
    const time = createCentralTime({ now: () => 1_000_000 })
    time.learn(value)
    expect([time.proven, time.now(), time.lastWordMs]).toEqual([false, 1_000_000, null])
  })
})

describe('the newest event in the store', () => {
  test('is the least that a restart with a clock gone back gives, unproven', () => {
    const { clock, write, start } = machine(NOW_MS)
    write(start().now())
    clock.nowMs -= TEN_YEARS_MS
    const time = start()
    expect([time.now(), time.proven]).toEqual([NOW_MS, false])
    clock.nowMs = NOW_MS + 5
    expect(time.now()).toBe(NOW_MS + 5)
  })

  test('from a clock far ahead binds until central speaks, and no longer', () => {
    const { clock, write, start } = machine(NOW_MS + TEN_YEARS_MS)
    write(start().now())
    clock.nowMs = NOW_MS
    const time = start()
    expect([time.now(), time.proven]).toEqual([NOW_MS + TEN_YEARS_MS, false])
    time.learn(NOW_MS)
    expect([time.now(), time.proven]).toEqual([NOW_MS, true])
    write(time.now())
    expect(start().now()).toBe(NOW_MS)
  })

  test('of another process on the same store counts too', () => {
    const { clock, write, start } = machine(NOW_MS)
    const [kiosk, sync] = [start(), start()]
    sync.learn(NOW_MS + TEN_YEARS_MS)
    write(sync.now())
    clock.nowMs += 1
    expect(kiosk.now()).toBe(NOW_MS + TEN_YEARS_MS)
  })

  test('a little ahead of central lets time stand still, not go back', () => {
    const { clock, write, start } = machine(NOW_MS)
    const time = start()
    time.learn(NOW_MS + 60_000)
    write(time.now())
    time.learn(NOW_MS + 55_000)
    expect(time.now()).toBe(NOW_MS + 60_000)
    clock.nowMs += 6_000
    expect(time.now()).toBe(NOW_MS + 61_000)
  })

  test('is never older than the one before it but by central’s own word', () => {
    const step = fc.record({
      jumpMs: fc.integer({ min: -TEN_YEARS_MS, max: TEN_YEARS_MS }),
      act: fc.constantFrom('write', 'restart', 'look'),
    })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 50 }), (steps) => {
        const { clock, write, start } = machine(NOW_MS)
        let time = start()
        let newest = 0
        for (const { jumpMs, act } of steps) {
          clock.nowMs = NOW_MS + jumpMs
          if (act === 'restart') time = start()
          const nowMs = time.now()
          expect(nowMs).toBeGreaterThanOrEqual(newest)
          if (act !== 'write') continue
          write(nowMs)
          newest = nowMs
        }
        time.learn(NOW_MS)
        expect(time.now()).toBeLessThanOrEqual(NOW_MS + 10_000)
      }),
      { seed: 20_261_122 },
    )
  })
})
