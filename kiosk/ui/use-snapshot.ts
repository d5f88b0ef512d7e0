import { useSelector } from '@xstate/react'
import type { Listener } from '../listeners.ts'

export interface SnapshotStore<Snapshot> {
  getSnapshot(): Snapshot
  subscribe(listener: Listener<Snapshot>): { unsubscribe(): void }
}

/** Reads one of the kiosk's stores and draws again when it changes. */
export function useSnapshot<Snapshot>(store: SnapshotStore<Snapshot>): Snapshot {
  return useSelector(store as unknown as Selectable<Snapshot>, whole<Snapshot>)
}

type Selectable<Snapshot> = Parameters<typeof useSelector<never, Snapshot>>[0] & { getSnapshot(): Snapshot }

function whole<Snapshot>(snapshot: Snapshot): Snapshot {
  return snapshot
}
