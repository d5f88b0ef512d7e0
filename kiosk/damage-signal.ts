import type { StationSafety } from '../data/safety/station-safety.ts'

/** A job that ends this soon after lets the next start restore the store. */
const LOOK_MS = 5_000

/** Given when the store of this station was found damaged, by this program or another; looks until `signal`. */
export function damageSignal(safety: Pick<StationSafety, 'trouble'>, signal: AbortSignal): AbortSignal {
  const damaged = new AbortController()
  const look = () => {
    if (safety.trouble() === 'STORE_DAMAGED') damaged.abort()
  }
  const timer = setInterval(look, LOOK_MS)
  timer.unref()
  for (const end of [signal, damaged.signal]) end.addEventListener('abort', () => clearInterval(timer), { once: true })
  look()
  return damaged.signal
}
