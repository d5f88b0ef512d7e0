import { afterEach, describe, expect, test } from 'vitest'
import type { Language } from '../../../flows/base/terms.ts'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import { flat } from '../testing/essentials.ts'
import {
  attestView,
  counterViews,
  formView,
  openCounter,
  session,
  TECHNICIAN,
  TELLER,
} from '../testing/test-counter.tsx'
import { DRAFT, viewAt } from '../testing/test-views.ts'
import { ASSISTED_TEXTS } from '../text/assisted-texts.ts'
import { CALL_BACK_TEXTS } from '../text/call-back-texts.ts'
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

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  { columns: 80, rows: 24, display: { colours: 'none', glyphs: 'ascii' } },
] as const

/** What a person must be able to read on a screen of the counter. */
function needed(view: VisitView, language: Language): readonly string[] {
  const words = COUNTER_TEXTS[language]
  const { signIn, locked, none, attest, home, checking } = words
  switch (view.screen) {
    case 'staff-sign-in':
      return [
        signIn.code,
        signIn.pin,
        signIn.byToken,
        view.staffSession?.purpose === 'confirm' ? signIn.confirmQuestion : signIn.question,
      ]
    case 'staff-checking':
      return [checking.question]
    case 'staff-locked':
      return [locked.question, locked.left('04:32'), locked.others]
    case 'staff-none':
      return [none.question, none.retry, ...(view.staffSession ? [none.command] : [])]
    case 'welcome':
      return [
        home.question,
        home.officer(TELLER.name, words.roles.teller),
        home.start,
        ASSISTED_TEXTS[language].hints.haveReceipt,
        ASSISTED_TEXTS[language].hints.callBacks,
      ]
    case 'call-backs': {
      const list = CALL_BACK_TEXTS[language]
      const { callBacks = [], problem = null } = view.callBacks ?? {}
      if (problem !== null) return [list.away, list.awayWhy, list.waitingHere(7), list.retry]
      if (callBacks.length === 0) return [list.none, list.noneWhy]
      return [list.question, list.why(callBacks.length), list.say, '0982000000', 'Nguyễn Thị Thử', '22/12/2026']
    }
    case 'form':
      return (view.form?.fields ?? []).map((field) => words.labels[field])
    case 'attest':
      return [attest.question, ...attest.checks, attest.yes, attest.no]
    case 'otp-entry':
      return [words.keyboard, ASSISTED_TEXTS[language].otp.question]
    case 'token-pin':
      return [words.keyboard, TEXTS[language].devices.token.pin.question]
    case 'password':
    case 'terms':
      return [words.keyboard, TEXTS[language][view.screen].question]
    default:
      throw new Error(`${view.screen} is no screen of the counter's own`)
  }
}

describe.each(['vi', 'en'] as const)('in %s', (language) => {
  describe.each(SIZES)('at $columns x $rows, $display.glyphs', (size) => {
    test.each(counterViews())('%s has all its words, in the frame', async (_, view) => {
      const terminal = await show(view, { ...size, language })
      const lines = terminal.lines()
      expect(lines).toHaveLength(size.rows)
      for (const line of lines) expect([...line.normalize('NFC')].length).toBeLessThanOrEqual(size.columns)
      const text = flat(lines)
      for (const word of needed(view, language)) expect(text).toContain(word)
      if ('display' in size) expect(text).not.toMatch(/[^\p{Script=Latin}\p{N}\p{M}\p{ASCII}\n]/u)
    })
  })

  test.each(counterViews())('a screen reader hears %s', async (_, view) => {
    const terminal = await show(view, { screenReader: true, language })
    const said = terminal.text().replace(/\s+/g, ' ')
    for (const word of needed(view, language)) expect(said).toContain(word)
    expect(said).toContain(COUNTER_TEXTS[language].bar.label)
    expect(said).not.toMatch(/[│┌└█▀▄]/)
  })

  test.each(counterViews())('help on %s fits 80x24', async (_, view) => {
    const terminal = await show(view, { language })
    await terminal.type('\u001bOP')
    const text = flat(terminal.lines())
    const { help } = TEXTS[language]
    for (const words of [help.title, help.close, COUNTER_TEXTS[language].keys.handOverLong])
      expect(text).toContain(words)
  })

  test('a technician is told that no registration is theirs, with the key to hand over', async () => {
    const terminal = await show(viewAt('welcome'), { language, officer: TECHNICIAN })
    const words = COUNTER_TEXTS[language]
    const text = terminal.text().replace(/\s+/g, ' ')
    for (const word of [words.home.noDuty, TEXTS[language].staffFaults.STAFF_ROLE.what, words.keys.handOver])
      expect(text).toContain(word)
    expect(text).not.toContain(words.home.start)
  })
})

