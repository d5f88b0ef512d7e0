import { type ActorRefFrom, createActor, SimulatedClock, type Snapshot } from 'xstate'
import { KEYS_QUIET_MS, RESULT_UNREAD_MS } from '../base/delays.ts'
import type { FieldName, PersonEvent, ScannerInput, StationEvent } from '../base/events.ts'
import type { Method, Subject } from '../base/terms.ts'
import { firstOpenField } from '../form/fields.ts'
import type { FormContext } from '../form/form.flow.ts'
import { provideVisit } from '../provide/provide-visit.ts'
import { runningActors } from '../running-flows.ts'
import type { visitFlow } from '../visit/visit.flow.ts'
import { type VisitScreen, type VisitView, viewOf } from '../visit/visit-view.ts'
import type { FakeWorld } from './fake-ports.ts'
import { SAMPLE_RECEIPT } from './fake-returns.ts'
import { FAKE_OFFICERS, FAKE_PIN } from './fake-staff.ts'
import { sampleToken } from './sample-devices.ts'

/** Drives a visit over fakes and a simulated clock, the way a screen does: events go to the innermost flow that takes them. */
export interface VisitDriver {
  readonly clock: SimulatedClock
  readonly actor: ActorRefFrom<typeof visitFlow>
  view(): VisitView
  /** True when some running flow took the event. */
  send(event: PersonEvent | ScannerInput | StationEvent): boolean
  /** Resolves when the visit stands on that screen; rejects, naming the screen it stands on, when nothing moves any more. */
  reach(screen: VisitScreen): Promise<VisitView>
}

/** What a person came for. */
export interface Errand {
  readonly subject: Subject
  readonly method: Method
}

const BY_PHONE: Errand = { subject: 'citizen', method: 'mobile' }

/** Turns of the event loop in which fakes settle; they answer within a few. */
const TURNS = 50

/** `kept` is a snapshot of a visit whose process is gone: it is taken up again. */
export function driveVisit(world: FakeWorld, kept?: Snapshot<unknown>): VisitDriver {
  const clock = new SimulatedClock()
  const actor = createActor(provideVisit(world.ports), {
    input: { language: 'vi' },
    clock,
    ...(kept === undefined ? {} : { snapshot: kept }),
  })
  actor.start()
  const view = () => viewOf(actor.getSnapshot())
  return {
    clock,
    actor,
    view,
    send(event) {
      const taker = runningActors(actor).find((running) => running.getSnapshot().can?.(event))
      taker?.send(event)
      return taker !== undefined
    },
    async reach(screen) {
      for (let turn = 0; turn < TURNS; turn += 1) {
        if (view().screen === screen) return view()
        await new Promise((resolve) => setImmediate(resolve))
      }
      throw new Error(`expected screen ${screen}, the visit stands on ${view().screen}`)
    },
  }
}

/** Looks at a result until it takes the keys that leave it. */
export function readResult({ clock }: Pick<VisitDriver, 'clock'>): void {
  for (const waitMs of [RESULT_UNREAD_MS, KEYS_QUIET_MS]) clock.increment(waitMs)
}

/** What a person without trouble types. */
export const GOOD_ANSWERS: Readonly<Record<FieldName, string>> = {
  idNumber: '046204001234',
  fullName: 'Lê Văn Mẫu',
  birthDate: '29/02/2004',
  insuranceNumber: '4612345678',
  organisation: 'Công ty TNHH Mẫu',
  taxCode: '0101234567',
  phone: '0971234456',
  carrier: 'Viettel',
  signingProvider: 'smartca',
  email: '',
}

export const GOOD_PASSWORD = 'Bốn-Mùa7xanh!'

/** Walks from where the visit stands to the given screen with good answers. `each` is called before and after every step. */
export async function walkTo(
  driver: VisitDriver,
  world: FakeWorld,
  screen: VisitScreen,
  errand: Errand = BY_PHONE,
  each: (view: VisitView) => void = () => {},
): Promise<VisitView> {
  for (let step = 0; step < 80; step += 1) {
    const view = driver.view()
    each(view)
    if (view.screen === screen) return view
    lendHand(view.screen, world)
    const event = goodEvent(view, world, errand)
    if (event) driver.send(event)
    each(driver.view())
    await new Promise((resolve) => setImmediate(resolve))
  }
  throw new Error(`never reached ${screen}, the visit stands on ${driver.view().screen}`)
}

/** The event of a person without trouble on this screen; null where there is only waiting. */
export function goodEvent(
  view: Pick<VisitView, 'screen' | 'form'>,
  world: FakeWorld,
  errand: Errand = BY_PHONE,
): PersonEvent | null {
  switch (view.screen) {
    case 'welcome':
      return { type: 'user.started' }
    case 'subject':
      return { type: 'user.choseSubject', subject: errand.subject }
    case 'method':
      return { type: 'user.choseMethod', method: errand.method }
    case 'field':
      return view.form && answerTo(view.form.field)
    case 'form':
      return view.form && nextInForm(view.form)
    case 'captcha':
      return { type: 'user.captchaAnswered', text: world.captchaText }
    case 'otp-entry':
      return { type: 'user.codeEntered', code: world.secrets.keep(world.code) }
    case 'password':
      return { type: 'user.passwordEntered', password: world.secrets.keep(GOOD_PASSWORD) }
    case 'token-pin':
      return { type: 'user.pinEntered', pin: world.secrets.keep(world.devices.token.pin) }
    case 'card-key':
      return { type: 'user.chipKeyGiven', key: { kind: 'can', can: GOOD_ANSWERS.idNumber.slice(-6) } }
    case 'staff-sign-in':
      return { type: 'user.staffSignedIn', code: FAKE_OFFICERS.ks01.code, pin: world.secrets.keep(FAKE_PIN) }
    case 'attest':
      return { type: 'user.attested' }
    case 'raise-level':
      return { type: 'user.raised' }
    case 'account-ways':
      return { type: 'user.choseWay', way: 'recover' }
    case 'remote-cut-off':
    case 'line-down':
      return { type: 'user.retried' }
    case 'return-receipt':
      return { type: 'user.receiptTyped', text: SAMPLE_RECEIPT.receiptNumber }
    case 'return-found':
    case 'return-line-down':
    case 'return-unknown':
    case 'call-backs':
    case 'conditions':
    case 'review':
    case 'remote-waiting':
    case 'token-choose':
    case 'token-confirm':
    case 'card-read':
    case 'account-maybe':
    case 'terms':
    case 'result':
      return { type: 'user.confirmed' }
    default:
      return null
  }
}

/** What a person does beside the keys: plugs the token in, lays the card on the reader. */
export function lendHand(screen: VisitScreen, { devices: { token, card } }: FakeWorld): void {
  if (screen === 'token-looking' && token.value.length === 0) token.become([sampleToken()], null)
  if (screen === 'card-wait' && card.value !== 'present') card.become('present', null)
}

function nextInForm({ fields, draft, today }: FormContext): PersonEvent {
  const open = firstOpenField(fields, draft, today)
  return open ? answerTo(open) : { type: 'user.confirmed' }
}

function answerTo(field: FieldName): PersonEvent {
  return { type: 'user.answered', field, text: GOOD_ANSWERS[field] }
}
