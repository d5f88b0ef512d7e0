import { afterEach, describe, expect, test } from 'vitest'
import { METHODS, type Method } from '../../../flows/base/terms.ts'
import { prospectOf, type Reach } from '../../../flows/rules/offline.ts'
import { PORTAL_2022 } from '../../../flows/rules/policy-sets.ts'
import { FAKE_OFFICERS } from '../../../flows/testing/fake-staff.ts'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import { flat } from '../testing/essentials.ts'
import { methodViewAt, remote } from '../testing/test-method-views.ts'
import { inLanguage, openTerminal } from '../testing/test-terminal.tsx'
import { opening, viewAt, visit } from '../testing/test-views.ts'
import { TEXTS } from '../text/texts.ts'

const F3 = '\u001bOR'
const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
]
const BARE: Reach = { isOnline: false, canText: false, takesKeys: false }
const FULL: Reach = { isOnline: false, canText: true, takesKeys: true }

const open: { close: () => void }[] = []
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close()
})

async function show(view: VisitView, size = SIZES[0]) {
  const terminal = openTerminal(view, size)
  open.push(terminal)
  await terminal.settle()
  return terminal
}

function at(view: VisitView, reach: Reach): VisitView {
  return { ...view, visit: { ...view.visit, opening: { ...opening(PORTAL_2022), ...reach } } }
}

const conditionsOf = (method: Method, reach: Reach) =>
  at(viewAt('conditions', { visit: visit('conditions', { method, subject: 'citizen' }), mobile: null }), reach)

describe.each(SIZES)('without the line, at $columns columns,', (size) => {
  test.each(['vi', 'en'] as const)('every line of the menu says what comes of it (%s)', async (language) => {
    const texts = TEXTS[language]
    for (const reach of [BARE, FULL]) {
      const terminal = await show(inLanguage(at(viewAt('method'), reach), language), size)
      const lines = terminal.lines()
      for (const method of METHODS.filter((one) => one !== 'vneid' && one !== 'in-person')) {
        const prospect = prospectOf(method, reach)
        const line = lines.find((one) => one.includes(texts.methods[method]))
        expect(line, method).toContain(prospect === 'online' ? texts.method.open : texts.offline.state[prospect])
      }
      terminal.close()
    }
  })

  test.each(METHODS.filter((method) => method !== 'vneid' && method !== 'in-person'))(
    'the conditions of %s say it before anything is begun, whole',
    async (method) => {
      for (const language of ['vi', 'en'] as const) {
        const { offline, conditions, methods } = TEXTS[language]
        for (const reach of [BARE, FULL]) {
          const terminal = await show(inLanguage(conditionsOf(method, reach), language), size)
          const text = flat(terminal.lines())
          const prospect = prospectOf(method, reach)
          if (prospect === 'needs-line') {
            expect(text).toContain(methods['usb-token'])
            expect(text).toContain(offline.needsLine('').split(':')[0])
          } else if (prospect !== 'online') expect(text).toContain(offline.why[prospect])
          for (const item of conditions.methods[method].citizen.items) expect(text).toContain(item)
          terminal.close()
        }
      }
    },
  )

  test('a request that did not get out names the ways that need no line', async () => {
    const cut = remote('vnpost', { transaction: null, trouble: 'LINE_DOWN' })
    const terminal = await show(at(methodViewAt('remote-cut-off', 'vnpost', { remote: cut }), FULL), size)
    const text = flat(terminal.lines())
    expect(text).toContain(TEXTS.vi.faults.LINE_DOWN.what)
    expect(text).toContain(TEXTS.vi.offline.others('Thuê bao di động, Bảo hiểm xã hội, USB ký số, SIM ký số'))
  })

  test('a code by the modem says which way it goes, and what the network said', async () => {
    for (const report of ['delivered', 'unconfirmed'] as const) {
      const view = viewAt('otp-entry')
      const challenge = view.otp?.challenge ? { ...view.otp.challenge, report } : null
      const terminal = await show({ ...view, otp: view.otp && { ...view.otp, challenge } }, size)
      const text = flat(terminal.lines())
      expect(text).toContain(TEXTS.vi.otp.whyByModem[report]('091****678'))
      expect(text).toContain(TEXTS.vi.otp.secrecy)
      terminal.close()
    }
  })
})

