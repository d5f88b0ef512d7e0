import { afterEach, describe, expect, test } from 'vitest'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import { helpSentences } from '../frame/help-text.ts'
import type { DisplaySettings } from '../kiosk-props.ts'
import { spokenView } from '../presentation/spoken-view.ts'
import type { KioskStatus } from '../status.ts'
import { essentials, flat } from '../testing/essentials.ts'
import { allMethodViews } from '../testing/test-method-views.ts'
import { inLanguage, openTerminal, type TestTerminalOptions } from '../testing/test-terminal.tsx'
import { TEXTS } from '../text/texts.ts'

const open: { close: () => void }[] = []
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close()
})

async function show(view: VisitView, options: TestTerminalOptions = {}) {
  const terminal = openTerminal(view, options)
  open.push(terminal)
  await terminal.settle()
  return terminal
}

const PHONE: KioskStatus['phone'] = {
  number: '0912345678',
  messages: [{ id: '1', from: 'VNPT', text: 'Yeu cau ky so. Ma doi chieu: K7Q2.' }],
}
const ASCII: DisplaySettings = { colours: '16', glyphs: 'ascii' }
const styles = /\u001b\[[\d;]*m/g
const views = allMethodViews()

/** Names of others may be cut, and the rows of a statement go on below. */
const isForeign = (name: string) => /office|organisation|provider before|statement/.test(name)

describe.each([
  ['80x24', { columns: 80, rows: 24 }],
  ['80x24 with the demo phone', { columns: 80, rows: 24, status: { phone: PHONE }, demoScan: () => {} }],
  ['80x24 ASCII', { columns: 80, rows: 24, display: ASCII }],
  ['100x30 in colours', { columns: 100, rows: 30, display: { colours: 'true', glyphs: 'unicode' } }],
  ['100x30 with the demo phone', { columns: 100, rows: 30, status: { phone: PHONE } }],
] as readonly (readonly [string, TestTerminalOptions & { columns: number; rows: number }])[])('at %s', (_, options) => {
  describe.each(['vi', 'en'] as const)('in %s', (language) => {
    test.each(views)('%s fills the window and nothing is cut', async (name, view) => {
      const terminal = await show(inLanguage(view, language), options)
      const lines = terminal.lines().map((line) => line.replace(styles, ''))
      expect(lines).toHaveLength(options.rows)
      for (const line of lines) expect([...line].length, line).toBe(options.columns)
      const isAscii = options.display === ASCII
      expect(lines[0]?.endsWith(isAscii ? '+' : '┐')).toBe(true)
      expect(lines.at(-1)?.endsWith(isAscii ? '+' : '┘')).toBe(true)
      const inside = lines.slice(1, -1).join('\n')
      if (!options.status && !isForeign(name)) expect(inside).not.toMatch(/…|\.\.\./)
      for (const words of essentials(view, language, !isAscii)) expect(flat(lines)).toContain(words)
      if (isAscii) expect(inside).not.toMatch(/[^\p{Script=Latin}\p{N}\p{M}\p{ASCII}\n]/u)
    })
  })
})

describe.each(['vi', 'en'] as const)('in %s', (language) => {
  test.each(views)('a screen reader hears the essentials of %s', async (_, view) => {
    const terminal = await show(inLanguage(view, language), { screenReader: true })
    expect(terminal.text()).not.toMatch(/[│┌└█▀▄]/)
    for (const words of essentials(spokenView(view), language))
      expect(terminal.text().replace(/\s+/g, ' ')).toContain(words)
  })

  test.each(views)('the help of %s fits 80x24', async (_, view) => {
    const terminal = await show(inLanguage(view, language))
    await terminal.type('\u001bOP')
    const { help } = TEXTS[language]
    const sentences = helpSentences(TEXTS[language], view)
    expect(sentences.length).toBeGreaterThan(0)
    for (const words of [help.title, ...sentences, help.staff, help.close])
      expect(flat(terminal.lines())).toContain(words)
  })
})
