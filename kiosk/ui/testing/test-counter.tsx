/** An assisted counter for tests of its screens: views of officer's screens, a desk that the test sets, and the real app around them. All persons are invented. */
import { getInitialSnapshot } from 'xstate'
import type { Language } from '../../../flows/base/terms.ts'
import type { FormContext } from '../../../flows/form/form.flow.ts'
import { fieldsOf } from '../../../flows/form/method-fields.ts'
import { comparisonOf } from '../../../flows/in-person/attestation.ts'
import { type InPersonContext, inPersonFlow } from '../../../flows/in-person/in-person.flow.ts'
import type { Officer } from '../../../flows/ports/staff.port.ts'
import { freshSession, type StaffSessionContext } from '../../../flows/staff/session-context.ts'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import type { CounterDesk, DeskState } from '../counter-mode.ts'
import { counterPresentation } from '../staff-screens/counter-presentation.tsx'
import type { PortraitPictures } from '../staff-screens/portrait-pictures.ts'
import { deviceViewAt, readCard, reading } from './test-device-views.ts'
import { allMethodViews } from './test-method-views.ts'
import { callBacks } from './test-return-views.ts'
import { inLanguage, openTerminal, settable, type TestTerminalOptions } from './test-terminal.tsx'
import { CARD, DRAFT, form, registration, viewAt, visit } from './test-views.ts'

export const TELLER: Officer = { staffId: 'staff-1', code: 'gdv01', name: 'Phạm Thị Mẫu', role: 'teller' }
export const TECHNICIAN: Officer = { staffId: 'staff-4', code: 'kt01', name: 'Hoàng Văn Mẫu', role: 'technician' }

/** Shows a view at a counter; `desk.calls` tells what was asked of it. */
export function openCounter(
  view: VisitView,
  options: TestTerminalOptions & {
    readonly officer?: Officer | null
    readonly language?: Language
    readonly pictures?: PortraitPictures
  } = {},
) {
  const { officer = TELLER, language = 'vi', pictures, ...terminal } = options
  const state = settable<DeskState>({ officer, isAsking: false, unfinished: null, asideCount: 0, wasHeldUp: false })
  const calls: string[] = []
  const desk: CounterDesk = {
    getSnapshot: state.getSnapshot,
    subscribe: state.subscribe,
    handOver: () => void calls.push('handOver'),
    stay: () => void calls.push('stay'),
    nextCitizen: () => void calls.push('nextCitizen'),
    takeUpUnfinished: () => void calls.push('takeUpUnfinished'),
    dropUnfinished: () => void calls.push('dropUnfinished'),
    putAsideUnfinished: () => void calls.push('putAsideUnfinished'),
    openAside: () => void calls.push('openAside'),
    printUnfinished: () => void calls.push('printUnfinished'),
  }
  const opened = openTerminal(inLanguage(view, language), { ...terminal, counter: counterPresentation(desk, pictures) })
  return {
    ...opened,
    calls,
    async setDesk(next: Partial<DeskState>) {
      state.set({ ...state.getSnapshot(), ...next })
      await opened.settle()
    },
  }
}

export function session(changes: Partial<StaffSessionContext> = {}): StaffSessionContext {
  return { ...freshSession({ purpose: 'session', attester: null }), ...changes }
}

/** The dense form of a method before its proof, with nothing in it or as changed. */
export function denseForm(changes: Partial<FormContext> = {}): FormContext {
  const empty = Object.fromEntries(Object.keys(DRAFT).map((field) => [field, ''])) as typeof DRAFT
  return form({ style: 'dense', draft: empty, captcha: false, ...changes })
}

export function formView(changes: Partial<FormContext> = {}): VisitView {
  return viewAt('form', { form: denseForm(changes), mobile: null })
}

