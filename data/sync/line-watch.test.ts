import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  DOWN_CALM_MS,
  DOWN_LONG_AFTER_MS,
  DOWN_LONG_MS,
  DOWN_MS,
  type LineState,
  linePauseMs,
  ONLINE_MS,
} from './line-pace.ts'
import { createLineWatch, type LineProbe, PROBE_TIMEOUT_MS } from './line-watch.ts'

/** A line at the switch of the test. */
function playLine(state: 'up' | 'black-hole' | 'refused' | 'portal' = 'up', answerMs = 600) {
  const line = { state, answerMs, probes: 0 }
  const probe: LineProbe = (timeoutMs, signal) => {
    line.probes += 1
    const met = line.state
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve('offline'), { once: true })
      if (met === 'refused') setTimeout(() => resolve('offline'), 5)
      // What a black hole has swallowed does not come out of it when the line is back.
      if (met === 'black-hole') setTimeout(() => resolve('offline'), timeoutMs)
      if (met === 'up') setTimeout(() => resolve('online'), line.answerMs)
      if (met === 'portal') setTimeout(() => resolve('captive-portal'), line.answerMs)
    })
  }
  return { line, probe }
}

const stop = { run: new AbortController() }
beforeEach(() => {
  vi.useFakeTimers()
  stop.run = new AbortController()
})
afterEach(() => {
  stop.run.abort()
  vi.useRealTimers()
})

