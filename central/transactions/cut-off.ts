import { partyOf } from './parties.ts'
import { noteStarted, type TransactionRow } from './transaction.repo.ts'
import type { TransactionParts } from './transaction-parts.ts'

/** A request that was cut off while it was sent is held this long, in case the phone rings all the same. */
export const STARTING_LIFE_MS = 300_000
/** Every connector has given up a start by then. */
const SENT_WITHIN_MS = 20_000
const POLL_AFTER_MS = 3_000

/** Whether nobody is sending this request any more: central stopped between writing it down and hearing of it. */
export function wasCutOff(row: TransactionRow, nowMs: number): boolean {
  return row.state === 'starting' && nowMs - row.createdAtMs > SENT_WITHIN_MS
}

/** Takes a request that was cut off for a sent one, where the party lets us choose its name and it can be asked after. Null where it does not. */
export async function recoverStart(
  { parties, database, clock }: Pick<TransactionParts, 'parties' | 'database' | 'clock'>,
  row: TransactionRow,
): Promise<TransactionRow | null> {
  const party = partyOf(parties, row.request)
  if (!party?.recover) return null
  const started = {
    partyRef: party.recover(row.transactionId),
    shown: {},
    expiresAtMs: row.createdAtMs + STARTING_LIFE_MS,
    nextPollAtMs: clock.now(),
    pollAfterMs: POLL_AFTER_MS,
  }
  await noteStarted(database.pool, row.transactionId, started)
  return { ...row, ...started, state: 'waiting' }
}
