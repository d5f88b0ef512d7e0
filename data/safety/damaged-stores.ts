import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { RETAIN_CONTENT_MS } from '../packet/erase.ts'
import { isDiskCode, toStoreFault } from '../store/store-fault.ts'

/**
 * Removes damaged stores that were set aside as long ago as sealed content is kept at the most after its decision: what is erased from the store must not live on in them. All that
 * could be brought back was, when they were set aside. A clock that was set ahead removes them early, and nothing is lost by it. Raises STORE_READ_ONLY, INTERNAL.
 */
export function removeOldDamaged(folder: string, nowMs: number): void {
  for (const name of namesIn(folder)) {
    const path = join(folder, name)
    const setAsideMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs
    if (setAsideMs !== undefined && nowMs - setAsideMs >= RETAIN_CONTENT_MS)
      rmSync(path, { recursive: true, force: true })
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (thrown) {
    if (isDiskCode(thrown, 'ENOENT')) return []
    throw toStoreFault(thrown)
  }
}
