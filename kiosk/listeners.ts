/** Who wants to hear: a function, or an observer object, as `useSelector` of @xstate/react hands over. */
export type Listener<Value> = ((value: Value) => void) | { next?(value: Value): void }

/** The listeners of one store. */
export interface Listeners<Value> {
  subscribe(listener: Listener<Value>): { unsubscribe(): void }
  tell(value: Value): void
  clear(): void
}

export function createListeners<Value>(): Listeners<Value> {
  const listeners = new Set<Listener<Value>>()
  return {
    subscribe(listener) {
      listeners.add(listener)
      return { unsubscribe: () => listeners.delete(listener) }
    },
    tell(value) {
      for (const listener of [...listeners]) {
        if (typeof listener === 'function') listener(value)
        else listener.next?.(value)
      }
    },
    clear: () => listeners.clear(),
  }
}
