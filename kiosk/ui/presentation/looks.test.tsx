import { afterEach, describe, expect, test } from 'vitest'
import { EMPTY_DRAFT } from '../../../flows/form/fields.ts'
import { inLanguage, openTerminal, type TestTerminalOptions } from '../testing/test-terminal.tsx'
import { DRAFT, form, otp, viewAt, visit } from '../testing/test-views.ts'
import { TEXTS } from '../text/texts.ts'

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

const field = (name: 'idNumber' | 'fullName' | 'birthDate' | 'phone' | 'email', changes = {}) =>
  viewAt('field', { form: form({ field: name, draft: EMPTY_DRAFT, ...changes }) })

const [F1, F4, F12] = ['\u001bOP', '\u001bOS', '\u001b[24~']
const LARGE = { display: { colours: 'none', glyphs: 'unicode', text: 'large' } } as const
const STYLES = /\u001b\[[\d;]*m/g
const blocks = (text: string) => text.match(/[█▀▄]/g)?.length ?? 0

describe('the key for another look', () => {
  test('makes the text large and takes that back, with what was typed still there, and is told in the help', async () => {
    const terminal = await show(field('idNumber'))
    await terminal.type('0462')
    expect(blocks(terminal.text())).toBe(0)
    await terminal.type(F12)
    expect(blocks(terminal.text())).toBeGreaterThan(20)
    expect(terminal.text()).toContain('▸ 0 4 6 2 ')
    await terminal.type(F1)
    expect(terminal.text()).toMatch(/F12 +chữ to, tương phản cao/)
    await terminal.type(F12)
    expect(terminal.text().replace(STYLES, '')).toMatch(/F12 +chữ to, tương phản cao/)
    await terminal.type(' ')
    for (let press = 0; press < 2; press++) await terminal.type(F12)
    expect(blocks(terminal.text())).toBe(0)
    expect(terminal.acts()).toEqual([])
  })

  test('does not answer the warning with a look, and the next person starts as the station is set', async () => {
    const terminal = await show({ ...field('idNumber', { draft: DRAFT }), inactivityWarned: true })
    await terminal.type(F12)
    await terminal.show(field('idNumber', { draft: DRAFT }))
    expect(blocks(terminal.text())).toBe(0)
    await terminal.type(F12)
    expect(blocks(terminal.text())).toBeGreaterThan(20)
    await terminal.show(viewAt('welcome'))
    await terminal.show(field('idNumber', { draft: DRAFT }))
    expect(blocks(terminal.text())).toBe(0)
  })

  test('chosen before the visit it goes, when somebody ends all', async () => {
    const terminal = await show(viewAt('welcome'))
    await terminal.type(F12)
    expect(terminal.text()).toContain('K í n h   c h à o')
    await terminal.type('\u001b[21~')
    expect(terminal.text()).toContain('Kính chào Quý khách')
    expect(terminal.acts()).toEqual([{ type: 'user.ended' }])
  })
})

describe('large text', () => {
  test('draws a long name over two lines, above a problem its end alone', async () => {
    const draft = { ...EMPTY_DRAFT, fullName: 'Nguyễn Thị Huyền Trang' }
    const terminal = await show(field('fullName', { draft }), LARGE)
    const rows = terminal.lines().filter((line) => blocks(line) > 0)
    expect(rows).toHaveLength(9)
    const problem = { field: 'fullName', code: 'NAME_FORMAT' } as const
    await terminal.show(viewAt('field', { form: form({ field: 'fullName', draft, problem }) }))
    expect(terminal.lines().filter((line) => blocks(line) > 0)).toEqual(rows.slice(5))
    expect(terminal.text()).toContain(TEXTS.vi.faults.NAME_FORMAT.what)
  })

  test('draws the code as it is typed, three rows that are there from the start', async () => {
    const terminal = await show(viewAt('otp-entry'), LARGE)
    const at = terminal.lines().findIndex((line) => line.includes('04:32'))
    await terminal.type('482')
    expect(terminal.lines().filter((line) => blocks(line) > 0)).toHaveLength(3)
    expect(terminal.lines().findIndex((line) => line.includes('04:32'))).toBe(at)
  })

  test('draws no secret and no address', async () => {
    for (const view of [viewAt('password'), field('email')]) {
      const terminal = await show(view, LARGE)
      await terminal.type('abcABC1')
      expect(blocks(terminal.text())).toBe(0)
    }
  })

  test('draws the number of the receipt and the sign beside the result', async () => {
    const terminal = await show(viewAt('result'), LARGE)
    expect(terminal.lines().filter((line) => blocks(line) > 10)).toHaveLength(3)
    expect(terminal.text()).toMatch(/█▄▄█▀ /)
    expect(terminal.text()).toContain('HUE01-000123')
    expect(terminal.text()).toContain(`F4 ${TEXTS.vi.hints.showQr}`)
    expect(terminal.lines().filter((line) => /█ ▄▄▄▄▄ █|▀▀▀▀▀▀▀/.test(line))).toEqual([])
    await terminal.type(F4)
    expect(terminal.lines().filter((line) => blocks(line) > 15).length).toBeGreaterThan(16)
    expect(terminal.text()).toContain('HUE01-000123')
    await terminal.type(F4)
    expect(terminal.text()).toContain(`F4 ${TEXTS.vi.hints.showQr}`)
  })

  test('leaves a blank line between choices', async () => {
    const terminal = await show(viewAt('subject'), LARGE)
    const rows = terminal.lines().flatMap((line, row) => (/ [123] {2}\S/.test(line) ? [row] : []))
    expect(rows).toHaveLength(3)
    expect(rows[2]).toBe((rows[0] ?? 0) + 4)
  })

  test('is drawn with # in ASCII', async () => {
    const terminal = await show(field('birthDate'), { display: { colours: 'none', glyphs: 'ascii', text: 'large' } })
    await terminal.type('29')
    expect(terminal.text()).toContain('###    ##')
  })

  test.each(['vi', 'en'] as const)('changes nothing a screen reader says in %s', async (language) => {
    for (const view of [
      field('idNumber', { draft: DRAFT }),
      viewAt('result'),
      viewAt('subject'),
      viewAt('otp-entry'),
    ]) {
      if (view.screen === 'result') continue
      const plain = await show(inLanguage(view, language), { screenReader: true })
      const large = await show(inLanguage(view, language), { ...LARGE, screenReader: true })
      expect(large.text()).toBe(plain.text())
    }
  })
})

describe('plain letters', () => {
  const PLAIN = { display: { colours: 'none', glyphs: 'ascii', letters: 'plain' } } as const

  test('are shown, the letters typed are kept, and the keys of their marks stand below', async () => {
    const terminal = await show(field('fullName'), PLAIN)
    await terminal.type('Nguyeenx Thij DDaauj')
    expect(terminal.text()).toContain('> Nguyen Thi Dau ')
    expect(terminal.text()).toContain('= Nguyeenx Thij Ddaauj')
    await terminal.type('\r')
    expect(terminal.acts()).toEqual([{ type: 'user.answered', field: 'fullName', text: 'Nguyễn Thị Đậu' }])
  })

  test('are not spoken', async () => {
    const terminal = await show(viewAt('welcome'), { ...PLAIN, screenReader: true })
    expect(terminal.text()).toContain('Kính chào Quý khách')
  })
})

describe('capitals as printed on the card', () => {
  test('come and go with a key, and what was typed in capitals stays', async () => {
    const terminal = await show(field('fullName'))
    expect(terminal.text()).toContain('F4 CHỮ HOA như trên thẻ')
    const typed = 'Lê Văn mẫu'
    await terminal.type('Lee Vawn maaux')
    expect(terminal.text()).toContain(`▸ ${typed} `)
    await terminal.type(F4)
    expect(terminal.text()).toContain(`▸ ${typed.toUpperCase()} `)
    await terminal.type(F4)
    expect(terminal.text()).toContain(`▸ ${typed} `)
    await terminal.type(`${F4}\r`)
    expect(terminal.acts()).toEqual([{ type: 'user.answered', field: 'fullName', text: typed.toUpperCase() }])
  })

  test('are told where there is room for the hint', async () => {
    const demo = await show(field('fullName'), { demoScan: () => {} })
    expect(demo.text()).toContain('F6 đổi kiểu gõ dấu')
    expect(demo.text()).not.toContain('F4')
    const wide = await show(field('fullName'), { demoScan: () => {}, columns: 100, rows: 30 })
    expect(wide.text()).toContain('F4 CHỮ HOA như trên thẻ')
  })
})

describe('who hears the screen', () => {
  test.each(['vi', 'en'] as const)(
    'is told the problem before the page and again after the answer, in %s',
    async (language) => {
      const problem = { field: 'phone', code: 'PHONE_OLD_NUMBER' } as const
      const terminal = await show(inLanguage(field('phone', { problem, draft: DRAFT }), language), {
        screenReader: true,
      })
      const { frame, faults, fields } = TEXTS[language]
      const said = terminal.text().replace(/\s+/g, ' ')
      const summary = said.indexOf(`${frame.subtitleProblem}: ${faults.PHONE_OLD_NUMBER.what}`)
      expect(summary).toBeGreaterThan(0)
      expect(said.indexOf(fields.phone.question)).toBeGreaterThan(summary)
      expect(said.lastIndexOf(faults.PHONE_OLD_NUMBER.what)).toBeGreaterThan(said.indexOf('textbox:'))
    },
  )

  test('is told that a code has run out, and of no problem where there is none', async () => {
    const expired = await show(viewAt('otp-entry', { otp: otp({ elapsedMs: 300_000 }) }), { screenReader: true })
    expect(expired.text()).toContain(`${TEXTS.vi.frame.subtitleProblem}: ${TEXTS.vi.faults.OTP_EXPIRED.what}`)
    const alive = await show(viewAt('otp-entry'), { screenReader: true })
    expect(alive.text()).not.toContain(TEXTS.vi.frame.subtitleProblem)
  })

  test('is told that a wait is a wait', async () => {
    for (const screen of ['opening', 'otp-sending', 'delivering', 'wiping'] as const) {
      const terminal = await show(viewAt(screen, screen === 'wiping' ? { visit: visit('wiping') } : {}), {
        screenReader: true,
      })
      expect(terminal.text(), screen).toContain('progressbar: (busy) ')
    }
  })

  test('is told the time left every half minute, not every second', async () => {
    const terminal = await show(viewAt('otp-entry', { otp: otp({ elapsedMs: 30_000 }) }), { screenReader: true })
    const first = terminal.text()
    await terminal.show(viewAt('otp-entry', { otp: otp({ elapsedMs: 59_000 }) }))
    expect(terminal.text()).toBe(first)
    await terminal.show(viewAt('otp-entry', { otp: otp({ elapsedMs: 60_000 }) }))
    expect(terminal.text()).not.toBe(first)
  })
})
