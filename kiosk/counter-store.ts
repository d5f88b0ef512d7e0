import { type ActorRefFrom, createActor, type InspectionEvent } from 'xstate'
import type { PersonEvent, ScannerInput } from '../flows/base/events.ts'
import { STAFF_SCREENS } from '../flows/base/staff-screens.ts'
import type { Language } from '../flows/base/terms.ts'
import { deviceViewOf } from '../flows/device-view.ts'
import type { Officer } from '../flows/ports/staff.port.ts'
import { mayDo } from '../flows/rules/roles.ts'
import { runningActors, runningFlows } from '../flows/running-flows.ts'
import { type CounterEvent, counterFlow } from '../flows/staff/counter.flow.ts'
import type { StaffSessionContext } from '../flows/staff/session-context.ts'
import type { staffSessionFlow } from '../flows/staff/staff-session.flow.ts'
import type { visitFlow } from '../flows/visit/visit.flow.ts'
import type { VisitView } from '../flows/visit/visit-view.ts'
import { createListeners } from './listeners.ts'
import type { CounterDesk, DeskState } from './ui/counter-mode.ts'
import type { UnfinishedDesk } from './unfinished-desk.ts'
import { type KeepableVisit, startVisit, type VisitStore } from './visit-store.ts'

/** An assisted counter: its visit, and the desk around it. */
export interface Counter {
  /** While nobody is signed in its view is the sign-in, and no key or card reaches the visit. */
  readonly visit: VisitStore
  readonly desk: CounterDesk
  /** Who may register now: null where nobody is signed in, or somebody whose role does not. For VisitOpening. */
  officer(): Officer | null
  /** Resolves when what is kept of an unfinished registration is written. */
  settled(): Promise<void>
}

export interface CounterParts {
  readonly flow: typeof visitFlow
  readonly session: typeof staffSessionFlow
  readonly language: Language
  /** How long nobody may touch the counter, milliseconds; COUNTER_LOCK_MS without it. */
  readonly lockMs?: number
  /** Keeps what is not finished for after a power cut; nothing is kept without it. */
  readonly unfinished?: (visit: KeepableVisit) => UnfinishedDesk
}

