/** Every registration in its assisted form: the screens speak to the officer about the citizen, and what is secret or agreed to keeps the citizen's words (product.md §3, §5). */
import { afterEach, describe, expect, test } from 'vitest'
import type { Outcome } from '../../../flows/base/outcome.ts'
import type { VisitScreen, VisitView } from '../../../flows/visit/visit-view.ts'
import { essentials, flat } from '../testing/essentials.ts'
import { inPerson, openCounter, TELLER } from '../testing/test-counter.tsx'
import { allDeviceViews } from '../testing/test-device-views.ts'
import { allMethodViews, methodViewAt } from '../testing/test-method-views.ts'
import { allViews, RECEIPT, viewAt, visit } from '../testing/test-views.ts'
import { ASSISTED_TEXTS } from '../text/assisted-texts.ts'
import type { RefusalCode } from '../text/citizen-faults.ts'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import { TEXTS } from '../text/texts.ts'

type Opened = ReturnType<typeof openCounter>
const opened: Opened[] = []

async function show(...args: Parameters<typeof openCounter>): Promise<Opened> {
  const terminal = openCounter(...args)
  opened.push(terminal)
  await terminal.settle()
  return terminal
}

afterEach(() => {
  for (const terminal of opened.splice(0)) terminal.close()
})

/** A counter has its own in the place of these, or an officer never meets them. */
const ELSEWHERE: readonly VisitScreen[] = [
  'welcome',
  'field',
  'captcha',
  'captcha-wait',
  'review',
  'form',
  'attest',
  'staff-sign-in',
]
const isMet = (name: string, { screen }: VisitView) =>
  !ELSEWHERE.includes(screen) &&
  !/^return-receipt$|^conditions$|conditions of (mobile|social-insurance|in-person)/.test(name)
/** Typed, read or agreed to by the citizen alone; questions of the adviser are read aloud. */
const OF_CITIZENS: readonly VisitScreen[] = ['password', 'terms', 'token-pin', 'adviser-question']

const REFUSALS = Object.keys(TEXTS.vi.result.refusals) as RefusalCode[]

function refusal(code: RefusalCode, changes: Partial<Extract<Outcome, { kind: 'refused' }>> = {}): VisitView {
  const outcome: Outcome = { kind: 'refused', code, carrier: 'Vietnamobile', receipt: null, ...changes }
  return viewAt('result', { visit: visit('result', { outcome, method: 'social-insurance' }) })
}

const views: readonly (readonly [string, VisitView])[] = [
  ...[...allViews(), ...allMethodViews()].filter(([name, view]) => isMet(name, view)),
  ...allDeviceViews(['card-key', 'card-wait', 'card-reading', 'card-read'])
    .filter(([, { screen }]) => screen?.startsWith('card') || screen?.startsWith('token'))
    .map(([name, device]): readonly [string, VisitView] => [
      `device: ${name}`,
      methodViewAt(device.screen ?? 'card-wait', 'in-person', { device, inPerson: inPerson() }),
    ]),
  ...REFUSALS.map((code) => [`refused: ${code}`, refusal(code, { receipt: RECEIPT })] as const),
]

const SIZES = [
  ['80x24', { columns: 80, rows: 24 }],
  ['80x24 ASCII', { columns: 80, rows: 24, display: { colours: '16', glyphs: 'ascii' } }],
  ['100x30', { columns: 100, rows: 30 }],
] as const

