import { describe, expect, test } from 'vitest'
import type { Limit } from '../../../flows/rules/limits.ts'
import { cellsOf } from '../draw/cells.ts'
import { QUIET_STATUS } from '../testing/test-terminal.tsx'
import { TEXTS } from '../text/texts.ts'
import { lookOf } from '../theme.ts'
import { topLine, topLineSpoken } from './top-line.ts'

const LOOK = lookOf({ colours: 'none', glyphs: 'unicode' })
const limit = (level: Limit['level']): Limit => ({
  code: 'LIMIT_QUEUE_AGE',
  level,
  percent: 80,
  measured: 1,
  ceiling: 1,
  of: null,
})
const lineOf = (over: Partial<typeof QUIET_STATUS>) => topLine(80, LOOK, TEXTS.vi, { ...QUIET_STATUS, ...over }, false)

describe('what a citizen sees of a limit', () => {
  test.each([
    ['nothing below 80 %', { limits: [limit('half')] }, false],
    ['a dot behind the time from 80 %', { limits: [limit('high')] }, true],
    ['the same over it', { limits: [limit('over')] }, true],
    ['and while the store wants a restart', { store: 'STORE_DAMAGED' }, true],
    ['not for a store that was restored', { store: 'STORE_RESTORED' }, false],
  ] as const)('%s', (_what, over, isMarked) => {
    const line = lineOf(over)
    expect(cellsOf(line)).toBe(80)
    expect(line.includes(`09:41 ${LOOK.glyphs.dot}`)).toBe(isMarked)
  })

  test('no word of it is spoken', () => {
    const status = { ...QUIET_STATUS, limits: [limit('over')] }
    expect(topLineSpoken(TEXTS.vi, status, false)).toBe(topLineSpoken(TEXTS.vi, QUIET_STATUS, false))
  })
})
