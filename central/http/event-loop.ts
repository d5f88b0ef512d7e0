import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION_MS = 20
const NS_PER_MS = 1e6
/** A look at the last half second: a pause of the garbage collector is forgotten soon. */
const EVERY_MS = 500

export interface EventLoopWatch {
  /** How late the event loop ran on average in the last half second. */
  delayMs(): number
  stop(): void
}

export function watchEventLoop(): EventLoopWatch {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  histogram.enable()
  let delayMs = 0
  const timer = setInterval(() => {
    delayMs = histogram.count === 0 ? 0 : Math.max(0, histogram.mean / NS_PER_MS - RESOLUTION_MS)
    histogram.reset()
  }, EVERY_MS).unref()
  return {
    delayMs: () => delayMs,
    stop() {
      clearInterval(timer)
      histogram.disable()
    },
  }
}
