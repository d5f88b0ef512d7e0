/** Events heard from something that can be subscribed to. For tests: wait for what must come, never for time to pass. */
export interface Collected<E> {
  readonly events: readonly E[]
  /**
   * Settles when an event not yet waited for fulfils the condition, at once when it is already there.
   * Earlier ones are passed over. One wait at a time.
   */
  next(condition?: (event: E) => boolean): Promise<E>
  stop(): void
}

export function collectEvents<E>(source: { subscribe(listener: (event: E) => void): () => void }): Collected<E> {
  const events: E[] = []
  let taken = 0
  let look = () => {}
  const stop = source.subscribe((event) => {
    events.push(event)
    look()
  })
  return {
    events,
    next(condition = () => true) {
      return new Promise((resolve) => {
        look = () => {
          while (taken < events.length) {
            const event = events[taken++]!
            if (!condition(event)) continue
            look = () => {}
            resolve(event)
            return
          }
        }
        look()
      })
    },
    stop,
  }
}
