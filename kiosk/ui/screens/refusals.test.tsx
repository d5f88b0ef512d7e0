import { afterEach, describe, expect, test } from 'vitest'
import type { Outcome } from '../../../flows/base/outcome.ts'
import { inLanguage, openTerminal, type TestTerminalOptions } from '../testing/test-terminal.tsx'
import { RECEIPT, viewAt, visit } from '../testing/test-views.ts'
import type { RefusalCode } from '../text/citizen-faults.ts'
import { TEXTS } from '../text/texts.ts'
import { paperWords } from './paper-words.ts'

const REFUSALS = Object.keys(TEXTS.vi.result.refusals) as RefusalCode[]
const LONGEST_CARRIER = 'Vietnamobile'
/** The longest the paper line gets, with the key that prints again. */
const NOT_PRINTED = { kind: 'not-printed', code: 'PRINTER_NOT_ANSWERING', copy: false } as const

const open: { close: () => void }[] = []
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close()
})

describe.each(['vi', 'en'] as const)('in %s', (language) => {
  const texts = TEXTS[language]

  describe.each([
    ['80x24', { columns: 80, rows: 24 }],
    ['80x24 ASCII', { columns: 80, rows: 24, display: { colours: '16', glyphs: 'ascii' } }],
    ['100x30', { columns: 100, rows: 30 }],
  ] as readonly (readonly [string, TestTerminalOptions & { columns: number; rows: number }])[])('at %s', (_, size) => {
    test.each(
      REFUSALS.flatMap((code) =>
        [null, RECEIPT].flatMap((receipt) =>
          [null, NOT_PRINTED].map((paper) => ({ code, receipt, paper, receiptNumber: receipt?.receiptNumber })),
        ),
      ),
    )('the page of $code shows everything (receipt $receiptNumber, paper $paper.kind)', async (given) => {
      const { code, receipt, paper } = given
      const outcome: Outcome = { kind: 'refused', code, carrier: LONGEST_CARRIER, receipt }
      const view = viewAt('result', { visit: visit('result', { outcome, paper }) })
      const terminal = openTerminal(inLanguage(view, language), size)
      open.push(terminal)
      await terminal.settle()
      expect(terminal.lines()).toHaveLength(size.rows)
      const { title, what, steps } = texts.result.refusals[code](LONGEST_CARRIER)
      const said = flat(terminal.lines())
      const hasQr = /[█▀▄]{20}/.test(terminal.text())
      const told = paperWords({ paper, outcome }, texts, hasQr)
      for (const words of [title, what, ...steps, texts.result.code(code), texts.result.done])
        expect(said).toContain(words)
      for (const words of [receipt?.receiptNumber, told?.text, told ? texts.hints.printAgain : null])
        if (words) expect(said).toContain(words)
      // Where there is room for the code it stays.
      if (receipt && size.columns === 100) expect(hasQr).toBe(true)
    })
  })
})

/** The text of a page without border and QR, its lines joined. */
function flat(lines: readonly string[]): string {
  return lines
    .slice(1, -1)
    .map((line) =>
      line
        .replace(/\u001b\[[\d;]*m/g, '')
        .slice(1, -1)
        .replace(/[█▀▄ ]{30,}$/, '')
        .trim(),
    )
    .join(' ')
    .replace(/\s+/g, ' ')
}