describe('the list of ways without the line', () => {
  const names = (terminal: Awaited<ReturnType<typeof show>>) =>
    terminal.lines().flatMap((line) => METHODS.filter((method) => line.includes(TEXTS.vi.methods[method])))

  test('offers first what can be finished, then what can be taken down, then what needs the line', async () => {
    const terminal = await show(at(viewAt('method'), BARE))
    expect(names(terminal)).toEqual([
      'usb-token',
      'mobile',
      'social-insurance',
      'vnpost',
      'sim-pki',
      'remote-signing',
      'vneid',
      'in-person',
    ])
    expect(flat(terminal.lines())).toContain(TEXTS.vi.offline.methodWhy)
    await terminal.type('\r')
    expect(terminal.acts()).toEqual([{ type: 'user.choseMethod', method: 'usb-token' }])
  })

  test('keeps its order under the finger when the line comes back meanwhile', async () => {
    const terminal = await show(at(viewAt('method'), BARE))
    const before = names(terminal)
    await terminal.show(at(viewAt('method'), { ...BARE, isOnline: true }))
    expect(names(terminal)).toEqual(before)
    await terminal.type('\r')
    expect(terminal.acts()).toEqual([{ type: 'user.choseMethod', method: 'usb-token' }])
  })

  test('at a counter every digit stays where the officer knows it, and Enter takes the first that works', async () => {
    const view = at(viewAt('method'), BARE)
    const opening = view.visit.opening && { ...view.visit.opening, officer: FAKE_OFFICERS.gdv01 }
    const terminal = await show({ ...view, visit: { ...view.visit, opening } })
    expect(names(terminal)).toEqual([...METHODS])
    await terminal.type('\r')
    expect(terminal.acts()).toEqual([{ type: 'user.choseMethod', method: 'usb-token' }])
  })

  test('stands as the matrix has it while the line is up', async () => {
    const terminal = await show(at(viewAt('method'), { ...BARE, isOnline: true }))
    expect(names(terminal)).toEqual([...METHODS])
  })
})

test('where a way needs the line the others are to choose from, by digit and by Enter', async () => {
  const terminal = await show(at(viewAt('needs-line'), FULL))
  await terminal.type('2')
  await terminal.type('\r')
  expect(terminal.acts()).toEqual([
    { type: 'user.choseMethod', method: 'social-insurance' },
    { type: 'user.choseMethod', method: 'mobile' },
  ])
  const agency = at(viewAt('needs-line'), BARE)
  const alone = await show({
    ...agency,
    visit: {
      ...agency.visit,
      opening: agency.visit.opening && { ...agency.visit.opening, policy: { ...PORTAL_2022, cells: [] } },
    },
  })
  expect(flat(alone.lines())).toContain(TEXTS.vi.offline.blocked.alone)
  await alone.type('1')
  await alone.type('\r')
  expect(alone.acts().map(({ type }) => type)).not.toContain('user.choseMethod')
})

test('the words change when the line comes back', async () => {
  const terminal = await show(conditionsOf('mobile', BARE))
  expect(flat(terminal.lines())).toContain(TEXTS.vi.offline.why['return-once'])
  await terminal.show(conditionsOf('mobile', { ...BARE, canText: true }))
  expect(flat(terminal.lines())).toContain(TEXTS.vi.offline.why['now-by-modem'])
  await terminal.show(conditionsOf('mobile', { ...BARE, isOnline: true }))
  expect(flat(terminal.lines())).toContain(TEXTS.vi.conditions.methods.mobile.citizen.why)
})

test('a SIM can be put into the reader where its request did not get out', async () => {
  const cut = remote('sim-pki', { transaction: null, trouble: 'LINE_DOWN' })
  const terminal = await show(at(methodViewAt('remote-cut-off', 'sim-pki', { remote: cut }), FULL))
  await terminal.type(F3)
  expect(terminal.acts()).toEqual([{ type: 'user.choseReader' }])
  const bare = await show(at(methodViewAt('remote-cut-off', 'sim-pki', { remote: cut }), BARE))
  await bare.type(F3)
  expect(bare.acts()).toEqual([])
})
