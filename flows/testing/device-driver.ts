import { type ActorRefFrom, type AnyStateMachine, createActor, type InputFrom, SimulatedClock } from 'xstate'
import type { CardEvent, PersonEvent, ScannerInput } from '../base/events.ts'
import { type DeviceView, deviceViewOf } from '../device-view.ts'

/** Drives one device flow over fakes and a simulated clock, the way a screen does. */
export interface DeviceDriver<M extends AnyStateMachine> {
  readonly clock: SimulatedClock
  readonly actor: ActorRefFrom<M>
  view(): DeviceView
  /** The state it stands in, the outer one of two; `done` at its end. */
  state(): string
  /** True when the flow took the event. */
  send(event: PersonEvent | ScannerInput | CardEvent): boolean
  /** Resolves when the flow stands in that state; rejects, naming the state it stands in, when nothing moves any more. */
  reach(state: string): Promise<void>
}

/** Turns of the event loop in which fakes settle; they answer within a few. */
const TURNS = 30

export function driveDevice<M extends AnyStateMachine>(machine: M, input: InputFrom<M>): DeviceDriver<M> {
  const clock = new SimulatedClock()
  const actor = createActor(machine as AnyStateMachine, { input, clock })
  actor.start()
  const state = () => {
    const { value } = actor.getSnapshot()
    return typeof value === 'string' ? value : (Object.keys(value)[0] ?? '')
  }
  return {
    clock,
    actor: actor as ActorRefFrom<M>,
    view: () => deviceViewOf(actor.getSnapshot()),
    state,
    send(event) {
      const isTaken = actor.getSnapshot().can(event)
      if (isTaken) actor.send(event)
      return isTaken
    },
    async reach(wanted) {
      for (let turn = 0; turn < TURNS; turn += 1) {
        if (state() === wanted) return
        await settle()
      }
      throw new Error(`expected state ${wanted}, the flow stands in ${state()}`)
    },
  }
}

/** One turn of the event loop. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