describe('the sign-in', () => {
  const view = counterViews()[0]?.[1] as VisitView

  test('hands over code and PIN once, the PIN as a handle, and draws no digit of it', async () => {
    const terminal = await show(view)
    await terminal.type('GDV01\t284917')
    expect(terminal.text()).not.toContain('284917')
    expect(terminal.text()).toContain('••••••')
    await terminal.type('\r')
    const [event] = terminal.acts()
    expect(event).toMatchObject({ type: 'user.staffSignedIn', code: 'gdv01' })
    expect(JSON.stringify(event)).not.toContain('284917')
    expect(event?.type === 'user.staffSignedIn' && terminal.secrets.redeem(event.pin)).toBe('284917')
    expect(terminal.acts()).toHaveLength(1)
  })

  test('Enter goes from code to PIN, and says what is missing', async () => {
    const terminal = await show(view)
    await terminal.type('\r')
    expect(flat(terminal.lines())).toContain(COUNTER_TEXTS.vi.signIn.codeFlaw)
    await terminal.type('gdv01\r')
    await terminal.type('\r')
    expect(flat(terminal.lines())).toContain(COUNTER_TEXTS.vi.signIn.pinEmpty)
    expect(terminal.acts()).toEqual([])
  })

  test('F3 is for a token', async () => {
    const terminal = await show(view)
    await terminal.type('\u001bOR')
    expect(terminal.acts()).toEqual([{ type: 'user.choseToken' }])
  })

  test('tells the tries left after a wrong PIN, until the next letter', async () => {
    const wrong = counterViews()[1]?.[1] as VisitView
    const terminal = await show(wrong)
    expect(terminal.text()).toContain(COUNTER_TEXTS.vi.signIn.triesLeft(4))
    await terminal.type('g')
    expect(terminal.text()).not.toContain(COUNTER_TEXTS.vi.signIn.triesLeft(4))
  })

  test('without accounts Enter looks again', async () => {
    const none = counterViews().find(([name]) => name === 'staff-none')?.[1] as VisitView
    const terminal = await show(none)
    await terminal.type('\r')
    expect(terminal.acts()).toEqual([{ type: 'user.retried' }])
  })
})

test('an officer who signs in with a token types the PIN alone: no word of a citizen', async () => {
  const view = counterViews().find(([name]) => name === 'token-pin')?.[1] as VisitView
  const terminal = await show({ ...view, staffSession: session() })
  expect(flat(terminal.lines())).not.toContain(COUNTER_TEXTS.vi.keyboard)
})

