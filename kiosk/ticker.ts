import type { Ticker } from '../flows/provide/provide-visit.ts'

/** Countdowns move once a second: what a person reads, no more. */
const TICK_MS = 1_000

/** Tells the monotonic clock at once and then each second. */
export const ticker: Ticker = (tick) => {
  const turn = () => tick(Math.round(performance.now()))
  turn()
  const timer = setInterval(turn, TICK_MS)
  return () => clearInterval(timer)
}
