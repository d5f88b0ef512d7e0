import { afterEach, describe, expect, test } from 'vitest'
import { SCREENS as TAGS } from '../../../flows/base/screens.ts'
import { helpSentences } from '../frame/help-text.ts'
import type { DisplaySettings } from '../kiosk-props.ts'
import type { KioskStatus } from '../status.ts'
import { essentials, flat } from '../testing/essentials.ts'
import { inLanguage, openTerminal, type TestTerminalOptions } from '../testing/test-terminal.tsx'
import { adviser, allViews, mobile, OUTCOMES, viewAt, visit } from '../testing/test-views.ts'
import { TEXTS } from '../text/texts.ts'
import { SCREENS } from './screens.ts'

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

const PHONE: KioskStatus['phone'] = {
  number: '0912345678',
  messages: [
    {
      id: 'sms-1',
      from: 'DVC QUOC GIA',
      text: 'Ma xac thuc cua Quy khach la 482913. Ma co hieu luc 5 phut. Khong cung cap ma nay cho bat ky ai, ke ca nhan vien.',
    },
  ],
}

const ASCII: DisplaySettings = { colours: '16', glyphs: 'ascii' }
const styles = /\u001b\[[\d;]*m/g

test('every tag has a screen', () => {
  expect(Object.keys(SCREENS).toSorted()).toEqual([...TAGS].toSorted())
})

describe.each([
  ['80x24', { columns: 80, rows: 24 }],
  ['80x24 with the demo phone', { columns: 80, rows: 24, status: { phone: PHONE }, demoScan: () => {} }],
  ['80x24 ASCII', { columns: 80, rows: 24, display: ASCII }],
  ['100x30', { columns: 100, rows: 30 }],
  ['100x30 with the demo phone', { columns: 100, rows: 30, status: { phone: PHONE }, demoScan: () => {} }],
  ['160x50 with the demo phone', { columns: 160, rows: 50, status: { phone: PHONE } }],
  ['80x24 offline, clock unproven', { columns: 80, rows: 24, status: { line: 'captive-portal', clockProven: false } }],
] as readonly (readonly [string, TestTerminalOptions & { columns: number; rows: number }])[])('at %s', (_, options) => {
  describe.each(['vi', 'en'] as const)('in %s', (language) => {
    test.each(allViews())('%s fills the window and nothing is cut', async (name, view) => {
      const terminal = await show(inLanguage(view, language), options)
      const lines = terminal.lines().map((line) => line.replace(styles, ''))
      expect(lines).toHaveLength(options.rows)
      for (const line of lines) expect([...line].length, line).toBe(options.columns)
      const [first = '', last = ''] = [lines[0], lines.at(-1)]
      expect(first.endsWith(options.display === ASCII ? '+' : '┐')).toBe(true)
      expect(last.endsWith(options.display === ASCII ? '+' : '┘')).toBe(true)
      const inside = lines.slice(1, -1).join('\n')
      // The strip of the phone may cut a long message; a page never does.
      if (!options.status || !('phone' in options.status)) expect(inside).not.toMatch(/…|\.\.\./)
      if (name !== 'warned')
        for (const word of essentials(
          view,
          language,
          options.display !== ASCII,
          TEXTS[language],
          options.status?.clockProven,
        ))
          expect(flat(lines)).toContain(word)
      if (options.display === ASCII) expect(inside).not.toMatch(/[^\p{Script=Latin}\p{N}\p{M}\p{ASCII}\n]/u)
    })
  })
})

describe.each(['vi', 'en'] as const)('help in %s', (language) => {
  test.each(TAGS)('of %s fits 80x24', async (screen) => {
    const view = viewAt(screen)
    const terminal = await show(inLanguage(view, language))
    await terminal.type('\u001bOP')
    const { help } = TEXTS[language]
    const all = flat(terminal.lines())
    expect(terminal.lines()).toHaveLength(24)
    for (const words of [help.title, ...helpSentences(TEXTS[language], view), help.staff, help.close])
      expect(all).toContain(words)
  })
})

describe.each(['vi', 'en'] as const)('a screen reader in %s', (language) => {
  test.each(allViews())('hears the essentials of %s', async (name, view) => {
    const terminal = await show(inLanguage(view, language), { screenReader: true })
    const said = terminal.text()
    expect(said).toContain(TEXTS[language].frame.title)
    expect(said).not.toMatch(/[│┌└█▀▄]/)
    if (name === 'warned') return
    for (const word of essentials(view, language)) expect(said.replace(/\s+/g, ' ')).toContain(word)
  })

  test('hears what a field holds and its count, what a menu offers, and no password', async () => {
    const texts = TEXTS[language]
    const field = await show(inLanguage(viewAt('field'), language), { screenReader: true })
    expect(field.text()).toContain(`textbox: (required) ${texts.fields.idNumber.name}: 0 4 6 2 0 4 0 0 1 2 3 4`)
    expect(field.text()).toContain('12/12')
    const method = await show(inLanguage(viewAt('method'), language), { screenReader: true })
    expect(method.text()).toContain(`menuitem: (selected) 1. ${texts.methods.mobile}`)
    expect(method.text()).toContain(`menuitem: (disabled) 8. ${texts.methods['in-person']}`)
    const advice = await show(inLanguage(viewAt('adviser-advice', { adviser: adviser(['own-sim']) }), language), {
      screenReader: true,
    })
    const { minutes, atHand } = texts.adviser.advice
    expect(advice.text()).toContain(
      `(selected) 1. ${texts.methods.mobile}, ${texts.method.level('2')}, ${minutes('6')}, ${atHand}`,
    )
    const password = await show(inLanguage(viewAt('password'), language), { screenReader: true })
    await password.type('Sông Hương-7')
    expect(password.text()).toContain(`textbox: ${texts.password.first}: ${texts.password.count(12)}`)
    expect(password.text()).toContain(`${texts.password.rules.length}: ${texts.password.met}`)
    expect(password.text()).not.toContain('Hương')
  })
})

describe('results', () => {
  test('name the carrier and the next steps', async () => {
    const terminal = await show(
      viewAt('result', { visit: visit('result', { outcome: OUTCOMES['other owner'] ?? null }) }),
    )
    expect(flat(terminal.lines())).toContain('cửa hàng VinaPhone')
    expect(flat(terminal.lines())).toContain('TTTB gửi 1414')
  })

  test('show nothing personal beside the receipt', async () => {
    for (const outcome of Object.values(OUTCOMES)) {
      const view = viewAt('result', { visit: visit('result', { outcome }), mobile: mobile() })
      const terminal = await show(view)
      expect(terminal.text()).not.toMatch(/046204001234|Lê Văn Mẫu|0912345678/)
    }
  })
})

test('a condition that is wrapped goes on under its own first letter', async () => {
  const terminal = await show(inLanguage(viewAt('conditions'), 'en'), {
    columns: 100,
    rows: 30,
    status: { phone: PHONE },
  })
  const lines = terminal.lines().map((line) => line.replace(styles, ''))
  expect(lines.filter((line) => /^│ {3}first\./.test(line))).toHaveLength(1)
})