const CITIZENS_WORDS = { vi: /Quý khách|Ông\/Bà|gọi nhân viên/, en: /\byours?\b|our staff/i } as const
const STYLES = /\u001b\[[\d;]*m/g

describe.each(['vi', 'en'] as const)('in %s', (language) => {
  const texts = ASSISTED_TEXTS[language]

  describe.each(SIZES)('at %s', (_, size) => {
    test.each(views)('%s speaks to the officer, and all of it is there', async (name, view) => {
      const terminal = await show(view, { ...size, language })
      const lines = terminal.lines().map((line) => line.replace(STYLES, ''))
      expect(lines).toHaveLength(size.rows)
      for (const line of lines) expect([...line.normalize('NFC')].length, line).toBe(size.columns)
      const text = flat(lines)
      if (!OF_CITIZENS.includes(view.screen)) expect(text).not.toMatch(CITIZENS_WORDS[language])
      if (!name.startsWith('device')) {
        const hasQr = /[█▀▄]{20}/.test(lines.join('\n'))
        for (const words of essentials(view, language, hasQr, texts)) expect(text).toContain(words)
      }
    })
  })

  test.each(views)('a screen reader hears %s as the officer reads it', async (_, view) => {
    const terminal = await show(view, { language, screenReader: true })
    const said = terminal.text().replace(/\s+/g, ' ')
    if (!OF_CITIZENS.includes(view.screen)) expect(said).not.toMatch(CITIZENS_WORDS[language])
    expect(said).not.toMatch(/[│┌└█▀▄]/)
  })

  test.each(views)('the help of %s is for the officer and fits 80x24', async (_, view) => {
    const terminal = await show(view, { language })
    await terminal.type('\u001bOP')
    const text = flat(terminal.lines())
    for (const words of [texts.help.title, texts.help.close]) expect(text).toContain(words)
    if (!OF_CITIZENS.includes(view.screen)) expect(text).not.toMatch(CITIZENS_WORDS[language])
  })

  test.each(['password', 'terms'] as const)('%s keeps the citizen’s words, with their help', async (screen) => {
    expect(texts[screen]).toEqual(TEXTS[language][screen])
    expect(texts.devices.token.pin).toEqual(TEXTS[language].devices.token.pin)
    const terminal = await show(viewAt(screen), { language })
    expect(flat(terminal.lines())).toContain(TEXTS[language][screen].question)
  })
})

describe('details that differ from the insurance record', () => {
  const view = refusal('INSURANCE_MISMATCH', { fields: ['fullName', 'birthDate', 'somethingNew'] })

  test.each(['vi', 'en'] as const)('are told to the officer, not to be told on, in %s', async (language) => {
    const { labels, differs, fieldOther } = COUNTER_TEXTS[language]
    const words = differs([labels.fullName, labels.birthDate, fieldOther].join(', '))
    const terminal = await show(view, { language })
    expect(flat(terminal.lines())).toContain(words)
    const spoken = await show(view, { language, screenReader: true })
    expect(spoken.text().replace(/\s+/g, ' ')).toContain(words)
  })

  test('all of them, with a receipt and paper that failed, lie over nothing at 80x24', async () => {
    const paper = { kind: 'not-printed', code: 'PRINTER_NOT_ANSWERING', copy: false } as const
    const outcome: Outcome = {
      kind: 'refused',
      code: 'INSURANCE_MISMATCH',
      carrier: null,
      receipt: RECEIPT,
      fields: ['idNumber', 'fullName', 'birthDate'],
    }
    const full = viewAt('result', { visit: visit('result', { outcome, paper, method: 'social-insurance' }) })
    const terminal = await show(full, {})
    const text = flat(terminal.lines())
    const { title, what, steps } = ASSISTED_TEXTS.vi.result.refusals.INSURANCE_MISMATCH(null)
    const { labels, differs } = COUNTER_TEXTS.vi
    const told = differs([labels.idNumber, labels.fullName, labels.birthDate].join(', '))
    for (const words of [title, what, ...steps, told, RECEIPT.receiptNumber, ASSISTED_TEXTS.vi.result.done])
      expect(text).toContain(words)
  })
})

describe('a chip that is not read', () => {
  const at = (screen: 'card-key' | 'card-wait', officer: typeof TELLER | null) => {
    const [, device] = allDeviceViews([screen]).find(([name]) => name === screen) ?? []
    if (!device) throw new Error('no such view')
    return methodViewAt(screen, 'in-person', { device, inPerson: inPerson({ officer }) })
  }

  test.each(['card-key', 'card-wait'] as const)('%s: F4 goes on by eye, and says so', async (screen) => {
    for (const language of ['vi', 'en'] as const) {
      const terminal = await show(at(screen, TELLER), { language })
      expect(terminal.text()).toContain(`F4 ${TEXTS[language].hints.withoutChip}`)
      await terminal.type('\u001bOS')
      expect(terminal.acts()).toEqual([{ type: 'user.deferred' }])
    }
  })

  test.each(['card-key', 'card-wait'] as const)('%s: without an officer F4 is no key', async (screen) => {
    const terminal = await show(at(screen, null))
    await terminal.type('\u001bOS')
    expect(terminal.acts()).toEqual([])
    expect(terminal.text()).not.toContain(TEXTS.vi.hints.withoutChip)
  })
})
