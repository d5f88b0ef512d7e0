import { afterEach, describe, expect, test } from 'vitest'
import type { VisitNotice } from '../../../flows/visit/notice.ts'
import { flat } from '../testing/essentials.ts'
import { inLanguage, openTerminal } from '../testing/test-terminal.tsx'
import { viewAt, visit } from '../testing/test-views.ts'
import { TEXTS, wordsForFault } from '../text/texts.ts'

const open: { close: () => void }[] = []
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close()
})

async function textOf(
  view: ReturnType<typeof viewAt>,
  language: 'vi' | 'en',
  scanner: 'ready' | 'off' | 'absent' | 'lost' = 'ready',
) {
  const terminal = openTerminal(inLanguage(view, language), { columns: 80, rows: 24, status: { scanner } })
  open.push(terminal)
  await terminal.settle()
  return flat(terminal.lines())
}

describe.each(['vi', 'en'] as const)('%s: what was held to the scanner is no receipt', (language) => {
  const texts = TEXTS[language]
  const { scans } = texts.returns.receipt

  test.each([
    ['SCAN_NOT_A_CARD', scans.other],
    ['SCAN_TOO_LONG', scans.other],
    ['SCAN_EMPTY', scans.unread],
    ['SCAN_DAMAGED', scans.unread],
    ['SCAN_INCOMPLETE', scans.unread],
    ['CARD_NOT_NEEDED', scans.card],
  ] as const)('%s is told in words of the receipt', async (code, words) => {
    for (const screen of ['return-receipt', 'return-unknown', 'return-found'] as const) {
      const page = await textOf(viewAt(screen, { visit: visit(screen, { notice: { code } as VisitNotice }) }), language)
      expect(page).toContain(words)
      if (code !== 'CARD_NOT_NEEDED') expect(page).not.toContain(wordsForFault(texts, code).what)
    }
  })

  test('while the code is typed nothing is asked for', async () => {
    const at = { errand: 'return', notice: { code: 'SCAN_NOT_A_CARD' } } as const
    const page = await textOf(viewAt('otp-entry', { visit: visit('otp-entry', at) }), language)
    expect(page).toContain(scans.notNeeded)
  })

  test('in a registration it is still a card that is asked for', async () => {
    const page = await textOf(
      viewAt('field', { visit: visit('field', { notice: { code: 'SCAN_NOT_A_CARD' } }) }),
      language,
    )
    expect(page).toContain(texts.faults.SCAN_NOT_A_CARD.what)
  })
})

describe.each(['vi', 'en'] as const)('%s: a machine that cannot read receipts now', (language) => {
  const { returns, hints } = TEXTS[language]

  test.each(['off', 'absent', 'lost'] as const)('does not offer it, and says where (%s)', async (scanner) => {
    const welcome = await textOf(viewAt('welcome'), language, scanner)
    expect(welcome).not.toContain(returns.welcome)
    expect(welcome).not.toContain(hints.haveReceipt)
    expect(welcome).toContain(returns.welcomeElsewhere)
    const page = await textOf(viewAt('return-receipt'), language, scanner)
    expect(page).toContain(returns.receipt.noScanner.question)
    expect(page).toContain(returns.receipt.noScanner.why)
    expect(page).not.toContain(returns.receipt.question)
  })

  test('offers it once the scanner is there', async () => {
    const welcome = await textOf(viewAt('welcome'), language)
    expect(welcome).toContain(returns.welcome)
    expect(welcome).toContain(hints.haveReceipt)
    expect(await textOf(viewAt('return-receipt'), language)).toContain(returns.receipt.question)
  })
})
