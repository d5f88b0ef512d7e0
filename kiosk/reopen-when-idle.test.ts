import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { damagedAndIdle, IDLE_MS } from './reopen-when-idle.ts'
import { createStatusStore } from './status-store.ts'
import { QUIET_STATUS, settable } from './ui/testing/test-terminal.tsx'
import { viewAt } from './ui/testing/test-views.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function start(screen: 'welcome' | 'field') {
  const visit = settable(viewAt(screen))
  const status = createStatusStore(QUIET_STATUS)
  const stop = new AbortController()
  const asked: unknown[] = []
  void damagedAndIdle(visit, status, stop.signal).then((fault) => asked.push(fault))
  return { visit, status, stop, asked }
}

test('a damaged store is opened anew when the welcome has stood for a moment', async () => {
  const { status, asked } = start('welcome')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toEqual([])
  status.change({ store: 'STORE_DAMAGED' })
  await vi.advanceTimersByTimeAsync(IDLE_MS - 1)
  expect(asked).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(asked).toEqual([expect.objectContaining({ code: 'STORE_DAMAGED', details: { reason: 'restart' } })])
})

test('whoever is in the middle of something is served first, and so is whoever begins meanwhile', async () => {
  const { visit, status, asked } = start('field')
  status.change({ store: 'STORE_DAMAGED' })
  await vi.advanceTimersByTimeAsync(60_000)
  visit.set(viewAt('welcome'))
  await vi.advanceTimersByTimeAsync(IDLE_MS - 1)
  visit.set(viewAt('subject'))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toEqual([])
  visit.set(viewAt('welcome'))
  await vi.advanceTimersByTimeAsync(IDLE_MS)
  expect(asked).toHaveLength(1)
})

test('a store that was restored is left alone, and after the end nothing is asked', async () => {
  const { status, stop, asked } = start('welcome')
  status.change({ store: 'STORE_RESTORED' })
  await vi.advanceTimersByTimeAsync(60_000)
  status.change({ store: 'STORE_DAMAGED' })
  stop.abort()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toEqual([])
})