/** Starts a counter with nobody signed in. `flow` is to open its visits with `officer()` of what this gives. */
export function startCounter({ flow, session, language, lockMs, unfinished: keepFor }: CounterParts): Counter {
  const views = createListeners<VisitView>()
  const desks = createListeners<DeskState>()
  const visit = startVisit(flow, language)
  const unfinished = keepFor?.(visit) ?? null
  let wantsNext = false
  let view: VisitView | null = null
  let deskState: DeskState = { officer: null, isAsking: false, unfinished: null, asideCount: 0, wasHeldUp: false }
  /** What the next citizen was wanted over. */
  let heldUpBy: DeskState['unfinished'] = null
  const viewChanged = () => {
    view = null
    views.tell(getSnapshot())
  }
  const deskChanged = () => {
    const offer = unfinished?.getSnapshot() ?? null
    const next: DeskState = {
      officer: state().context.officer,
      isAsking: state().matches('asking'),
      unfinished: offer,
      asideCount: unfinished?.asideCount() ?? 0,
      wasHeldUp: offer !== null && offer === heldUpBy,
    }
    const before = deskState
    if (Object.entries(next).every(([name, value]) => before[name as keyof DeskState] === value)) return
    deskState = next
    desks.tell(next)
    if (next.officer === before.officer) return
    const who = officer()
    if (who) unfinished?.officerCame(who)
    else unfinished?.officerLeft()
  }
  const machine = counterFlow.provide({
    actors: { staffSession: session },
    actions: { endVisit: () => queueMicrotask(clearDesk) },
    ...(lockMs === undefined ? {} : { delays: { lock: lockMs } }),
  })
  const counter: ActorRefFrom<typeof counterFlow> = createActor(machine, {
    inspect: (event: InspectionEvent) => {
      if (event.type !== '@xstate.snapshot') return
      deskChanged()
      viewChanged()
    },
  })
  const tell = (event: CounterEvent) => counter.send(event)
  const stands = () => visit.getSnapshot().screen !== 'welcome'
  /** A result is kept already, and what is being wiped is gone: nobody loses anything by them. */
  const holdsAnswers = () => stands() && !['result', 'wiping'].includes(visit.getSnapshot().screen)
  const isStillRead = () => visit.getSnapshot().screen === 'result'
  const state = () => counter.getSnapshot()

  /** Ends what stands; a visit that is being opened can only be ended once it is open. */
  function clearDesk(): void {
    if (!state().matches('leaving')) return
    if (stands()) visit.send({ type: 'user.ended' })
    else tell({ type: 'visit.rested' })
  }
  visit.subscribe(() => {
    viewChanged()
    if (state().matches('leaving')) queueMicrotask(clearDesk)
    // Back from the question to the result: the next citizen waits.
    if (isStillRead() && visit.getSnapshot().leaving === 'held') wantsNext = false
    if (wantsNext && !stands()) {
      wantsNext = false
      queueMicrotask(() => send({ type: 'user.started' }))
    }
  })
  const getSnapshot = () => {
    view ??= viewAtCounter(visit.getSnapshot(), state())
    return view
  }
  const officer = () => {
    const who = state().context.officer
    return who && mayDo(who.role, 'register') ? who : null
  }
  /** What was not finished is decided on first: another visit would be kept in its place. */
  const isHeldUp = () => (deskState.unfinished !== null || unfinished?.isLooking() === true) && !stands()
  const sayHeldUp = () => {
    heldUpBy = deskState.unfinished
    deskChanged()
  }
  const send: VisitStore['send'] = (event) => {
    if (event.type === 'user.choseLanguage' || event.type === 'station.changed') return visit.send(event)
    if (isHeldUp() && event.type !== 'user.active') return sayHeldUp()
    if (event.type === 'user.active') tell(event)
    if (state().matches('serving') && officer() !== null) visit.send(event)
    else if (event.type !== 'user.active') sendToSignIn(event)
  }
  const sendToSignIn = (event: PersonEvent | ScannerInput) =>
    runningActors(counter)
      .find((running) => running.getSnapshot().can?.(event))
      ?.send(event)
  unfinished?.subscribe(deskChanged)
  counter.start()
  return {
    visit: {
      getSnapshot,
      subscribe: views.subscribe,
      send,
      stop() {
        views.clear()
        desks.clear()
        counter.stop()
        visit.stop()
      },
    },
    desk: {
      getSnapshot: () => deskState,
      subscribe: desks.subscribe,
      handOver: () => tell({ type: 'officer.left', visitStands: holdsAnswers() }),
      stay: () => tell({ type: 'officer.stayed' }),
      takeUpUnfinished: () => unfinished?.takeUp(),
      dropUnfinished: () => unfinished?.drop(),
      putAsideUnfinished: () => unfinished?.putAside(),
      openAside() {
        if (!stands()) unfinished?.openAside()
      },
      printUnfinished: () => unfinished?.print(),
      nextCitizen() {
        if (officer() === null) return
        if (isHeldUp()) return sayHeldUp()
        if (!stands()) return send({ type: 'user.started' })
        if (visit.getSnapshot().screen !== 'result') return
        wantsNext = true
        visit.send({ type: 'user.confirmed' })
        // Where it is asked first whether the number was kept, the answer is waited for.
        if (isStillRead() && visit.getSnapshot().leaving !== 'asked') wantsNext = false
      },
    },
    officer,
    settled: async () => unfinished?.settled(),
  }
}

/** The visit's view with the sign-in over it, while somebody is to sign in. */
function viewAtCounter(
  visit: VisitView,
  snapshot: ReturnType<ActorRefFrom<typeof counterFlow>['getSnapshot']>,
): VisitView {
  if (!snapshot.matches('signingIn') && !snapshot.matches('broken')) return visit
  const chain = runningFlows(snapshot)
  const device = deviceViewOf(snapshot)
  const screen = STAFF_SCREENS.find((name) => chain.some((flow) => flow.hasTag(name)))
  const session = chain.find((flow) => flow.machine.id === 'staffSession')
  return {
    ...visit,
    screen: device.screen ?? screen ?? 'staff-checking',
    staffSession: (session?.context as StaffSessionContext | undefined) ?? null,
    device,
    inactivityWarned: false,
  }
}
