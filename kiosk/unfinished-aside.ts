import type { UnfinishedRegistrations } from '../data/unfinished/unfinished.ts'
import { UNFINISHED_LIFE_MS } from '../flows/base/delays.ts'
import type { Language, Method, Subject } from '../flows/base/terms.ts'
import type { Officer } from '../flows/ports/staff.port.ts'
import type { UnfinishedNote } from '../flows/visit/unfinished.ts'

/** One registration as it is kept. */
export interface Kept {
  readonly note: UnfinishedNote
  /** What its officer was: an officer stands in the snapshot with it, and attests with it. */
  readonly role: Officer['role']
  readonly about: KeptAbout
  readonly visit: string
}

/** What the words of its receipt depend on. */
export interface KeptAbout {
  readonly language: Language
  readonly method: Method | null
  readonly subject: Subject | null
  /** The citizen is to come back with the code. */
  readonly isDeferred: boolean
}

/** One that its officer put aside, with when it was kept. */
export interface Aside {
  readonly savedAtMs: number
  readonly kept: Kept
}

/** What an officer put aside to serve the next citizen, the oldest first; each lives as long as it would have lived in its place. */
export interface AsideRegistrations {
  /** Raises the faults of UnfinishedRegistrations.of. */
  of(staffId: string): Promise<readonly Aside[]>
  /** Keeps these and no others. Raises the faults of UnfinishedRegistrations.keep. */
  keep(staffId: string, list: readonly Aside[]): Promise<void>
}

/** Keeps them beside the one that is under way, enciphered as that is. */
export function createAsideRegistrations(unfinished: UnfinishedRegistrations, nowMs: () => number): AsideRegistrations {
  return {
    async of(staffId) {
      const row = await unfinished.of(keyOf(staffId))
      const list = row ? (JSON.parse(row.text) as readonly Aside[]) : []
      return list.filter(({ savedAtMs }) => Math.abs(nowMs() - savedAtMs) <= UNFINISHED_LIFE_MS)
    },
    async keep(staffId, list) {
      if (list.length === 0) return unfinished.forget(keyOf(staffId))
      await unfinished.keep(keyOf(staffId), JSON.stringify(list), Math.max(...list.map(({ savedAtMs }) => savedAtMs)))
    },
  }
}

/** Staff ids have no blank. */
function keyOf(staffId: string): string {
  return `${staffId} aside`
}