describe('the line watch', () => {
  test('knows nothing before it has asked, and tells changes only', async () => {
    const { line, probe } = playLine()
    const watch = createLineWatch({ probe, random: () => 0.5 })
    const told: LineState[] = []
    watch.subscribe((state) => told.push(state))
    expect(watch.state).toBe('unknown')
    watch.run(stop.run.signal, 'eager')
    await vi.advanceTimersByTimeAsync(60_000)
    line.state = 'refused'
    await vi.advanceTimersByTimeAsync(60_000)
    line.state = 'portal'
    await vi.advanceTimersByTimeAsync(60_000)
    expect(told).toEqual(['online', 'offline', 'captive-portal'])
  })

  test('a black hole does not hold back the probe that gets through: known within one pause and one answer', async () => {
    for (const downForMs of [50, 900, 3_100, 20_000, 61_234, 300_000]) {
      const { line, probe } = playLine('black-hole')
      const run = new AbortController()
      const watch = createLineWatch({ probe, random: () => 0.99 })
      watch.run(run.signal, 'eager')
      await vi.advanceTimersByTimeAsync(PROBE_TIMEOUT_MS + downForMs)
      expect(watch.state).toBe('offline')
      line.state = 'up'
      await vi.advanceTimersByTimeAsync(DOWN_MS * 1.2 + line.answerMs)
      expect(watch.state).toBe('online')
      run.abort()
    }
  })

  test('a probe that was swallowed and is given up later does not call the line down again', async () => {
    const { line, probe } = playLine('black-hole')
    const watch = createLineWatch({ probe, random: () => 0.5 })
    watch.run(stop.run.signal, 'eager')
    await vi.advanceTimersByTimeAsync(10_000)
    line.state = 'up'
    await vi.advanceTimersByTimeAsync(2_000)
    const told: LineState[] = []
    watch.subscribe((state) => told.push(state))
    await vi.advanceTimersByTimeAsync(PROBE_TIMEOUT_MS * 2)
    expect([watch.state, told]).toEqual(['online', []])
  })

  test('one lost probe is no lost line, two are', async () => {
    const { line, probe } = playLine()
    const watch = createLineWatch({ probe, random: () => 0.5 })
    watch.run(stop.run.signal, 'eager')
    await vi.advanceTimersByTimeAsync(5_000)
    line.state = 'black-hole'
    await vi.advanceTimersByTimeAsync(ONLINE_MS - 5_000 + PROBE_TIMEOUT_MS - 100)
    expect(watch.state).toBe('online')
    line.state = 'up'
    await vi.advanceTimersByTimeAsync(2_000)
    expect(watch.state).toBe('online')
    line.state = 'black-hole'
    await vi.advanceTimersByTimeAsync(ONLINE_MS + 2 * PROBE_TIMEOUT_MS + 1_000)
    expect(watch.state).toBe('offline')
  })

  test('requests that are answered make probes needless, and one that reaches nobody is known at once', async () => {
    const { line, probe } = playLine()
    const watch = createLineWatch({ probe, random: () => 0.5 })
    watch.heard('answered')
    expect(watch.state).toBe('online')
    watch.run(stop.run.signal, 'eager')
    for (let at = 0; at < 20; at += 1) {
      await vi.advanceTimersByTimeAsync(ONLINE_MS - 1_000)
      watch.heard('answered')
    }
    expect(line.probes).toBe(0)
    line.state = 'refused'
    watch.heard('unreachable')
    expect(watch.state).toBe('offline')
    watch.heard('captive-portal')
    expect(watch.state).toBe('captive-portal')
  })

  test('a request is busy once, however often its end is told: a probe beside another one is given its time', async () => {
    const timeouts: number[] = []
    const watch = createLineWatch({
      probe: async (timeoutMs) => {
        timeouts.push(timeoutMs)
        return 'online'
      },
    })
    const ended = watch.busy()
    ended()
    ended()
    await watch.look()
    watch.busy()
    await watch.look()
    expect(timeouts).toEqual([PROBE_TIMEOUT_MS, expect.any(Number)])
    expect(timeouts[1]).toBeGreaterThan(PROBE_TIMEOUT_MS)
  })

  test('a broken request is looked into at once: it may have been the line or the request', async () => {
    const { line, probe } = playLine()
    const watch = createLineWatch({ probe, random: () => 0.5 })
    watch.run(stop.run.signal, 'eager')
    await vi.advanceTimersByTimeAsync(1_000)
    watch.heard('doubtful')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(watch.state).toBe('online')
    line.state = 'refused'
    watch.heard('doubtful')
    await vi.advanceTimersByTimeAsync(50)
    expect(watch.state).toBe('offline')
  })

  test('connections that are idle are dropped when the line goes', async () => {
    const { probe } = playLine('refused')
    let dropped = 0
    const onDown = () => {
      dropped += 1
    }
    const watch = createLineWatch({ probe, onDown })
    expect(await look(watch)).toBe('offline')
    expect(dropped).toBe(1)
  })

  test('after its end nothing is asked', async () => {
    const { line, probe } = playLine('refused')
    const watch = createLineWatch({ probe })
    watch.run(stop.run.signal, 'eager')
    await vi.advanceTimersByTimeAsync(3_000)
    stop.run.abort()
    const asked = line.probes
    await vi.advanceTimersByTimeAsync(600_000)
    expect(line.probes).toBe(asked)
  })

  test('beside a job in charge it asks rarely, and eagerly once it is in charge itself', async () => {
    const { line, probe } = playLine('refused')
    const watch = createLineWatch({ probe, random: () => 0.5 })
    watch.run(stop.run.signal, 'calm')
    await vi.advanceTimersByTimeAsync(30_000)
    expect(line.probes).toBeLessThanOrEqual(1 + 30_000 / DOWN_CALM_MS)
    const charge = new AbortController()
    watch.run(charge.signal, 'eager')
    const before = line.probes
    await vi.advanceTimersByTimeAsync(7_000)
    expect(line.probes - before).toBeGreaterThanOrEqual(9)
    charge.abort()
    const after = line.probes
    await vi.advanceTimersByTimeAsync(10_000)
    expect(line.probes - after).toBeLessThanOrEqual(3)
  })
})

async function look(watch: { look(): Promise<LineState> }): Promise<LineState> {
  const looking = watch.look()
  await vi.advanceTimersByTimeAsync(1_000)
  return looking
}

test('the pause between probes: about each second while it matters, jittered, rarer later', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<LineState>('unknown', 'online', 'offline', 'captive-portal'),
      fc.constantFrom('eager' as const, 'calm' as const),
      fc.double({ min: 0, max: 1e9, noNaN: true }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (state, pace, downForMs, random) => {
        const pauseMs = linePauseMs({ state, pace, downForMs, random })
        const base =
          state === 'online'
            ? ONLINE_MS
            : pace === 'calm'
              ? DOWN_CALM_MS
              : downForMs < DOWN_LONG_AFTER_MS
                ? DOWN_MS
                : DOWN_LONG_MS
        expect(pauseMs).toBeGreaterThanOrEqual(base * 0.85 - 1)
        expect(pauseMs).toBeLessThanOrEqual(base * 1.15 + 1)
      },
    ),
    { seed: 20_261_122 },
  )
})
