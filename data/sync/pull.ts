import { toFault } from '../../flows/base/fault.ts'
import type { SyncClient } from '../central-client/sync.client.ts'
import { asksForPatience, isCutOff } from './refusal.ts'
import type { SyncParts } from './sync-parts.ts'
import { countFault, type Tally } from './tally.ts'

/** Decisions of one page; at 0.5 KB each a page stays under 0.1 MB. */
const PAGE_LIMIT = 200
/** How far decisions were read. */
export const CURSOR_OF_DECISIONS = 'decisions'

/** Decisions may come by the line or by stick. */
export type PullParts = Omit<SyncParts, 'client'> & { readonly client: Pick<SyncClient, 'decisions'> }

/**
 * Pulls decisions by cursor until there are no more. Each page's acknowledgements are verified, then moves, keeping, log and cursor are
 * written in one transaction. One that is not central's stops the pull before its page, so that it is asked for again and seen.
 * With `about`, what that packet waits for is asked as well. Gives whether there is use in asking central for anything else now. Never raises for
 * central or the line: the tally says. Raises STORE_*.
 */
export async function pullOnce(
  parts: PullParts,
  tally: Tally,
  signal?: AbortSignal,
  about?: string,
): Promise<'through' | 'cut-off'> {
  try {
    while (!signal?.aborted) {
      if (await pullPage(parts, tally, signal, about)) break
    }
    return 'through'
  } catch (thrown) {
    const fault = toFault(thrown)
    if (fault.code === 'CANCELLED') return 'cut-off'
    if (fault.code.startsWith('STORE_')) throw fault
    countFault(tally, fault.code)
    parts.log.warn({ code: fault.code, details: fault.details }, 'pull failed')
    if (asksForPatience(fault)) parts.memory.rest(fault, parts.random)
    return isCutOff(fault) ? 'cut-off' : 'through'
  }
}

/** Gives true when it was the last page. */
async function pullPage(
  parts: PullParts,
  tally: Tally,
  signal: AbortSignal | undefined,
  about: string | undefined,
): Promise<boolean> {
  const after = parts.cursors.get(CURSOR_OF_DECISIONS)
  const page = await parts.client.decisions(after, PAGE_LIMIT, signal, about)
  parts.time.learn(page.serverTimeMs)
  const read = await Promise.all(
    page.decisions.map(async ({ acknowledgement: jws }) => ({
      jws,
      acknowledgement: await parts.acknowledgements.one(jws),
    })),
  )
  const atMs = parts.time.now()
  if (page.waiting !== undefined) {
    const acknowledgement = await parts.acknowledgements.one(page.waiting)
    const waits = { packetId: acknowledgement.packetId, message: { kind: 'acknowledged', acknowledgement } } as const
    parts.store.write(() => parts.apply([waits], null, atMs))
  }
  if (read.length === 0) return true
  parts.store.write(() => {
    for (const { jws, acknowledgement } of read) {
      const message = { kind: 'acknowledged', acknowledgement } as const
      const [applied] = parts.apply([{ packetId: acknowledgement.packetId, message }], jws, atMs)
      if (applied === 'decided') tally.decided += 1
      if (applied === 'conflict') countFault(tally, 'PACKET_CONFLICT')
      if (applied === 'unknown') countFault(tally, 'NOT_FOUND')
    }
    parts.cursors.advance(CURSOR_OF_DECISIONS, page.next)
  })
  return read.length < PAGE_LIMIT
}
