import { describe, expect, test } from 'vitest'
import { openTerminal } from '../testing/test-terminal.tsx'
import { viewAt } from '../testing/test-views.ts'
import { TEXTS } from '../text/texts.ts'
import { firstFrameLines } from './first-frame.ts'

const LATER = [TEXTS.vi.welcome.station('').trim(), TEXTS.vi.returns.welcomeElsewhere]
const PLAIN = { colours: 'none', glyphs: 'unicode' } as const

describe('the frame painted before the program is loaded', () => {
  test.each([
    [80, 24, false],
    [100, 30, false],
    [160, 50, false],
    [80, 24, true],
  ])(
    'is the welcome screen itself at %i×%i (practice: %s), but for what is not known yet',
    async (columns, rows, training) => {
      const status = { line: 'unknown', time: '09:41', clockProven: false, scanner: 'off', training } as const
      const terminal = openTerminal(viewAt('welcome'), { columns, rows, status, display: PLAIN })
      const early = firstFrameLines({ columns, rows }, TEXTS.vi, PLAIN, '09:41', training) ?? []
      const shown = terminal.lines()
      expect(early).toHaveLength(rows)
      const differing = shown.filter((line, row) => line.trimEnd() !== early[row]?.trimEnd())
      // The name of the place stands in the store, which is not open yet; the scanner comes later still.
      expect(differing.filter((line) => !LATER.some((words) => line.includes(words)))).toEqual([])
      expect(differing.length).toBeLessThanOrEqual(2)
    },
  )

  test('is the welcome screen in large text too', async () => {
    const display = { ...PLAIN, text: 'large' } as const
    const status = { line: 'unknown', time: '09:41', clockProven: false, scanner: 'off' } as const
    const terminal = openTerminal(viewAt('welcome'), { status, display })
    const early = firstFrameLines({ columns: 80, rows: 24 }, TEXTS.vi, display, '09:41', false) ?? []
    const differing = terminal.lines().filter((line, row) => line.trimEnd() !== early[row]?.trimEnd())
    expect(differing.filter((line) => !LATER.some((words) => line.includes(words)))).toEqual([])
    terminal.close()
  })

  test('is as wide and high as the window in both languages, with and without colours', () => {
    for (const texts of Object.values(TEXTS)) {
      for (const display of [PLAIN, { colours: 'true', glyphs: 'ascii' } as const]) {
        const lines = firstFrameLines({ columns: 80, rows: 24 }, texts, display, '09:41', false) ?? []
        expect(lines).toHaveLength(24)
        for (const line of lines) expect([...line.replace(/\u001b\[[\d;]*m/g, '')]).toHaveLength(80)
      }
    }
  })

  test('there is none for a window too small', () => {
    expect(firstFrameLines({ columns: 79, rows: 24 }, TEXTS.vi, PLAIN, '09:41', false)).toBeNull()
  })
})
