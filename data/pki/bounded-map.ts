/** A map that holds so many entries at most; what was not asked for lately leaves first. */
export interface BoundedMap<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
}

/** Two generations: when the younger has half of all, the older one leaves whole. Asking costs one look, where moving an entry to the end costs five. */
export function createBoundedMap<Value>(entriesMax: number): BoundedMap<Value> {
  const generationMax = Math.max(1, Math.floor(entriesMax / 2))
  let young = new Map<string, Value>()
  let old = new Map<string, Value>()
  const set = (key: string, value: Value) => {
    if (young.size >= generationMax && !young.has(key)) {
      old = young
      young = new Map()
    }
    young.set(key, value)
  }
  return {
    get(key) {
      const found = young.get(key)
      if (found !== undefined) return found
      const older = old.get(key)
      if (older !== undefined) set(key, older)
      return older
    },
    set,
  }
}
