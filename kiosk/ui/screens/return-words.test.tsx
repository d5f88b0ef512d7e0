import { afterEach, describe, expect, test } from 'vitest'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import { SAMPLE_RECEIPT } from '../../../flows/testing/fake-returns.ts'
import { flat } from '../testing/essentials.ts'
import { returning } from '../testing/test-return-views.ts'
import { inLanguage, openTerminal } from '../testing/test-terminal.tsx'
import { viewAt } from '../testing/test-views.ts'
import { TEXTS } from '../text/texts.ts'

const SCANNED = SAMPLE_RECEIPT
const TYPED = { ...SAMPLE_RECEIPT, packetId: null }

const open: { close: () => void }[] = []
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close()
})

async function textOf(view: ReturnType<typeof viewAt>, language: 'vi' | 'en' = 'vi') {
  const terminal = openTerminal(inLanguage(view, language), { columns: 80, rows: 24 })
  open.push(terminal)
  await terminal.settle()
  return flat(terminal.lines())
}

describe.each(['vi', 'en'] as const)('a receipt nothing is told of, in %s', (language) => {
  const { unknown } = TEXTS[language].returns
  const on = (problem: FaultCode, receipt: typeof SCANNED | typeof TYPED) =>
    textOf(viewAt('return-unknown', { returning: returning({ receipt, problem }) }), language)

  test('each case is told in words of its own, and none promises that the receipt is good', async () => {
    const told = [
      [await on('RECEIPT_UNKNOWN', SCANNED), unknown.why.scanned, unknown.keep],
      [await on('RECEIPT_UNKNOWN', TYPED), unknown.why.typed, unknown.scanCode],
      [await on('RECEIPT_NOT_GIVEN', TYPED), unknown.why.notGiven, unknown.scanCode],
      [await on('RATE_LIMITED', TYPED), unknown.why.notAsked, unknown.scanCode],
    ] as const
    for (const [text, why, advice] of told) {
      expect(text).toContain(why)
      expect(text).toContain(advice)
      expect(text).not.toMatch(/còn? giá trị|is still good/)
    }
  })

  test('without the line nothing is promised of a file that was not looked up; of one that was, it is', async () => {
    const { lineDown } = TEXTS[language].returns
    const on = (changes: Parameters<typeof returning>[0]) =>
      textOf(viewAt('return-line-down', { returning: returning(changes) }), language)
    const unseen = await on({ receipt: SCANNED, waiting: null })
    expect(unseen).toContain(lineDown.unseen.why)
    expect(unseen).not.toContain(lineDown.why)
    expect(await on({ receipt: TYPED, waiting: null })).toContain(lineDown.unseen.question)
    expect(await on({})).toContain(lineDown.why)
  })
})