describe('the dense form', () => {
  test('is typed through with Tab and sent off with one Enter', async () => {
    const terminal = await show(formView())
    await terminal.type('046204001234\tLee Vawn Maaux\t29022004\t0912345678\r')
    expect(terminal.acts()).toEqual([
      { type: 'user.answered', field: 'idNumber', text: '046204001234' },
      { type: 'user.answered', field: 'fullName', text: 'Lê Văn Mẫu' },
      { type: 'user.answered', field: 'birthDate', text: '29/02/2004' },
      { type: 'user.answered', field: 'phone', text: '0912345678' },
      { type: 'user.confirmed' },
    ])
  })

  test('marks what is from the card, and puts each problem at the end of its line', async () => {
    const filled = await show(formView({ draft: DRAFT, card: (await import('../testing/test-views.ts')).CARD }))
    expect(filled.lines().filter((line) => line.includes(TEXTS.vi.field.fromCard))).toHaveLength(3)
    const wrong = await show(counterViews().find(([name]) => name === 'form, with problems')?.[1] as VisitView)
    const { labels, flaws, form } = COUNTER_TEXTS.vi
    const line = wrong.lines().find((each) => each.includes(`▸ ${labels.idNumber}`))
    expect(line).toMatch(new RegExp(`${flaws.ID_NUMBER_FORMAT} *│$`))
    expect(flat(wrong.lines())).toContain(form.problems(3, `${labels.idNumber}, ${labels.phone}, ${labels.email}`))
    expect(wrong.lines()[0]).toContain(TEXTS.vi.frame.subtitleProblem)
  })

  test('a scan that the flow took stands in the fields, the cursor in the first open one', async () => {
    const terminal = await show(formView())
    const { CARD } = await import('../testing/test-views.ts')
    await terminal.show(formView({ draft: { ...DRAFT, phone: '' }, card: CARD, field: 'phone' }))
    expect(terminal.text()).toContain('Lê Văn Mẫu')
    await terminal.type('0912345678\r')
    expect(terminal.acts()).toEqual([
      { type: 'user.answered', field: 'phone', text: '0912345678' },
      { type: 'user.confirmed' },
    ])
  })
})

describe('the comparison', () => {
  test.each([
    ['\r', 'user.attested'],
    ['\u001b[B\r', 'user.declined'],
    ['\u001bOR', 'user.retried'],
  ])('%j tells %s', async (keys, type) => {
    const terminal = await show(attestView())
    await terminal.type(keys)
    expect(terminal.acts()).toEqual([{ type }])
  })

  test('without a reader F3 is no key', async () => {
    const terminal = await show(attestView({ hasCardReader: false }))
    await terminal.type('\u001bOR')
    expect(terminal.acts()).toEqual([])
    expect(terminal.text()).not.toContain(`F3 ${TEXTS.vi.hints.readAgain}`)
  })

  test('shows a difference letter by letter', async () => {
    const differing = counterViews().find(([name]) => name === 'attest, name differs')?.[1] as VisitView
    const terminal = await show(differing)
    expect(terminal.lines().some((line) => /^│ +\^ +│$/.test(line))).toBe(true)
    expect(flat(terminal.lines())).toContain(COUNTER_TEXTS.vi.attest.differs(1).split(',')[0] ?? '')
  })
})

describe('the desk', () => {
  test('F9 hands over, F8 takes the next citizen, and nothing reaches the visit', async () => {
    const terminal = await show(formView())
    await terminal.type('\u001b[20~')
    await terminal.type('\u001b[19~')
    expect(terminal.calls).toEqual(['handOver', 'nextCitizen'])
    expect(terminal.acts()).toEqual([])
  })

  test.each([
    ['\u001b[20~', 'handOver'],
    ['\r', 'handOver'],
    ['x', 'stay'],
    ['\u001b[21~', 'stay'],
  ])('asked whether to wipe, %j is %s and nothing else; what was typed is hidden meanwhile', async (key, call) => {
    const terminal = await show(formView({ draft: DRAFT }))
    expect(terminal.text()).toContain('Lê Văn Mẫu')
    await terminal.setDesk({ isAsking: true })
    expect(terminal.text()).not.toContain('Lê Văn Mẫu')
    expect(flat(terminal.lines())).toContain(COUNTER_TEXTS.vi.asking.now)
    await terminal.type(key)
    expect(terminal.calls).toEqual([call])
    expect(terminal.acts()).toEqual([])
  })

  test('the status bar tells who is signed in, devices, line, outbox and its age', async () => {
    const status = {
      troubles: [{ device: 'printer', code: 'PRINTER_PAPER_OUT' }],
      line: 'offline',
      outboxCount: 3,
      outboxAgeMs: 2 * 3_600_000,
    } as const
    const terminal = await show(formView(), { status, columns: 100, rows: 30 })
    const { bar } = COUNTER_TEXTS.vi
    const line = terminal.lines().at(-2) ?? ''
    for (const word of [
      TELLER.code,
      TELLER.name,
      bar.line.offline,
      TEXTS.vi.troubles.device.printer,
      bar.outbox(3),
      bar.hours(2),
    ])
      expect(line).toContain(word)
  })
})
