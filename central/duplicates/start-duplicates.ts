import type { Logger } from 'pino'
import type { Clock } from '../../flows/base/clock.ts'
import type { Database } from '../db/pool.ts'
import { type BuildResult, buildFilter } from './build-filter.ts'
import type { DuplicateSettings } from './duplicate-settings.ts'

export interface Duplicates {
  /** Looks now, beside the times set; waits for a look that runs. */
  refresh(): Promise<BuildResult>
  stop(): Promise<void>
}

/** Keeps the filter of everybody who has an account up to date: looks at the start and from time to time. A look that fails is told in the log, and the next comes. */
export function startDuplicates(parts: {
  readonly database: Database
  readonly clock: Clock
  readonly settings: DuplicateSettings
  readonly log: Logger
}): Duplicates {
  const ending = new AbortController()
  let running: Promise<unknown> = Promise.resolve()
  const refresh = () => {
    const mine = running.then(() => buildFilter(parts, ending.signal))
    running = mine.catch(() => undefined)
    return mine
  }
  const look = () => {
    if (ending.signal.aborted) return
    refresh().catch((err) => void (ending.signal.aborted || parts.log.warn({ err }, 'filter of duplicates')))
  }
  const { checkEveryMs } = parts.settings
  if (checkEveryMs > 0) look()
  const timer = checkEveryMs > 0 ? setInterval(look, checkEveryMs).unref() : undefined
  return {
    refresh,
    async stop() {
      ending.abort()
      clearInterval(timer)
      await running
    },
  }
}
