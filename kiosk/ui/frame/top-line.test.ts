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

describe('the width', () => {
  const states = ['online', 'offline', 'captive-portal', 'unknown'] as const
  const all = states.flatMap((line) => ([true, false] as const).map((problem) => ({ line, problem })))
  test.each(all)('$line, to correct: $problem: fits 80 columns with all that may stand there', ({ line, problem }) => {
    const status = { ...QUIET_STATUS, line, clockProven: false, limits: [limit('high')] }
    for (const texts of [TEXTS.vi, TEXTS.en]) {
      const drawn = topLine(80, LOOK, texts, status, problem)
      expect(cellsOf(drawn)).toBe(80)
      for (const said of [
        texts.frame.line[line],
        `≈${status.time}`,
        ...(problem ? [texts.frame.subtitleProblem] : []),
      ]) {
        expect(drawn).toContain(said)
      }
    }
  })
})

describe('what a citizen sees of a limit', () => {
  test.each([
    ['nothing below 80 %', { limits: [limit('half')] }, false],
    ['a star behind the time from 80 %', { limits: [limit('high')] }, true],
    ['the same over it', { limits: [limit('over')] }, true],
    ['and while the store wants a restart', { store: 'STORE_DAMAGED' }, true],
    ['not for a store that was restored', { store: 'STORE_RESTORED' }, false],
  ] as const)('%s', (_what, over, isMarked) => {
    const line = lineOf(over)
    expect(cellsOf(line)).toBe(80)
    expect(line.includes('09:41* ')).toBe(isMarked)
  })

  test('no word of it is spoken', () => {
    const status = { ...QUIET_STATUS, limits: [limit('over')] }
    expect(topLineSpoken(TEXTS.vi, status, false)).toBe(topLineSpoken(TEXTS.vi, QUIET_STATUS, false))
  })
})
