import { SIGNATURE_WINDOW_MS } from '../../data/wire/http-signature.ts'
import type { Sql } from '../db/pool.ts'

/** A request may be stamped up to one window ahead and arrive again until one window after that. */
const NONCE_LIFE_MS = 2 * SIGNATURE_WINDOW_MS

/**
 * Takes a nonce; false when it was taken before. The one write of central that does not wait for the disk: after a power cut the nonces of the
 * last moments may be gone, and what they would have kept out is idempotent by its own key.
 */
export async function takeNonce(sql: Sql, keyId: string, nonce: string, nowMs: number): Promise<boolean> {
  const { rowCount } = await sql.query({
    name: 'take-nonce',
    text: `with unhurried as (select set_config('synchronous_commit', 'off', true))
      insert into request_nonce (key_id, nonce, expires_at_ms) select $1, $2, $3 from unhurried on conflict do nothing`,
    values: [keyId, nonce, nowMs + NONCE_LIFE_MS],
  })
  return rowCount === 1
}

export async function removeOldNonces(sql: Sql, nowMs: number): Promise<void> {
  await sql.query('delete from request_nonce where expires_at_ms < $1', [nowMs])
}
