import {
  type ActorRefFrom,
  type AnyStateMachine,
  createActor,
  createMachine,
  type InputFrom,
  type OutputFrom,
  SimulatedClock,
  type SnapshotFrom,
} from 'xstate'
import { DEVICE_SCREENS } from '../base/device-screens.ts'
import type { PersonEvent, ScannerInput, VisitWord } from '../base/events.ts'
import { SCREENS } from '../base/screens.ts'
import { STAFF_SCREENS } from '../base/staff-screens.ts'
import { runningActors, runningFlows } from '../running-flows.ts'
import type { VisitScreen } from '../visit/visit-view.ts'
import { settle } from './device-driver.ts'
import type { FakeWorld } from './fake-ports.ts'
import { goodEvent, lendHand } from './visit-driver.ts'

/** Drives one flow as the child of a parent that only listens, over a simulated clock: events go to the innermost flow that takes them. */
export interface FlowDriver<M extends AnyStateMachine> {
  readonly clock: SimulatedClock
  readonly actor: ActorRefFrom<M>
  /** Types of the events the flow told its parent. */
  readonly told: string[]
  context(): SnapshotFrom<M>['context']
  /** The context of a flow that runs within it; null while it does not. */
  inner<T>(id: string): T | null
  /** Undefined until it has ended. */
  output(): OutputFrom<M> | undefined
  /** Null once it has ended. */
  screen(): VisitScreen | null
  /** True when some running flow took the event. */
  send(event: PersonEvent | ScannerInput | VisitWord): boolean
  /** Resolves on that screen, `null` at its end; rejects, naming the screen, when nothing moves any more. */
  reach(screen: VisitScreen | null): Promise<void>
}

/** Walks from where the flow stands to the given screen with good answers; `null` is its end. */
export async function walkFlow(
  driver: FlowDriver<AnyStateMachine>,
  world: FakeWorld,
  wanted: VisitScreen | null,
): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    const screen = driver.screen()
    if (screen === wanted) return
    if (screen) lendHand(screen, world)
    const event = screen && goodEvent({ screen, form: driver.inner('form') }, world)
    if (event) driver.send(event)
    await settle()
  }
  throw new Error(`never reached ${wanted}, the flow stands on ${driver.screen()}`)
}

/** Turns of the event loop in which fakes settle; they answer within a few. */
const TURNS = 50
const ALL_SCREENS: readonly VisitScreen[] = [...SCREENS, ...DEVICE_SCREENS, ...STAFF_SCREENS]

export function driveFlow<M extends AnyStateMachine>(machine: M, input: InputFrom<M>): FlowDriver<M> {
  const clock = new SimulatedClock()
  const told: string[] = []
  const parent = createMachine({
    invoke: { src: machine as AnyStateMachine, id: 'flow', input: input as never },
    on: { '*': { actions: ({ event }) => void told.push(event.type) } },
  })
  const root = createActor(parent, { clock })
  root.start()
  const actor = root.getSnapshot().children.flow as ActorRefFrom<AnyStateMachine>
  const running = () => (actor.getSnapshot().status === 'active' ? runningFlows(actor.getSnapshot()) : [])
  const screen = () => {
    for (const flow of running()) {
      const found = ALL_SCREENS.find((name) => flow.hasTag(name))
      if (found) return found
    }
    return null
  }
  return {
    clock,
    actor: actor as ActorRefFrom<M>,
    told,
    context: () => actor.getSnapshot().context,
    inner: (id) => running().find((flow) => flow.machine.id === id)?.context ?? null,
    output: () => actor.getSnapshot().output as OutputFrom<M> | undefined,
    screen,
    send(event) {
      const taker = runningActors(actor).find((each) => each.getSnapshot().can?.(event))
      taker?.send(event)
      return taker !== undefined
    },
    async reach(wanted) {
      for (let turn = 0; turn < TURNS; turn += 1) {
        if (screen() === wanted && (wanted !== null || actor.getSnapshot().status !== 'active')) return
        await settle()
      }
      throw new Error(`expected screen ${wanted}, the flow stands on ${screen()}`)
    },
  }
}
