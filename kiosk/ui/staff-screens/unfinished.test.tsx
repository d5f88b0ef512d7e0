import { afterEach, describe, expect, test } from 'vitest'
import type { UnfinishedOffer } from '../counter-mode.ts'
import { flat } from '../testing/essentials.ts'
import { openCounter } from '../testing/test-counter.tsx'
import { viewAt } from '../testing/test-views.ts'
import { ASSISTED_TEXTS } from '../text/assisted-texts.ts'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import { wordsForOfficer } from '../text/texts.ts'

const NOTE = { packetId: 'p-1', method: 'mobile', fullName: 'LÊ VĂN MẪU', screen: 'form' } as const
const OPEN: UnfinishedOffer = { kind: 'open', at: '09:41', note: NOTE }
const SEALED: UnfinishedOffer = { kind: 'sealed', at: '09:41', note: NOTE, receiptNumber: 'K0007-000012' }
const UNREADABLE: UnfinishedOffer = { kind: 'unreadable', code: 'UNFINISHED_UNREADABLE' }

const opened: ReturnType<typeof openCounter>[] = []
afterEach(() => {
  for (const terminal of opened.splice(0)) terminal.close()
})

async function show(offer: UnfinishedOffer, options: Parameters<typeof openCounter>[1] = {}) {
  const terminal = openCounter(viewAt('welcome'), options)
  opened.push(terminal)
  await terminal.setDesk({ unfinished: offer })
  return terminal
}

/** What stands on the screen as one line: words are wrapped anywhere. */
function read(terminal: ReturnType<typeof openCounter>): string {
  return `${flat(terminal.lines())} ${terminal.text().replace(/\s+/g, ' ')}`
}

describe.each(['vi', 'en'] as const)('what was not finished, in %s', (language) => {
  const words = COUNTER_TEXTS[language].unfinished
  const methods = ASSISTED_TEXTS[language].methods
  const { what, now } = wordsForOfficer(ASSISTED_TEXTS[language], 'UNFINISHED_UNREADABLE')

  test.each([
    [
      'open',
      OPEN,
      [words.question, words.why, words.whose('09:41', NOTE.fullName, methods.mobile), words.takeUp, words.drop],
    ],
    ['sealed', SEALED, [words.sealedQuestion, words.sealedWhy, words.receipt('K0007-000012')]],
    ['unreadable', UNREADABLE, [words.unreadableQuestion, what, now]],
  ] as const)('%s: everything can be read at each size, and is spoken', async (_, offer, texts) => {
    for (const size of [
      { columns: 80, rows: 24 },
      { columns: 100, rows: 30 },
      { columns: 80, rows: 24, screenReader: true },
    ]) {
      const terminal = await show(offer, { ...size, language })
      for (const text of texts) expect(read(terminal), JSON.stringify(size)).toContain(text)
    }
  })

  test('a registration without a name yet says so', async () => {
    const terminal = await show({ ...OPEN, note: { ...NOTE, fullName: ' ' } }, { language })
    expect(read(terminal)).toContain(words.nameless)
  })
})

describe('the keys', () => {
  test('Enter goes on, Delete wipes; F8 and letters do nothing here', async () => {
    const terminal = await show(OPEN)
    await terminal.type('\r')
    await terminal.type('\u001b[3~')
    await terminal.type('x')
    expect(terminal.calls).toEqual(['takeUpUnfinished', 'dropUnfinished'])
  })

  test('what cannot be gone on with is only put away', async () => {
    const terminal = await show(SEALED)
    await terminal.type('\u001b[3~')
    await terminal.type('\r')
    expect(terminal.calls).toEqual(['takeUpUnfinished'])
  })
})
