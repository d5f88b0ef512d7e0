/** An answer as it came, to be judged anew whenever it is used: what lies in a cache is believed no more than what comes over the line. */
export interface KeptAnswer {
  readonly bytes: Uint8Array
  readonly keptAtMs: number
}

/** Where answers are kept. `key` names the question; keeping under a key again replaces. A cache that loses things is slower, never wrong. */
export interface RevocationCache {
  get(key: string): Promise<KeptAnswer | null>
  put(key: string, answer: KeptAnswer): Promise<void>
}

/** Answers: a counter sees a few hundred certificates a day. */
const ENTRIES_MAX = 2_000
/** Lists are large; the oldest go first. */
const BYTES_MAX = 64 * 1024 * 1024

/** A cache in memory, bounded, the longest unused leaving first. */
export function createMemoryCache(entriesMax = ENTRIES_MAX, bytesMax = BYTES_MAX): RevocationCache {
  const kept = new Map<string, KeptAnswer>()
  let bytes = 0
  const forget = (key: string) => {
    bytes -= kept.get(key)?.bytes.length ?? 0
    kept.delete(key)
  }
  return {
    async get(key) {
      const found = kept.get(key)
      if (!found) return null
      kept.delete(key)
      kept.set(key, found)
      return found
    },
    async put(key, answer) {
      forget(key)
      kept.set(key, answer)
      bytes += answer.bytes.length
      for (const oldest of kept.keys()) {
        if (kept.size <= entriesMax && bytes <= bytesMax) break
        forget(oldest)
      }
    },
  }
}
