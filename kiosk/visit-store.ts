import { type ActorRefFrom, createActor, type InspectionEvent } from 'xstate'
import type { PersonEvent, ScannerInput } from '../flows/base/events.ts'
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
  send(event: PersonEvent | ScannerInput): void
  stop(): void
}

/** Starts a visit from a flow whose actors are provided (kiosk/wire-flows.ts). */
export function startVisit(flow: typeof visitFlow, language: Language): VisitStore {
  const listeners = createListeners<VisitView>()
  let view: VisitView | null = null
  const inspect = (event: InspectionEvent) => {
    // Flows nest: the visit's own subscribers hear nothing of a step inside a child, the system's inspector hears all.
    if (event.type !== '@xstate.snapshot') return
    view = null
    listeners.tell(getSnapshot())
  }
  const actor: ActorRefFrom<typeof visitFlow> = createActor(flow, { input: { language }, inspect })
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
    stop() {
      listeners.clear()
      actor.stop()
    },
  }
}
