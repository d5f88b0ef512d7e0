import { describe, expect, test } from 'vitest'
import { cellsOf } from '../draw/cells.ts'
import { QUIET_STATUS } from '../testing/test-terminal.tsx'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import { TEXTS } from '../text/texts.ts'
import { lookOf } from '../theme.ts'
import { ageText, statusBar } from './status-bar.ts'

const LOOK = lookOf({ colours: 'none', glyphs: 'unicode' })
const OFFICER = {
  staffId: '1',
  code: 'gdv.thanh-thuy-01',
  name: 'Nguyễn Phan Thị Thanh Thuỷ Ngọc Mẫu',
  role: 'teller',
} as const

describe.each(['vi', 'en'] as const)('%s', (language) => {
  const words = { counter: COUNTER_TEXTS[language], troubles: TEXTS[language].troubles.device }

  test('a long name is cut, never what is right of it', () => {
    const status = { ...QUIET_STATUS, outboxCount: 128, outboxAgeMs: 3 * 86_400_000 }
    const line = statusBar({ status, desk: { officer: OFFICER, isAsking: false }, columns: 74 }, words, LOOK)
    expect(cellsOf(line)).toBe(74)
    expect(line).toContain('…')
    expect(line).toContain(words.counter.bar.outbox(128))
    expect(line.endsWith(words.counter.bar.days(3))).toBe(true)
  })

  test.each([
    [0, 'minutes', 0],
    [59 * 60_000, 'minutes', 59],
    [60 * 60_000, 'hours', 1],
    [24 * 3_600_000 - 1, 'hours', 23],
    [24 * 3_600_000, 'days', 1],
  ] as const)('%d ms are told in %s', (ageMs, unit, count) => {
    expect(ageText(ageMs, words.counter.bar)).toBe(words.counter.bar[unit](count))
  })
})
