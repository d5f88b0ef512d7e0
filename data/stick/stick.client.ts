import type { SyncClient } from '../central-client/sync.client.ts'
import type { StickAnswer } from '../wire/stick.wire.ts'

/** What was carried back by stick, asked like central itself: decisions after a cursor, and reference documents. */
export type StickClient = Pick<SyncClient, 'decisions' | 'reference'>

/**
 * Answers from one reply. A page that does not reach back to the cursor asked for is not given: what lies between would be skipped. Reference documents that were not
 * brought are as good as unchanged; an older one than the station has is left to its reader, which keeps the newer.
 */
export function createStickClient(answer: StickAnswer, firstAfter: number): StickClient {
  return {
    async decisions(after, limit) {
      const known = after >= firstAfter ? answer.pages.flatMap((page) => page.decisions) : []
      const decisions = known.filter(({ cursor }) => cursor > after).slice(0, limit)
      return { decisions, next: decisions.at(-1)?.cursor ?? after, serverTimeMs: answer.pages[0]?.serverTimeMs ?? 0 }
    },
    async reference(name) {
      const brought = answer.references.find((one) => one.name === name)
      return brought ? { reply: brought.reply, etag: brought.etag } : null
    },
  }
}
