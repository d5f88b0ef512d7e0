import type { RevocationCache } from '../../data/pki/revocation-cache.ts'
import type { Sql } from '../db/pool.ts'

/** Answers are asked for again long before; lists of issuers that went quiet may still say who was revoked. */
const ANSWER_LIFE_MS = 30 * 24 * 3_600_000
/** Bytes of all answers together: fifty of the largest lists, and some hundred thousand OCSP answers. */
const ANSWERS_MAX_BYTES = 1024 ** 3

/** Revocation answers in the database, as they came: a restart, or another central, asks nobody again. An older answer never replaces a newer one. */
export function createRevocationAnswers(sql: Sql): RevocationCache {
  return {
    async get(key) {
      const { rows } = await sql.query<{ bytes: Buffer; keptAtMs: number }>({
        name: 'revocation-answer',
        text: 'select bytes, kept_at_ms as "keptAtMs" from revocation_answer where key = $1',
        values: [key],
      })
      const [row] = rows
      return row ? { bytes: new Uint8Array(row.bytes), keptAtMs: row.keptAtMs } : null
    },
    async put(key, { bytes, keptAtMs }) {
      await sql.query({
        name: 'keep-revocation-answer',
        text: `insert into revocation_answer (key, bytes, size_bytes, kept_at_ms) values ($1, $2, $3, $4)
          on conflict (key) do update set bytes = excluded.bytes, size_bytes = excluded.size_bytes, kept_at_ms = excluded.kept_at_ms
          where excluded.kept_at_ms >= revocation_answer.kept_at_ms`,
        values: [key, Buffer.from(bytes), bytes.length, keptAtMs],
      })
    },
  }
}

/** Removes old answers, and the oldest of those past `maxBytes` together. */
export async function removeOldAnswers(sql: Sql, nowMs: number, maxBytes = ANSWERS_MAX_BYTES): Promise<void> {
  await sql.query('delete from revocation_answer where kept_at_ms < $1', [nowMs - ANSWER_LIFE_MS])
  await sql.query(
    `delete from revocation_answer where kept_at_ms <= (
       select max(kept_at_ms) from (
         select kept_at_ms, sum(size_bytes) over (order by kept_at_ms desc) as together from revocation_answer
       ) as answers where together > $1)`,
    [maxBytes],
  )
}
