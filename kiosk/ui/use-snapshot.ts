import { useSelector } from '@xstate/react'

export interface SnapshotStore<Snapshot> {
  getSnapshot(): Snapshot
  subscribe(listener: (snapshot: Snapshot) => void): { unsubscribe(): void }
}

/** Reads one of the kiosk's stores and draws again when it changes. */
export function useSnapshot<Snapshot>(store: SnapshotStore<Snapshot>): Snapshot {
  return useSelector(store as unknown as Selectable<Snapshot>, whole<Snapshot>)
}

/** The library's type asks for observer objects besides listeners; it only ever hands over a listener. */
type Selectable<Snapshot> = Parameters<typeof useSelector<never, Snapshot>>[0] & { getSnapshot(): Snapshot }

function whole<Snapshot>(snapshot: Snapshot): Snapshot {
  return snapshot
}
