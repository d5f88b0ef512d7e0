/** A bulk decision steps aside for a batch that comes in, but not longer than this for one packet. */
const STEP_ASIDE_MAX_MS = 200
/** The sync job sends its next batch within this: only after such a lull is the push over. */
const LULL_MS = 300
/** Stations that push without end must not keep decisions from being made. */
const LULL_WAIT_MAX_MS = 5_000
/** Nor make every batch wait anew: after a wait in vain batches are taken up at once for this long. */
const NO_LULL_MS = 20_000

export interface IngestGauge {
  /** Counts the work as ingest under way. */
  during<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when nothing is being ingested, or after STEP_ASIDE_MAX_MS. */
  quiet(): Promise<void>
  /** Resolves when nothing has been ingested for LULL_MS, or after LULL_WAIT_MAX_MS; at once for NO_LULL_MS after one that waited in vain. */
  lull(): Promise<void>
}

/**
 * Tells the two uses of one process apart: a station waits for its acknowledgement, nobody waits for a bulk decision. Verifying batches while more
 * of them come in halves the speed of taking them in.
 */
export function createIngestGauge(): IngestGauge {
  let underWay = 0
  let noLullUntil = Number.NEGATIVE_INFINITY
  const waiting = new Set<() => void>()
  const changed = (withinMs: number) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(late)
        waiting.delete(wake)
        resolve()
      }
      const late = setTimeout(wake, withinMs)
      waiting.add(wake)
    })
  const count = (by: number) => {
    underWay += by
    for (const wake of [...waiting]) wake()
  }
  return {
    async during(work) {
      count(+1)
      try {
        return await work()
      } finally {
        count(-1)
      }
    },
    async quiet() {
      const deadline = Date.now() + STEP_ASIDE_MAX_MS
      while (underWay > 0 && Date.now() < deadline) await changed(deadline - Date.now())
    },
    async lull() {
      if (performance.now() < noLullUntil) return
      const deadline = Date.now() + LULL_WAIT_MAX_MS
      let calmSince = Date.now()
      while (Date.now() < deadline && (underWay > 0 || Date.now() - calmSince < LULL_MS)) {
        await changed(Math.min(LULL_MS, deadline - Date.now()))
        if (underWay > 0) calmSince = Date.now()
      }
      if (Date.now() >= deadline) noLullUntil = performance.now() + NO_LULL_MS
    },
  }
}
