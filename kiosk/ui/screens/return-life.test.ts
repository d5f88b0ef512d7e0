import { describe, expect, test } from 'vitest'
import { goodBefore } from './return-life.ts'

const DAY_MS = 86_400_000
const NOW_MS = Date.UTC(2026, 10, 23, 2)
const PROVEN = { nowMs: NOW_MS, isProven: true }

/** The receipt of a packet that was begun then, by the clock of its station. */
function receiptOf(beganAtMs: number) {
  const hex = beganAtMs.toString(16).padStart(12, '0')
  return { receiptNumber: 'K0007-000123', packetId: `${hex.slice(0, 8)}-${hex.slice(8)}-7b3a-9d44-5f0e8a6b1c2d` }
}

describe('until when a receipt is good, by its own word', () => {
  test.each([
    ['taken yesterday', NOW_MS - DAY_MS, { day: '22/12/2026' }],
    ['taken by a clock half a day ahead', NOW_MS + DAY_MS / 2, { day: '23/12/2026' }],
    ['taken by a clock two days ahead', NOW_MS + 2 * DAY_MS, null],
    ['taken in 2036', Date.UTC(2036, 1, 7), null],
    ['taken in 2016', Date.UTC(2016, 10, 22), null],
    ['taken on the last day of 2019', Date.UTC(2019, 11, 31), null],
    ['taken when 1970 began', 0, null],
    ['whose day has come', NOW_MS - 30 * DAY_MS, 'over'],
    ['whose day is long gone', NOW_MS - 40 * DAY_MS, 'over'],
    ['that has a minute left', NOW_MS - 30 * DAY_MS + 60_000, { day: '23/11/2026' }],
  ])('one %s', (_, beganAtMs, told) => {
    expect(goodBefore(receiptOf(beganAtMs), null, PROVEN)).toEqual(told)
  })

  test.each([Date.UTC(2016, 10, 22), NOW_MS, Date.UTC(2036, 1, 7)])(
    'nothing, where this machine does not know what day it is',
    (nowMs) => {
      expect(goodBefore(receiptOf(nowMs - DAY_MS), null, { nowMs, isProven: false })).toBeNull()
    },
  )

  test('nothing, where the number was typed or there is none', () => {
    expect(goodBefore({ receiptNumber: 'K0007-000123', packetId: null }, null, PROVEN)).toBeNull()
    expect(goodBefore(null, null, PROVEN)).toBeNull()
  })
})

test('central’s word stands, whatever the clocks here say', () => {
  const wrong = { nowMs: Date.UTC(2036, 1, 7), isProven: false }
  expect(goodBefore(receiptOf(Date.UTC(2016, 10, 22)), Date.UTC(2026, 11, 22, 2), wrong)).toEqual({ day: '22/12/2026' })
})