/** A comparison: typed answers beside whatever `changes` says was scanned and read. */
export function inPerson(changes: Partial<InPersonContext> = {}): InPersonContext {
  const input = registration({ method: 'in-person', officer: TELLER, hasCardReader: true })
  const context: InPersonContext = { ...getInitialSnapshot(inPersonFlow, input).context, draft: DRAFT, ...changes }
  return { ...context, differences: comparisonOf(context) }
}

export function attestView(changes: Partial<InPersonContext> = {}): VisitView {
  const at = visit('attest', { method: 'in-person' })
  return viewAt('attest', { visit: at, mobile: null, inPerson: inPerson(changes) })
}

/** Every state of the counter's own screens. */
export function counterViews(): readonly (readonly [name: string, view: VisitView])[] {
  const staff = (screen: 'staff-sign-in' | 'staff-checking' | 'staff-locked' | 'staff-none', changes = {}) =>
    ({ ...viewAt('welcome'), screen, staffSession: session(changes) }) satisfies VisitView
  const chip = readCard(reading()).facts
  const ofProof = allMethodViews().filter(([, { form: asked }]) => asked !== null && asked.fixed.length > 0)
  return [
    ['staff-sign-in', staff('staff-sign-in')],
    ['staff-sign-in, PIN wrong', staff('staff-sign-in', { problem: 'STAFF_PIN_WRONG', triesLeft: 4 })],
    ['staff-sign-in, store busy', staff('staff-sign-in', { problem: 'STORE_BUSY' })],
    ['staff-sign-in to confirm', staff('staff-sign-in', { purpose: 'confirm', problem: 'STAFF_SAME_OFFICER' })],
    ['staff-checking', staff('staff-checking')],
    ['staff-locked', staff('staff-locked', { problem: 'STAFF_LOCKED', opensInMs: 300_000, elapsedMs: 28_000 })],
    ['staff-none', staff('staff-none', { problem: 'STAFF_NONE' })],
    ['staff-none, broken', { ...staff('staff-none'), staffSession: null }],
    ['home', viewAt('welcome')],
    ['call-backs', viewAt('call-backs')],
    ['call-backs, more than a page', viewAt('call-backs', { callBacks: callBacks(200) })],
    ['call-backs, nobody', viewAt('call-backs', { callBacks: callBacks(0) })],
    [
      'call-backs, line down',
      viewAt('call-backs', { callBacks: callBacks(0, { problem: 'LINE_DOWN', waitingHere: 7 }) }),
    ],
    ['form, empty', formView()],
    ['form, filled', formView({ draft: DRAFT, card: CARD })],
    [
      'form, with problems',
      formView({
        draft: { ...DRAFT, idNumber: '123', phone: '', email: 'x' },
        problems: [
          { field: 'idNumber', code: 'ID_NUMBER_FORMAT' },
          { field: 'phone', code: 'FIELD_REQUIRED' },
          { field: 'email', code: 'EMAIL_FORMAT' },
        ],
      }),
    ],
    ['form of an enterprise', formView({ fields: fieldsOf('in-person', 'enterprise').before, field: 'organisation' })],
    ['form with choices', formView({ fields: ['carrier', 'phone'], field: 'carrier' })],
    ['form with providers', formView({ fields: ['idNumber', 'signingProvider'], field: 'signingProvider' })],
    ...ofProof.map(
      ([name, view]) => [`form after ${name}`, { ...view, screen: 'form', form: view.form } as VisitView] as const,
    ),
    ['attest, typed alone', attestView()],
    ['attest, all agree', attestView({ card: CARD })],
    ['attest, chip read', attestView({ card: CARD, chip })],
    ['attest, name differs', attestView({ card: { ...CARD, fullName: 'Lê Văn Mẩu' } })],
    ['attest, without a reader', attestView({ card: CARD, hasCardReader: false })],
    ['otp-entry', viewAt('otp-entry')],
    ['token-pin', viewAt('token-pin', { device: deviceViewAt('token-pin') })],
    ['password', viewAt('password')],
    ['terms', viewAt('terms')],
  ]
}
