import { afterEach, describe, expect, test } from 'vitest'
import { RECEIPT_LIFE_DAYS } from '../../../flows/rules/receipt-code.ts'
import { flat } from '../testing/essentials.ts'
import { inLanguage, openTerminal, type TestTerminalOptions } from '../testing/test-terminal.tsx'
import { RECEIPT, viewAt, visit } from '../testing/test-views.ts'
import { TEXTS } from '../text/texts.ts'
import { wordsForOutcome } from './outcome-words.ts'

const WAITING = { kind: 'waiting-for-citizen', code: 'OTP_DEFERRED', receipt: RECEIPT } as const
const waiting = (changes: Parameters<typeof visit>[1] = {}) =>
  viewAt('result', { visit: visit('result', { outcome: WAITING, ...changes }) })
const [F1, F4] = ['\u001bOP', '\u001bOS']
const DATE = /\d\d\/\d\d\/\d{4}/
const LARGE = { colours: 'none', glyphs: 'unicode', text: 'large' } as const
/** Lines beside which a QR stands. */
const qrRows = (lines: readonly string[]) => lines.filter((line) => (line.match(/[█▀▄]/g)?.length ?? 0) > 15).length

const STYLES = /\u001b\[[\d;]*m/g
/** The words beside a QR, without what is drawn. */
const beside = (lines: readonly string[]) =>
  flat(lines.map((line) => line.replace(STYLES, '').slice(0, 38).replace(/[█▀▄]/g, ' ').padEnd(80)))

const opened: ReturnType<typeof openTerminal>[] = []
afterEach(() => {
  for (const terminal of opened.splice(0)) terminal.close()
})

async function show(view: Parameters<typeof openTerminal>[0], options: TestTerminalOptions = {}) {
  const terminal = openTerminal(view, options)
  opened.push(terminal)
  await terminal.settle()
  return terminal
}

describe.each(['vi', 'en'] as const)('in %s', (language) => {
  const texts = TEXTS[language]

  test('a clock that is not confirmed promises days, and no date that central does not share', async () => {
    const terminal = await show(inLanguage(waiting(), language), { status: { clockProven: false } })
    const page = flat(terminal.lines())
    expect(page).toContain(texts.result.within(RECEIPT_LIFE_DAYS))
    expect(page).toContain(texts.result.clock(texts.frame.clockUnproven))
    expect(page).not.toMatch(DATE)
    await terminal.setStatus({ clockProven: true })
    expect(flat(terminal.lines())).toMatch(DATE)
  })

  test("central's own day stands, whatever the clock", () => {
    const told = { ...WAITING, expiresAtMs: Date.UTC(2026, 11, 22) }
    const { steps } = wordsForOutcome(texts, told, { method: null, subject: null, clockProven: false })
    expect(steps.join(' ')).toContain(texts.result.before('22/12/2026'))
  })

  test('before it is left the number and the QR stand beside the question', async () => {
    for (const display of [LARGE, { colours: 'none', glyphs: 'unicode' } as const]) {
      const terminal = await show(inLanguage({ ...waiting(), leaving: 'asked' }, language), { display })
      const page = beside(terminal.lines())
      const { question, yes, no } = texts.result.kept
      for (const words of [question, `Enter ${yes}`, `Esc ${no}`, RECEIPT.receiptNumber]) expect(page).toContain(words)
      expect(qrRows(terminal.lines())).toBeGreaterThan(15)
    }
  })

  test('large words and the QR have a page each, the QR first for whoever comes back', async () => {
    const terminal = await show(inLanguage(waiting(), language), { display: LARGE })
    expect(qrRows(terminal.lines())).toBeGreaterThan(15)
    expect(flat(terminal.lines())).toContain(`F4 ${texts.hints.showWords}`.slice(0, 20))
    await terminal.type(F4)
    expect(qrRows(terminal.lines())).toBeLessThan(4)
    for (const words of [`F4 ${texts.hints.showQr}`, RECEIPT.receiptNumber, texts.result.done])
      expect(flat(terminal.lines())).toContain(words)
    await terminal.type(F4)
    expect(qrRows(terminal.lines())).toBeGreaterThan(15)
    expect(terminal.acts()).toEqual([])
  })

  test('a terminal that draws no QR sends the person to staff', async () => {
    const terminal = await show(inLanguage(waiting(), language), { display: { colours: 'none', glyphs: 'ascii' } })
    expect(flat(terminal.lines())).toContain(texts.result.noQrAhead)
  })

  test('no number is to be kept of what has run out', async () => {
    const outcome = { kind: 'refused', code: 'PACKET_WAIT_EXPIRED', carrier: null, receipt: RECEIPT } as const
    const over = await show(inLanguage(viewAt('result', { visit: visit('result', { outcome }) }), language))
    await over.type(F1)
    expect(flat(over.lines())).not.toContain(texts.help.keepReceipt)
    const open = await show(inLanguage(waiting(), language))
    await open.type(F1)
    expect(flat(open.lines())).toContain(texts.help.keepReceipt)
  })
})

test('the hint of Enter comes with the key', async () => {
  const hint = `Enter ${TEXTS.vi.hints.done}`
  const terminal = await show({ ...waiting(), leaving: 'held' })
  expect(terminal.lines().at(-1)).not.toContain(hint)
  await terminal.show(waiting())
  expect(terminal.lines().at(-1)).toContain(hint)
})

test('a paper with its QR leaves the words first', async () => {
  const paper = { kind: 'printed', code: null, copy: false } as const
  const terminal = await show(waiting({ paper }), { display: LARGE })
  expect(flat(terminal.lines())).toContain(`F4 ${TEXTS.vi.hints.showQr}`)
})

test('nobody is sent to "this counter", or told of tomorrow, by a line that may be down for a week', () => {
  for (const { result } of Object.values(TEXTS)) {
    expect(result.pending.steps.join(' ')).not.toMatch(/tại quầy này|ask here|ngày mai|tomorrow/i)
  }
})
