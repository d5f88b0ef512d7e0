import { afterEach, describe, expect, test } from 'vitest'
import type { DisplaySettings } from '../kiosk-props.ts'
import { essentials } from '../testing/essentials.ts'
import { counterViews, openCounter } from '../testing/test-counter.tsx'
import { allMethodViews } from '../testing/test-method-views.ts'
import { inLanguage, openTerminal, type TestTerminalOptions } from '../testing/test-terminal.tsx'
import { allViews } from '../testing/test-views.ts'
import { plainLetters } from './plain-letters.ts'

const open: { close: () => void }[] = []
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close()
})

async function show(view: Parameters<typeof openTerminal>[0], options: TestTerminalOptions = {}) {
  const terminal = openTerminal(view, options)
  open.push(terminal)
  await terminal.settle()
  return terminal
}

const F4 = '\u001bOS'
const STYLES = /\u001b\[[\d;]*m/g

const VIEWS = [...allViews(), ...allMethodViews()]
/** Large text changes pages; the other looks change letters and colours, for which one view in four is enough. */
const SAMPLE_STEP = 4

function viewsFor({ text }: DisplaySettings, { rows }: TestTerminalOptions): typeof VIEWS {
  return text === 'large' && rows === undefined ? VIEWS : VIEWS.filter((_, at) => at % SAMPLE_STEP === 0)
}

/** Every two settings of presentation meet in one of these. */
const COMBINATIONS: readonly (readonly [string, DisplaySettings, TestTerminalOptions])[] = [
  ['large', { colours: 'none', glyphs: 'unicode', text: 'large' }, {}],
  [
    'large at 100x30',
    { colours: '16', glyphs: 'unicode', text: 'large', contrast: 'high' },
    { columns: 100, rows: 30 },
  ],
  ['large in ASCII', { colours: '16', glyphs: 'ascii', text: 'large' }, {}],
  ['high contrast', { colours: 'true', glyphs: 'unicode', contrast: 'high' }, {}],
  [
    'high contrast without colours, plain',
    { colours: 'none', glyphs: 'ascii', contrast: 'high', letters: 'plain' },
    {},
  ],
  ['plain letters in ASCII', { colours: 'true', glyphs: 'ascii', letters: 'plain' }, { columns: 100, rows: 30 }],
  ['everything at once', { colours: '16', glyphs: 'ascii', letters: 'plain', text: 'large', contrast: 'high' }, {}],
]

describe.each(COMBINATIONS)('%s', (_, display, window) => {
  const { columns = 80, rows = 24 } = window
  describe.each(['vi', 'en'] as const)('in %s', (language) => {
    test.each(viewsFor(display, window))('%s fills the window, cuts nothing and says all', async (name, view) => {
      const terminal = await show(inLanguage(view, language), { ...window, display })
      const lines = terminal.lines().map((line) => line.replace(STYLES, ''))
      expect(lines).toHaveLength(rows)
      for (const line of lines) expect([...line].length, line).toBe(columns)
      const first = inside(lines)
      // The QR and the words have a page each.
      const turns = view.screen === 'result' && display.text === 'large' && display.glyphs === 'unicode'
      if (turns) await terminal.type(F4)
      const said = turns ? `${first} ${inside(terminal.lines().map((line) => line.replace(STYLES, '')))}` : first
      expect(said).not.toMatch(/…|\.\.\./)
      if (name === 'warned') return
      for (const word of essentials(view, language, hasQr(view.screen, display)))
        expect(closed(said), word).toContain(closed(display.letters === 'plain' ? plainLetters(word) : word))
      if (display.letters === 'plain') expect(terminal.text()).toMatch(/^[\u001b\n\x20-\x7e]*$/)
    })
  })
})

/** Without blanks: large questions have one between two letters. */
function closed(text: string): string {
  return text.replace(/[\s"#o█▀▄]+/g, '')
}

function inside(lines: readonly string[]): string {
  return lines
    .slice(1, -1)
    .map((line) => line.slice(1, -1).replace(/[█▀▄ ]{25,}$/, ''))
    .join('\n')
}

function hasQr(screen: string, { glyphs, text }: DisplaySettings): boolean {
  return glyphs === 'unicode' && !(screen === 'result' && text === 'large')
}

describe('at an assisted counter, everything at once', () => {
  const display: DisplaySettings = {
    colours: '16',
    glyphs: 'ascii',
    letters: 'plain',
    text: 'large',
    contrast: 'high',
  }
  test.each(counterViews())('%s fills the window in plain ASCII', async (_, view) => {
    const terminal = openCounter(view, { display })
    open.push(terminal)
    await terminal.settle()
    const lines = terminal.lines().map((line) => line.replace(STYLES, ''))
    expect(lines).toHaveLength(24)
    for (const line of lines) expect([...line].length, line).toBe(80)
    expect(terminal.text()).toMatch(/^[\u001b\n\x20-\x7e]*$/)
  })
})
