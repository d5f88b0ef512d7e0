/** A seam for waiting, so that no test sleeps. Drivers take one and never call setTimeout themselves. */
export interface Scheduler {
  /** Runs `run` once, `delayMs` from now. The function given back cancels it; cancelling late is harmless. */
  after(delayMs: number, run: () => void): () => void
}

export const systemScheduler: Scheduler = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}
