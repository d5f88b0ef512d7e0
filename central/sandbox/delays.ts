import { setTimeout as wait } from 'node:timers/promises'

/** How late `slow` answers: past the 3 s that central waits for a carrier, within the 6 s it gives an SMS centre. */
export const SLOW_MS = 4_000
/** From taking a message to its receipt: a short radio path, yet after the submit_sm_resp, as in a real network. */
export const RECEIPT_DELAY_MS = 50

/** Before a receipt that the peer could not keep is sent again: real centres wait minutes, a demo should see it. */
export const RECEIPT_RETRY_MS = 500

/** The waits of one running sandbox, so that closing it ends them all. */
export interface Delays {
  /** Waits, and tells whether the time passed (true) or the sandbox closed meanwhile (false). */
  pass(ms: number): Promise<boolean>
  cancelAll(): void
}

export function createDelays(): Delays {
  const closing = new AbortController()
  return {
    pass: (ms) =>
      wait(ms, undefined, { signal: closing.signal }).then(
        () => true,
        () => false,
      ),
    cancelAll: () => closing.abort(),
  }
}
