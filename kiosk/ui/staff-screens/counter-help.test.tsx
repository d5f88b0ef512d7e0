import { afterEach, describe, expect, test } from 'vitest'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import type { DeskState, UnfinishedOffer } from '../counter-mode.ts'
import { counterViews, openCounter } from '../testing/test-counter.tsx'
import { viewAt, visit } from '../testing/test-views.ts'

const NOTE = { packetId: 'p-1', method: 'mobile', fullName: 'LÊ VĂN MẪU', screen: 'form' } as const
const OPEN: UnfinishedOffer = { kind: 'open', at: '09:41', note: NOTE }
const SEALED: UnfinishedOffer = {
  kind: 'sealed',
  at: '09:41',
  note: NOTE,
  receiptNumber: 'K0007-000012',
  paper: 'not-printed',
}
const F1 = '\u001bOP'

const opened: ReturnType<typeof openCounter>[] = []
afterEach(() => {
  for (const terminal of opened.splice(0)) terminal.close()
})

/** Keys as they are printed on a screen, each once. */
function keysOn(lines: readonly string[]): readonly string[] {
  return [...new Set(lines.join(' ').match(/\b(Enter|Esc|Delete|Backspace|F\d{1,2})\b/g) ?? [])]
}

const SCREENS: readonly (readonly [string, VisitView, Partial<DeskState>])[] = [
  ...counterViews().map(([name, view]) => [name, view, {}] as const),
  ['home, one put aside', viewAt('welcome'), { asideCount: 1 }],
  ['unfinished', viewAt('welcome'), { unfinished: OPEN }],
  ['unfinished, sealed', viewAt('welcome'), { unfinished: SEALED }],
  ['method', viewAt('method'), {}],
  [
    'result with a slip',
    viewAt('result', { visit: { ...visit('result'), paper: { kind: 'printed', code: null, copy: false } } }),
    {},
  ],
]

describe.each(['vi', 'en'] as const)('the help of the counter, %s', (language) => {
  test.each(SCREENS)('of %s tells of every key the page and its borders name', async (_, view, desk) => {
    const officer =
      view.screen.startsWith('staff-') && view.staffSession?.purpose !== 'confirm' ? { officer: null } : {}
    const terminal = openCounter(view, { columns: 80, rows: 24, language, ...officer })
    opened.push(terminal)
    await terminal.setDesk(desk)
    const named = keysOn(terminal.lines())
    expect(named).toContain('F1')
    await terminal.type(F1)
    const told = terminal.lines().slice(1, -1)
    for (const key of named) expect(keysOn(told), told.join('\n')).toContain(key)
  })
})
