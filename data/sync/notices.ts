import { Fault } from '../../flows/base/fault.ts'
import { onlyValue } from '../central-client/only-value.ts'
import { REQUEST_TIMEOUT_MS, type Transport } from '../central-client/transport.ts'
import type { CentralTime } from '../central-time.ts'
import type { CursorRepo } from '../store/cursor.repo.ts'
import type { LogRepo } from '../store/log.repo.ts'
import type { NoticeRepo } from '../store/notice.repo.ts'
import type { Store } from '../store/open-store.ts'
import { FindingPage } from '../wire/holding.wire.ts'
import type { Chore } from './chores.ts'
import { noteFork } from './fork.ts'

const CURSOR = 'findings'
/** At 0.2 KB each a page stays under 20 KB. */
const PAGE_LIMIT = 100

export interface NoticeParts {
  readonly transport: Pick<Transport, 'send'>
  readonly store: Store
  readonly notices: NoticeRepo
  readonly cursors: CursorRepo
  readonly events: LogRepo
  readonly time: CentralTime
}

/**
 * The chore that brings what central noticed about this station's packets (gaps, forks, clocks, replays, duplicates, codes of its own beyond a day's number, subscribers that were not told), by cursor; notices, log and cursor in one transaction. Nothing is
 * refused for them: staff look. A central of an earlier version has none. Raises the faults of Transport.send and STORE_*.
 */
export function createNoticeChore(parts: NoticeParts): Chore {
  return {
    name: 'findings',
    async run(signal) {
      try {
        while (!signal?.aborted) if (await pullPage(parts, signal)) return
      } catch (thrown) {
        if (!(thrown instanceof Fault) || thrown.code !== 'NOT_FOUND') throw thrown
      }
    },
  }
}

/** Gives true when it was the last page. */
async function pullPage(parts: NoticeParts, signal: AbortSignal | undefined): Promise<boolean> {
  const { store, notices, cursors, events, time } = parts
  const after = cursors.get(CURSOR)
  const page = onlyValue(
    await parts.transport.send({
      method: 'GET',
      path: `/v1/findings?after=${after}&limit=${PAGE_LIMIT}`,
      body: null,
      shape: FindingPage,
      timeoutMs: REQUEST_TIMEOUT_MS,
      repeat: 'when-broken',
      signal,
    }),
  )
  if (!isOrderly(page, after)) throw new Fault('CENTRAL_ANSWER_INVALID', { reason: 'cursor' })
  time.learn(page.serverTimeMs)
  if (page.findings.length === 0) return true
  const atMs = time.now()
  store.write(() => {
    for (const finding of page.findings) {
      if (!notices.keep(finding)) continue
      const { kind, sequence, resolvedAtMs } = finding
      const details = { finding: kind, resolved: resolvedAtMs !== null }
      events.append({ atMs, kind: 'central.noticed', sequence: sequence === 0 ? null : sequence, details })
      // Two branches of one length look alike to the count of this station (tally-check.ts).
      if (kind === 'fork') noteFork(parts, sequence, { sequence }, atMs)
    }
    cursors.advance(CURSOR, page.next)
  })
  return page.findings.length < PAGE_LIMIT
}

/** A page that does not lead on would be asked for for ever. */
function isOrderly(page: FindingPage, after: number): boolean {
  let last = after
  for (const { cursor } of page.findings) {
    if (cursor <= last) return false
    last = cursor
  }
  return page.findings.length === 0 ? page.next === after : page.next >= last
}
