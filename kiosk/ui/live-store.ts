import { useState, useSyncExternalStore } from 'react'

/** State that key handlers read at once: of two keys in one burst the second sees what the first did, before React has drawn it. */
export interface LiveStore<State, Action> {
  read(): State
  dispatch(action: Action): void
  subscribe(listener: () => void): () => void
}

/** Makes a store around a pure reducer. */
export function createLiveStore<State, Action>(
  reducer: (state: State, action: Action) => State,
  initial: State,
): LiveStore<State, Action> {
  const listeners = new Set<() => void>()
  let state = initial
  return {
    read: () => state,
    dispatch(action) {
      const next = reducer(state, action)
      if (next === state) return
      state = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** A store that lives and dies with its component: a component given another key starts anew. */
export function useLiveStore<State, Action>(
  reducer: (state: State, action: Action) => State,
  initial: () => State,
): readonly [State, LiveStore<State, Action>] {
  const [store] = useState(() => createLiveStore(reducer, initial()))
  return [useStored(store), store]
}

/** Reads a store and draws again when it changes. */
export function useStored<State, Action>(store: LiveStore<State, Action>): State {
  return useSyncExternalStore(store.subscribe, store.read, store.read)
}
