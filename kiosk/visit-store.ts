import { type ActorRefFrom, createActor, type InspectionEvent, type Snapshot } from 'xstate'
import type { PersonEvent, ScannerInput, StationEvent } from '../flows/base/events.ts'
import { Fault } from '../flows/base/fault.ts'
import type { Language } from '../flows/base/terms.ts'
import { runningActors } from '../flows/running-flows.ts'
import type { visitFlow } from '../flows/visit/visit.flow.ts'
import { type VisitView, viewOf } from '../flows/visit/visit-view.ts'
import { createListeners, type Listener } from './listeners.ts'

/**
 * The running visit as a store: one view, listeners, and a door for events. Fits `useSelector` of @xstate/react.
 * An event goes to the innermost flow that can take it, so a screen need not know which flow it belongs to.
 */
export interface VisitStore {
  getSnapshot(): VisitView
  subscribe(listener: Listener<VisitView>): { unsubscribe(): void }
  send(event: PersonEvent | ScannerInput | StationEvent): void
  stop(): void
}

/** A visit that can be put away as text, and taken up again by another process. */
export interface KeepableVisit extends VisitStore {
  /** The snapshot of all its flows, as JSON. */
  asText(): string
  /** Goes on with what was put away, in place of the visit that stands on its welcome. Raises UNFINISHED_UNREADABLE: then nothing has changed. */
  takeUp(text: string): void
}

/** Starts a visit from a flow whose actors are provided (kiosk/wire-flows.ts). */
export function startVisit(flow: typeof visitFlow, language: Language): KeepableVisit {
  const listeners = createListeners<VisitView>()
  let view: VisitView | null = null
  const inspect = (event: InspectionEvent) => {
    // Flows nest: the visit's own subscribers hear nothing of a step inside a child, the system's inspector hears all.
    if (event.type !== '@xstate.snapshot') return
    view = null
    listeners.tell(getSnapshot())
  }
  let actor: ActorRefFrom<typeof visitFlow> = createActor(flow, { input: { language }, inspect })
  /** A snapshot that the flows of this program cannot have does not throw, but makes an actor that has failed already. */
  const restored = (text: string): typeof actor => {
    try {
      const made = createActor(flow, { input: { language }, inspect, snapshot: JSON.parse(text) as Snapshot<unknown> })
      if (made.getSnapshot().status === 'active') return made
    } catch (thrown) {
      throw new Fault('UNFINISHED_UNREADABLE', {}, thrown)
    }
    throw new Fault('UNFINISHED_UNREADABLE')
  }
  const getSnapshot = () => {
    view ??= viewOf(actor.getSnapshot())
    return view
  }
  actor.start()
  return {
    getSnapshot,
    subscribe: listeners.subscribe,
    send(event) {
      const taker = runningActors(actor).find((running) => running.getSnapshot().can?.(event))
      taker?.send(event)
    },
    asText: () => JSON.stringify(actor.getPersistedSnapshot()),
    takeUp(text) {
      const next = restored(text)
      const before = actor
      actor = next
      next.start()
      before.stop()
      // Waits are not kept: the one that watches for an empty place begins anew.
      actor.send({ type: 'user.active' })
      view = null
      listeners.tell(getSnapshot())
    },
    stop() {
      listeners.clear()
      actor.stop()
    },
  }
}
