import type { Ticker } from '../flows/provide/provide-visit.ts'
import { runningMs } from './running-time.ts'

/** Countdowns move once a second: what a person reads, no more. */
const TICK_MS = 1_000

/** Tells the machine's running time at once and then each second: a countdown that is taken up by another process goes on where it was. */
export const ticker: Ticker = (tick) => {
  const turn = () => tick(runningMs())
  turn()
  const timer = setInterval(turn, TICK_MS)
  return () => clearInterval(timer)
}
