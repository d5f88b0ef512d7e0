import { describe, expect, test } from 'vitest'
import { createReopenPauses, LONGEST_PAUSE_MS, ROOM_PAUSE_MS, WELL_AFTER_MS } from './reopen-pauses.ts'

describe('how long to wait before the store is opened again', () => {
  let nowMs = 0
  const start = () => {
    nowMs = 0
    return createReopenPauses(() => nowMs)
  }

  test('a damaged store that was open is opened anew at once', () => {
    const pauses = start()
    pauses.opened()
    expect(pauses.after('STORE_DAMAGED')).toBe(0)
  })

  test('found damaged again soon after, it waits, longer each time and never for ever', () => {
    const pauses = start()
    const waited = Array.from({ length: 12 }, () => {
      pauses.opened()
      nowMs += WELL_AFTER_MS - 1
      return pauses.after('STORE_DAMAGED')
    })
    expect(waited.slice(0, 4)).toEqual([0, 10_000, 20_000, 40_000])
    expect(waited.at(-1)).toBe(LONGEST_PAUSE_MS)
  })

  test('a store that was well for long counts as damaged for the first time', () => {
    const pauses = start()
    for (const _ of [1, 2, 3]) pauses.after('STORE_LOST')
    pauses.opened()
    nowMs += WELL_AFTER_MS
    expect(pauses.after('STORE_DAMAGED')).toBe(0)
  })

  test('one that never opened is not tried at once', () => {
    const pauses = start()
    expect([1, 2, 3].map(() => pauses.after('STORE_LOST'))).toEqual([5_000, 10_000, 20_000])
  })

  test.each(['STORE_FULL', 'STORE_READ_ONLY', 'CONFIG_INVALID'] as const)('%s is tried every few seconds', (code) => {
    const pauses = start()
    expect(Array.from({ length: 20 }, () => pauses.after(code)).every((ms) => ms === ROOM_PAUSE_MS)).toBe(true)
  })
})
