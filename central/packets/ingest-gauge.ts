/** Verification of bulk batches steps aside while batches come in, but not longer than this for one packet. */
const STEP_ASIDE_MAX_MS = 200

export interface IngestGauge {
  /** Counts the work as ingest under way. */
  during<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when nothing is being ingested, or after STEP_ASIDE_MAX_MS. */
  quiet(): Promise<void>
}

/** Tells the two uses of one process apart: a station waits for its acknowledgement, nobody waits for a bulk decision. */
export function createIngestGauge(): IngestGauge {
  let underWay = 0
  const waiting = new Set<() => void>()
  return {
    async during(work) {
      underWay += 1
      try {
        return await work()
      } finally {
        underWay -= 1
        if (underWay === 0) for (const wake of [...waiting]) wake()
      }
    },
    quiet() {
      if (underWay === 0) return Promise.resolve()
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(late)
          waiting.delete(wake)
          resolve()
        }
        const late = setTimeout(wake, STEP_ASIDE_MAX_MS)
        waiting.add(wake)
      })
    },
  }
}
