import type { AnyActorRef, AnyMachineSnapshot } from 'xstate'

/** The actors of the visit's flows, the innermost first: the order in which an event finds its taker. */
export function runningActors(visit: AnyActorRef): readonly AnyActorRef[] {
  return [...childFlows(visit.getSnapshot()).flatMap((child) => runningActors(child)), visit]
}

/** Snapshots of the flows under this one, the innermost first. */
export function runningFlows(snapshot: AnyMachineSnapshot): readonly AnyMachineSnapshot[] {
  return [...childFlows(snapshot).flatMap((child) => runningFlows(child.getSnapshot())), snapshot]
}

function childFlows(snapshot: AnyMachineSnapshot): readonly AnyActorRef[] {
  return (Object.values(snapshot.children) as readonly (AnyActorRef | undefined)[]).filter(
    (child): child is AnyActorRef => child !== undefined && isFlow(child),
  )
}

function isFlow(actor: AnyActorRef): boolean {
  const snapshot = actor.getSnapshot()
  return typeof snapshot === 'object' && snapshot !== null && 'machine' in snapshot && snapshot.status === 'active'
}
