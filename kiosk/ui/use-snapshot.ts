import { useSelector } from '@xstate/react'
import { useMemo } from 'react'
import type { Observer } from 'xstate'

export interface SnapshotStore<Snapshot> {
  getSnapshot(): Snapshot
  subscribe(listener: (snapshot: Snapshot) => void): { unsubscribe(): void }
}

/** Reads one of the kiosk's stores and draws again when it changes. */
export function useSnapshot<Snapshot>(store: SnapshotStore<Snapshot>): Snapshot {
  const actor = useMemo(() => asActor(store), [store])
  return useSelector(actor as unknown as Selectable<Snapshot>, whole<Snapshot>)
}

/** `useSelector` subscribes with an observer or a listener, as actors take both; the kiosk's stores take listeners alone. */
function asActor<Snapshot>(store: SnapshotStore<Snapshot>) {
  return {
    getSnapshot: () => store.getSnapshot(),
    subscribe: (taker: Observer<Snapshot> | ((snapshot: Snapshot) => void)) =>
      store.subscribe(typeof taker === 'function' ? taker : (snapshot) => taker.next?.(snapshot)),
  }
}

type Selectable<Snapshot> = Parameters<typeof useSelector<never, Snapshot>>[0] & { getSnapshot(): Snapshot }

function whole<Snapshot>(snapshot: Snapshot): Snapshot {
  return snapshot
}
