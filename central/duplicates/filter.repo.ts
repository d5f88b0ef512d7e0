import type { Sql } from '../db/pool.ts'

/** Bytes of a filter in one row. */
export const CHUNK_BYTES = 262_144

export interface Epoch {
  readonly epoch: number
  readonly markKey: Buffer
  readonly startedAtMs: number
}

export interface FilterRow {
  readonly version: number
  readonly epoch: number
  readonly blocks: number
  readonly count: number
  readonly asOfMs: number
  readonly builtAtMs: number
  readonly sha256: Buffer
}

const COLUMNS = `version, epoch, blocks, count, as_of_ms as "asOfMs", built_at_ms as "builtAtMs", sha256`

/** The filter in force, or null before the first. */
export async function newestFilter(sql: Sql): Promise<FilterRow | null> {
  const { rows } = await sql.query<FilterRow>(`select ${COLUMNS} from duplicate_filter order by version desc limit 1`)
  return rows[0] ?? null
}

export async function findFilter(sql: Sql, version: number): Promise<FilterRow | null> {
  const { rows } = await sql.query<FilterRow>(`select ${COLUMNS} from duplicate_filter where version = $1`, [version])
  return rows[0] ?? null
}

/** Writes a version whole, inside a transaction, and removes all but it and the one before. Its keys go with the last filter of their epoch. */
export async function insertFilter(sql: Sql, filter: FilterRow, bytes: Uint8Array): Promise<void> {
  await sql.query(
    `insert into duplicate_filter (version, epoch, blocks, count, as_of_ms, built_at_ms, sha256) values ($1, $2, $3, $4, $5, $6, $7)`,
    [filter.version, filter.epoch, filter.blocks, filter.count, filter.asOfMs, filter.builtAtMs, filter.sha256],
  )
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    await sql.query('insert into duplicate_filter_chunk (version, chunk, bytes) values ($1, $2, $3)', [
      filter.version,
      at / CHUNK_BYTES,
      bytes.subarray(at, at + CHUNK_BYTES),
    ])
  }
  await sql.query('delete from duplicate_filter where version < $1', [filter.version - 1])
  await sql.query(
    'delete from duplicate_epoch e where epoch < $1 and not exists (select 1 from duplicate_filter f where f.epoch = e.epoch)',
    [filter.epoch],
  )
}

/** Bytes `from` to `to` (not included) of a version; shorter when the version was removed meanwhile. */
export async function readFilter(sql: Sql, version: number, from: number, to: number): Promise<Buffer> {
  const first = Math.floor(from / CHUNK_BYTES)
  const { rows } = await sql.query<{ bytes: Buffer }>(
    'select bytes from duplicate_filter_chunk where version = $1 and chunk between $2 and $3 order by chunk',
    [version, first, Math.floor((to - 1) / CHUNK_BYTES)],
  )
  const start = first * CHUNK_BYTES
  return Buffer.concat(rows.map(({ bytes }) => bytes)).subarray(from - start, to - start)
}

export async function newestEpoch(sql: Sql): Promise<Epoch | null> {
  const { rows } = await sql.query<Epoch>(
    `select epoch, mark_key as "markKey", started_at_ms as "startedAtMs" from duplicate_epoch order by epoch desc limit 1`,
  )
  return rows[0] ?? null
}

export async function findEpoch(sql: Sql, epoch: number): Promise<Epoch | null> {
  const { rows } = await sql.query<Epoch>(
    `select epoch, mark_key as "markKey", started_at_ms as "startedAtMs" from duplicate_epoch where epoch = $1`,
    [epoch],
  )
  return rows[0] ?? null
}

export async function insertEpoch(sql: Sql, { epoch, markKey, startedAtMs }: Epoch): Promise<void> {
  await sql.query('insert into duplicate_epoch (epoch, mark_key, started_at_ms) values ($1, $2, $3)', [
    epoch,
    markKey,
    startedAtMs,
  ])
}

export async function countKeys(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ count: number }>('select count(*) as count from account_number')
  return rows[0]?.count ?? 0
}
