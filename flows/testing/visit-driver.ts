import { type ActorRefFrom, createActor, SimulatedClock } from 'xstate'
import type { PersonEvent, ScannerInput } from '../base/events.ts'
import type { Screen } from '../base/screens.ts'
import { provideVisit } from '../provide/provide-visit.ts'
import type { visitFlow } from '../visit/visit.flow.ts'
import { runningActors, type VisitView, viewOf } from '../visit/visit-view.ts'
import type { FakeWorld } from './fake-ports.ts'

/** Drives a visit over fakes and a simulated clock, the way a screen does: events go to the innermost flow that takes them. */
export interface VisitDriver {
  readonly clock: SimulatedClock
  readonly actor: ActorRefFrom<typeof visitFlow>
  view(): VisitView
  /** True when some running flow took the event. */
  send(event: PersonEvent | ScannerInput): boolean
  /** Resolves when the visit stands on that screen; rejects, naming the screen it stands on, when nothing moves any more. */
  reach(screen: Screen): Promise<VisitView>
}

/** Turns of the event loop in which fakes settle; they answer within a few. */
const TURNS = 50

export function driveVisit(world: FakeWorld): VisitDriver {
  const clock = new SimulatedClock()
  const actor = createActor(provideVisit(world.ports), { input: { language: 'vi' }, clock })
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

/** What a person without trouble types. */
export const GOOD_ANSWERS = {
  idNumber: '046204001234',
  fullName: 'Lê Văn Mẫu',
  birthDate: '29/02/2004',
  phone: '0971234456',
  email: '',
} as const

export const GOOD_PASSWORD = 'Bốn-Mùa7xanh!'

/** Walks from welcome to the given screen with good answers. */
export async function walkTo(driver: VisitDriver, world: FakeWorld, screen: Screen): Promise<VisitView> {
  for (let step = 0; step < 40; step += 1) {
    const view = driver.view()
    if (view.screen === screen) return view
    const event = goodEvent(view, world)
    if (event) driver.send(event)
    await new Promise((resolve) => setImmediate(resolve))
  }
  throw new Error(`never reached ${screen}, the visit stands on ${driver.view().screen}`)
}

/** The event of a person without trouble on this screen; null where there is only waiting. */
export function goodEvent(view: VisitView, world: FakeWorld): PersonEvent | null {
  switch (view.screen) {
    case 'welcome':
      return { type: 'user.started' }
    case 'subject':
      return { type: 'user.choseSubject', subject: 'citizen' }
    case 'method':
      return { type: 'user.choseMethod', method: 'mobile' }
    case 'field': {
      const field = view.mobile?.field ?? 'idNumber'
      return { type: 'user.answered', field, text: GOOD_ANSWERS[field] }
    }
    case 'captcha':
      return { type: 'user.captchaAnswered', text: world.captchaText }
    case 'otp-entry':
      return { type: 'user.codeEntered', code: world.secrets.keep(world.code) }
    case 'password':
      return { type: 'user.passwordEntered', password: world.secrets.keep(GOOD_PASSWORD) }
    case 'conditions':
    case 'review':
    case 'terms':
    case 'result':
      return { type: 'user.confirmed' }
    default:
      return null
  }
}
