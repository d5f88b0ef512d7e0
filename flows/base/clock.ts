/** Milliseconds since 1970 (UTC) as this machine believes them. A seam so that flows, stores and tests share one time. */
export interface Clock {
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }
