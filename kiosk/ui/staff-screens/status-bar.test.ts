import { describe, expect, test } from 'vitest'
import type { Limit } from '../../../flows/rules/limits.ts'
import { cellsOf } from '../draw/cells.ts'
import { QUIET_STATUS } from '../testing/test-terminal.tsx'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import { TEXTS } from '../text/texts.ts'
import { lookOf } from '../theme.ts'
import { ageText, statusBar, statusBarSpoken } from './status-bar.ts'

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
    const line = statusBar(
      {
        status,
        desk: { officer: OFFICER, isAsking: false, unfinished: null, asideCount: 0, wasHeldUp: false },
        columns: 84,
      },
      words,
      LOOK,
    )
    expect(cellsOf(line)).toBe(84)
    expect(line).toContain('…')
    expect(line).toContain(OFFICER.code)
    expect(line).toContain(words.counter.bar.outbox(128))
    expect(line.endsWith(words.counter.bar.days(3))).toBe(true)
  })

  const limit = (over: Partial<Limit>): Limit => ({
    code: 'LIMIT_DISK',
    level: 'high',
    percent: 84,
    measured: 400 * 1_048_576,
    ceiling: 1,
    of: null,
    ...over,
  })

  test.each([
    ['disk', limit({}), words.counter.bar.limit.disk(400)],
    ['queue', limit({ code: 'LIMIT_QUEUE_COUNT', measured: 8_400 }), words.counter.bar.limit.queue(84)],
    [
      'reference data',
      limit({ code: 'LIMIT_REFERENCE_AGE', measured: 26 * 86_400_000, of: 'policy' }),
      words.counter.bar.limit.reference(words.counter.bar.days(26)),
    ],
  ])('the limit that is nearest is told with its number: %s', (_what, worst, text) => {
    const limits = [worst, limit({ percent: 60, level: 'half' })]
    const status = { ...QUIET_STATUS, limits }
    const desk = { officer: OFFICER, isAsking: false, unfinished: null, asideCount: 0, wasHeldUp: false }
    const line = statusBar({ status, desk, columns: 96 }, words, LOOK)
    expect(cellsOf(line)).toBe(96)
    expect(line.endsWith(`${LOOK.glyphs.warning} ${text}`)).toBe(true)
    expect(statusBarSpoken(status, desk, words)).toContain(text)
  })

  test.each([74, 94, 60])('whose counter this is stands in every line: %i cells', (columns) => {
    const status = {
      ...QUIET_STATUS,
      line: 'offline' as const,
      outboxCount: 2,
      outboxAgeMs: 0,
      noticeCount: 1,
      limits: [limit({ code: 'LIMIT_QUEUE_COUNT', percent: 100, level: 'over' })],
      troubles: (['printer', 'modem', 'scanner'] as const).map((device) => ({ device, code: 'INTERNAL' as const })),
    }
    for (const troubles of [[], status.troubles]) {
      const desk = { officer: OFFICER, isAsking: false, unfinished: null, asideCount: 1, wasHeldUp: false }
      const line = statusBar({ status: { ...status, troubles }, desk, columns }, words, LOOK)
      expect(line.startsWith(OFFICER.code)).toBe(true)
      expect(line).toContain(words.counter.bar.limit.queue(100))
      if (troubles.length === 0) expect(cellsOf(line)).toBeLessThanOrEqual(columns)
    }
  })

  test('what is told elsewhere or is well goes first where there is no room', () => {
    const status = {
      ...QUIET_STATUS,
      line: 'offline' as const,
      outboxCount: 2,
      outboxAgeMs: 0,
      limits: [limit({ code: 'LIMIT_QUEUE_COUNT', percent: 100, level: 'over' })],
    }
    const officer = { ...OFFICER, code: 'gdv01' }
    const desk = { officer, isAsking: false, unfinished: null, asideCount: 0, wasHeldUp: false }
    const line = statusBar({ status, desk, columns: 74 }, words, LOOK)
    expect(line.startsWith('gdv01 ')).toBe(true)
    expect(line).toContain(words.counter.bar.line.offline)
    expect(line).toContain(words.counter.bar.age(words.counter.bar.minutes(0)))
    expect(line.endsWith(`${LOOK.glyphs.warning} ${words.counter.bar.limit.queue(100)}`)).toBe(true)
  })

  test('below half of the way no limit is told', () => {
    const status = { ...QUIET_STATUS, limits: [limit({ level: 'none', percent: 49 })] }
    const line = statusBar(
      {
        status,
        desk: { officer: OFFICER, isAsking: false, unfinished: null, asideCount: 0, wasHeldUp: false },
        columns: 96,
      },
      words,
      LOOK,
    )
    expect(line.endsWith(words.counter.bar.outbox(0))).toBe(true)
  })

  test.each(['STORE_DAMAGED', 'STORE_RESTORED', 'STATION_FORKED'] as const)(
    '%s is told until somebody has seen to it',
    (store) => {
      const desk = { officer: OFFICER, isAsking: false, unfinished: null, asideCount: 0, wasHeldUp: false }
      const line = statusBar({ status: { ...QUIET_STATUS, store }, desk, columns: 96 }, words, LOOK)
      expect(line).toContain(words.counter.bar.store[store])
    },
  )

  test('what central noticed is counted until somebody has looked', () => {
    const desk = { officer: OFFICER, isAsking: false, unfinished: null, asideCount: 0, wasHeldUp: false }
    const told = (noticeCount: number) =>
      statusBar({ status: { ...QUIET_STATUS, noticeCount }, desk, columns: 96 }, words, LOOK)
    expect(told(3)).toContain(words.counter.bar.notices(3))
    expect(told(0)).not.toContain(words.counter.bar.notices(0))
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
