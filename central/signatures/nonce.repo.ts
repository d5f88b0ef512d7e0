import type { Sql } from '../db/pool.ts'

/** A nonce stands beside its packet's id in what was signed, so that an old one cannot be spent elsewhere; a year and a month keep the table small. */
const NONCE_LIFE_MS = 400 * 24 * 3_600_000

/** Spends a statement's nonce on the packet. False when another packet has it: STATEMENT_REPLAYED. The same packet may ask again. */
export async function spendNonce(sql: Sql, nonce: string, packetId: string, atMs: number): Promise<boolean> {
  const { rows } = await sql.query<{ packetId: string }>({
    name: 'spend-nonce',
    text: `insert into signed_nonce (nonce, packet_id, at_ms) values ($1, $2, $3)
      on conflict (nonce) do update set packet_id = signed_nonce.packet_id returning packet_id as "packetId"`,
    values: [nonce, packetId, atMs],
  })
  return rows[0]?.packetId === packetId
}

export async function removeOldSignedNonces(sql: Sql, nowMs: number): Promise<void> {
  await sql.query('delete from signed_nonce where at_ms < $1', [nowMs - NONCE_LIFE_MS])
}
