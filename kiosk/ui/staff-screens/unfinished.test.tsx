import { afterEach, describe, expect, test } from 'vitest'
import { FAKE_OFFICERS } from '../../../flows/testing/fake-staff.ts'
import type { UnfinishedOffer } from '../counter-mode.ts'
import { flat } from '../testing/essentials.ts'
import { openCounter } from '../testing/test-counter.tsx'
import { viewAt } from '../testing/test-views.ts'
import { ASSISTED_TEXTS } from '../text/assisted-texts.ts'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import { TEXTS, wordsForOfficer } from '../text/texts.ts'

const NOTE = { packetId: 'p-1', method: 'mobile', fullName: 'LÊ VĂN MẪU', screen: 'form' } as const
const OPEN: UnfinishedOffer = { kind: 'open', at: '09:41', note: NOTE }
const SEALED: UnfinishedOffer = {
  kind: 'sealed',
  at: '09:41',
  note: NOTE,
  receiptNumber: 'K0007-000012',
  paper: 'maybe',
}
const UNREADABLE: UnfinishedOffer = { kind: 'unreadable', code: 'UNFINISHED_UNREADABLE' }

const EARLIER: UnfinishedOffer = { kind: 'earlier', at: '09:41', day: '2026-11-22', officer: FAKE_OFFICERS.gdv01 }

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
      [
        words.question,
        words.why,
        words.whose('09:41', NOTE.fullName, methods.mobile),
        words.takeUp,
        words.putAside,
        words.drop,
      ],
    ],
    ['sealed', SEALED, [words.sealedQuestion, words.sealedWhy, words.receipt('K0007-000012'), words.paper.maybe ?? '']],
    [
      'earlier',
      EARLIER,
      [
        words.earlierQuestion,
        words.earlierWhy,
        words.earlierWhose(FAKE_OFFICERS.gdv01.name, 'gdv01', '09:41', '22/11/2026'),
        words.earlierReceipt,
        words.earlierNow,
      ],
    ],
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

const DELETE = '\u001b[3~'
const F3 = '\u001bOR'
const F7 = '\u001b[18~'

describe('the keys', () => {
  test('Enter goes on, Esc puts aside, Delete wipes; letters do nothing here', async () => {
    const terminal = await show(OPEN)
    for (const keys of ['\r', '\u001b', DELETE, 'x', F3]) await terminal.type(keys)
    expect(terminal.calls).toEqual(['takeUpUnfinished', 'putAsideUnfinished', 'dropUnfinished'])
  })

  test('what cannot be gone on with is only put away', async () => {
    const terminal = await show(UNREADABLE)
    for (const keys of [DELETE, '\u001b', F3, '\r']) await terminal.type(keys)
    expect(terminal.calls).toEqual(['takeUpUnfinished'])
  })

  test.each([
    ['maybe', ['printUnfinished', 'takeUpUnfinished']],
    ['printing', ['takeUpUnfinished']],
    ['no-printer', ['takeUpUnfinished']],
  ] as const)('a slip that is %s', async (paper, calls) => {
    const terminal = await show({ ...SEALED, paper })
    for (const keys of [DELETE, F3, '\r']) await terminal.type(keys)
    expect(terminal.calls).toEqual(calls)
  })

  test('the footer has the keys that work, and no F10', async () => {
    const terminal = await show(OPEN)
    const footer = terminal.lines().at(-1) ?? ''
    expect(footer).toContain(`Esc ${TEXTS.vi.hints.putAside}`)
    expect(footer).not.toContain('F10')
    expect(terminal.text()).toContain(`Delete ${TEXTS.vi.hints.dropUnfinished}`)
  })

  test('what was put aside is opened from the home screen, and stands in the last line', async () => {
    const terminal = openCounter(viewAt('welcome'))
    opened.push(terminal)
    await terminal.type(F7)
    expect(terminal.calls).toEqual([])
    await terminal.setDesk({ asideCount: 2 })
    expect(terminal.text()).toContain(COUNTER_TEXTS.vi.bar.aside(2))
    expect(read(terminal)).toContain(COUNTER_TEXTS.vi.home.aside(2))
    await terminal.type(F7)
    expect(terminal.calls).toEqual(['openAside'])
  })
})

describe.each([OPEN, SEALED, EARLIER, UNREADABLE])('the next citizen wanted over one that is $kind', (offer) => {
  test('is answered', async () => {
    const terminal = await show(offer, { columns: 80, rows: 24 })
    expect(read(terminal)).not.toContain(COUNTER_TEXTS.vi.unfinished.first)
    await terminal.setDesk({ wasHeldUp: true })
    expect(read(terminal)).toContain(COUNTER_TEXTS.vi.unfinished.first)
  })
})
