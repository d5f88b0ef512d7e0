import { expect, test, vi } from 'vitest'
import type { Limit } from '../flows/rules/limits.ts'
import { createStatusStore } from './status-store.ts'
import { QUIET_STATUS } from './ui/testing/test-terminal.tsx'
import { watchLimits } from './watch-limits.ts'

const limitAt = (percent: number): Limit => ({
  code: 'LIMIT_QUEUE_COUNT',
  level: 'half',
  percent,
  measured: percent * 100,
  ceiling: 10_000,
  of: null,
})

test('limits and the state of the store are shown as they change, and stay while the store cannot be read', () => {
  vi.useFakeTimers()
  try {
    const status = createStatusStore(QUIET_STATUS)
    const told: unknown[] = []
    status.subscribe(({ limits, store }) => told.push([limits[0]?.percent ?? null, store]))
    let limits = (): readonly Limit[] => [limitAt(50)]
    let trouble: 'STORE_DAMAGED' | null = null
    const stop = new AbortController()
    watchLimits(
      status,
      { limits: () => limits(), trouble: () => trouble, noRoom: () => null, noticeCount: () => 0 },
      stop.signal,
    )
    limits = () => [{ ...limitAt(50), measured: 5_001 }]
    vi.advanceTimersByTime(60_000)
    limits = () => [limitAt(51)]
    vi.advanceTimersByTime(60_000)
    limits = () => {
      throw new Error('damaged')
    }
    trouble = 'STORE_DAMAGED'
    vi.advanceTimersByTime(60_000)
    stop.abort()
    trouble = null
    vi.advanceTimersByTime(60_000)
    expect(told).toEqual([
      [50, null],
      [51, null],
      [51, 'STORE_DAMAGED'],
    ])
  } finally {
    vi.useRealTimers()
  }
})
