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
    start: (runningMs?: () => number) => createCentralTime(clock, memory, runningMs),
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

describe('a clock that is set after central has spoken', () => {
  const told = (over: { wordMs?: number } = {}) => {
    const { clock, write, start } = machine(NOW_MS)
    const running = { ms: 5_000 }
    const pass = (ms: number, setMs = 0) => {
      running.ms += ms
      clock.nowMs += ms + setMs
    }
    const time = start(() => running.ms)
    time.learn(over.wordMs ?? NOW_MS)
    return { time, pass, write }
  }

  test.each([
    ['ten years ahead', TEN_YEARS_MS],
    ['ten years back', -TEN_YEARS_MS],
    ['a minute back', -60_000],
  ])('%s: time goes on by the running time, and is proven no more until the next word', (_how, setMs) => {
    const { time, pass, write } = told()
    pass(60_000, setMs)
    expect([time.now(), time.proven]).toEqual([NOW_MS + 60_000, false])
    write(time.now())
    pass(1_000)
    expect([time.now(), time.proven]).toEqual([NOW_MS + 61_000, false])
    time.learn(NOW_MS + 61_000)
    expect([time.now(), time.proven]).toEqual([NOW_MS + 61_000, true])
    pass(1_000)
    expect([time.now(), time.proven]).toEqual([NOW_MS + 62_000, true])
  })

  test('a wrong clock that is set right moves nothing twice', () => {
    const { time, pass } = told({ wordMs: NOW_MS - TEN_YEARS_MS })
    expect(time.now()).toBe(NOW_MS - TEN_YEARS_MS)
    pass(60_000, -TEN_YEARS_MS)
    expect([time.now(), time.proven]).toEqual([NOW_MS - TEN_YEARS_MS + 60_000, false])
  })

  test('a step of a second, and days that pass, leave it proven', () => {
    const { time, pass } = told()
    pass(3 * 86_400_000, -1_000)
    expect([time.now(), time.proven]).toEqual([NOW_MS + 3 * 86_400_000 - 1_000, true])
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

  test('is where time goes on from while the clock is behind it, as fast as the machine runs', () => {
    const { clock, write, start } = machine(NOW_MS)
    write(NOW_MS)
    clock.nowMs -= TEN_YEARS_MS
    const running = { ms: 1_000 }
    const [kiosk, other] = [start(() => running.ms), start(() => running.ms)]
    expect([kiosk.now(), kiosk.proven]).toEqual([NOW_MS, false])
    running.ms += 60_000
    expect([kiosk.now(), other.now()]).toEqual([NOW_MS + 60_000, NOW_MS])
    running.ms += 1_000
    // One that began to look later is behind, and takes nobody back.
    write(other.now())
    expect(kiosk.now()).toBe(NOW_MS + 61_000)
    write(kiosk.now())
    running.ms += 1_000
    expect([kiosk.now(), other.now()]).toEqual([NOW_MS + 62_000, NOW_MS + 61_000])
  })

  test('of a process that central has told the time takes back one that went on in the future', () => {
    const { clock, write, start } = machine(NOW_MS + TEN_YEARS_MS)
    write(NOW_MS + TEN_YEARS_MS)
    clock.nowMs = NOW_MS
    const running = { ms: 1_000 }
    const [kiosk, sync] = [start(() => running.ms), start(() => running.ms)]
    expect(kiosk.now()).toBe(NOW_MS + TEN_YEARS_MS)
    running.ms += 5_000
    clock.nowMs += 5_000
    expect(kiosk.now()).toBe(NOW_MS + TEN_YEARS_MS + 5_000)
    sync.learn(NOW_MS + 5_000)
    write(sync.now())
    expect([kiosk.now(), kiosk.proven]).toEqual([NOW_MS + 5_000, false])
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
      passedMs: fc.integer({ min: 0, max: 100_000 }),
    })
    const running = { ms: 0 }
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 50 }), (steps) => {
        const { clock, write, start } = machine(NOW_MS)
        let time = start(() => running.ms)
        let newest = 0
        for (const { jumpMs, act, passedMs } of steps) {
          clock.nowMs = NOW_MS + jumpMs
          running.ms += passedMs
          if (act === 'restart') time = start(() => running.ms)
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
