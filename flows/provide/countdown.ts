import { fromCallback } from 'xstate'
import type { ClockEvent } from '../base/events.ts'

/** Calls back at once and then each second with a clock that never jumps, in milliseconds. The function given back stops it. */
export type Ticker = (tick: (nowMs: number) => void) => () => void

/** The actor that tells a flow of each second. */
export function countdownBy(ticker: Ticker) {
  return fromCallback<ClockEvent>(({ sendBack }) => ticker((nowMs) => sendBack({ type: 'clock.ticked', nowMs })))
}
