import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createIngestGauge } from './ingest-gauge.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** An ingest that lasts until it is told to end, and a note of when the promise resolved. */
function begin(gauge: ReturnType<typeof createIngestGauge>): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  void gauge.during(() => promise)
  return () => resolve()
}
async function resolvedAfter(promise: Promise<void>, stepsMs: readonly number[]): Promise<number | null> {
  let done = false
  void promise.then(() => (done = true))
  let passed = 0
  for (const step of stepsMs) {
    await vi.advanceTimersByTimeAsync(step)
    passed += step
    if (done) return passed
  }
  return null
}

test('with nothing coming in, a packet does not wait, and a batch for one lull', async () => {
  const gauge = createIngestGauge()
  expect(await resolvedAfter(gauge.quiet(), [0])).toBe(0)
  expect(await resolvedAfter(gauge.lull(), [299, 1])).toBe(300)
})

test('a packet waits for the ingest, at most 200 ms', async () => {
  const gauge = createIngestGauge()
  const end = begin(gauge)
  const waits = gauge.quiet()
  await vi.advanceTimersByTimeAsync(50)
  end()
  expect(await resolvedAfter(waits, [0])).toBe(0)
  begin(gauge)
  expect(await resolvedAfter(gauge.quiet(), [199, 1])).toBe(200)
})

test('a batch waits for the end of a push, at most five seconds', async () => {
  const gauge = createIngestGauge()
  const waits = gauge.lull()
  for (let batch = 0; batch < 3; batch++) {
    const end = begin(gauge)
    await vi.advanceTimersByTimeAsync(100)
    end()
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(await resolvedAfter(waits, [150, 100])).toBe(250)
  begin(gauge)
  expect(await resolvedAfter(gauge.lull(), [4_999, 1])).toBe(5_000)
})

test('an ingest that fails counts as ended', async () => {
  const gauge = createIngestGauge()
  await expect(gauge.during(() => Promise.reject(new Error('x')))).rejects.toThrow('x')
  expect(await resolvedAfter(gauge.quiet(), [0])).toBe(0)
})
