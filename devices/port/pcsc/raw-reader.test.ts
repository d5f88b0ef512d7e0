import { expect, test } from 'vitest'
import { stepsBetween, viewOf } from './raw-reader.ts'

const atr = Uint8Array.of(0x3b, 0)
const EMPTY = 0x0012
const PRESENT = 0x0022
const counted = (count: number, state: number) => (count << 16) | state

test.each([
  [EMPTY, null, 'empty', null],
  [PRESENT, atr, 'present', atr],
  [PRESENT | 0x200, atr, 'mute', null],
  [PRESENT, new Uint8Array(0), 'present', null],
  [0x8000_0022 | 0, atr, 'present', atr],
  [0x0004, null, 'empty', null],
] as const)('state %i with ATR %o is %s', (state, given, presence, shown) => {
  expect(viewOf({ name: 'A', state, atr: given })).toEqual({ name: 'A', presence, atr: shown })
})

test('a card that was out and in again between two looks is first told as out', () => {
  const before = [{ name: 'A', state: counted(1, PRESENT), atr }]
  const after = [{ name: 'A', state: counted(3, PRESENT), atr }]
  expect(stepsBetween(before, after).map(([reader]) => reader?.presence)).toEqual(['empty', 'present'])
  expect(stepsBetween(after, after).map(([reader]) => reader?.presence)).toEqual(['present'])
  expect(stepsBetween([{ name: 'A', state: counted(2, EMPTY), atr: null }], after)).toHaveLength(1)
  expect(stepsBetween([], after)).toHaveLength(1)
})
