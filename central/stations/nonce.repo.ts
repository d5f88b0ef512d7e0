import { SIGNATURE_WINDOW_MS } from '../../data/wire/http-signature.ts'
import { blamesARow, joinWaiting } from '../db/join-waiting.ts'
import type { Sql } from '../db/pool.ts'

/** A request may be stamped up to one window ahead and arrive again until one window after that. */
const NONCE_LIFE_MS = 2 * SIGNATURE_WINDOW_MS

/** A nonce of a signed request. */
export interface RequestNonce {
  readonly keyId: string
  readonly nonce: string
  readonly nowMs: number
}

const LANES = 2
const JOINED_MAX = 64

/** Makes the taking of nonces: those of requests that come together go in one statement. False when a nonce was taken before. */
export function createNonceBook(sql: Sql): (nonce: RequestNonce) => Promise<boolean> {
  return joinWaiting<RequestNonce, boolean>({
    run: (nonces) => takeNonces(sql, nonces),
    lanes: LANES,
    most: JOINED_MAX,
    keysOf: ({ keyId, nonce }) => [`${keyId} ${nonce}`],
    mayBlameOne: blamesARow,
  })
}

/**
 * Takes nonces, none twice; false for one that was taken before. The one write of central that does not wait for the disk: after a power cut the nonces of the
 * last moments may be gone, and what they would have kept out is idempotent by its own key.
 */
async function takeNonces(sql: Sql, nonces: readonly RequestNonce[]): Promise<readonly boolean[]> {
  // In one order everywhere: two statements that hold the same two would wait for each other.
  const sorted = nonces.toSorted((a, b) => (`${a.keyId} ${a.nonce}` < `${b.keyId} ${b.nonce}` ? -1 : 1))
  const { rows } = await sql.query<{ keyId: string; nonce: string }>({
    name: 'take-nonces',
    text: `with unhurried as (select set_config('synchronous_commit', 'off', true))
      insert into request_nonce (key_id, nonce, expires_at_ms) select n.key_id, n.nonce, n.expires
      from unhurried, unnest($1::text[], $2::text[], $3::bigint[]) as n (key_id, nonce, expires) on conflict do nothing
      returning key_id as "keyId", nonce`,
    values: [
      sorted.map(({ keyId }) => keyId),
      sorted.map(({ nonce }) => nonce),
      sorted.map(({ nowMs }) => nowMs + NONCE_LIFE_MS),
    ],
  })
  const taken = new Set(rows.map(({ keyId, nonce }) => `${keyId} ${nonce}`))
  return nonces.map(({ keyId, nonce }) => taken.has(`${keyId} ${nonce}`))
}

export async function removeOldNonces(sql: Sql, nowMs: number): Promise<void> {
  await sql.query('delete from request_nonce where expires_at_ms < $1', [nowMs])
}
