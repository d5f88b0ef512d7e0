import { isDeepStrictEqual } from 'node:util'
import { Compile } from 'typebox/compile'
import type { Trust } from '../../data/pki/trust.ts'
import { TrustContent } from '../../data/wire/reference.wire.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { Database, Sql } from '../db/pool.ts'

const NAME = 'trust'
const isContent = Compile(TrustContent)

export interface TrustVersion {
  readonly version: number
  readonly issuedAtMs: number
  readonly content: TrustContent
}

/** The trust anchors in force. Raises REFERENCE_INVALID when the database holds none, or something else. */
export async function currentTrust(sql: Sql): Promise<TrustVersion> {
  const found = await newest(sql)
  if (!found) throw new Fault('REFERENCE_INVALID', { name: NAME })
  return found
}

/**
 * Puts what central trusts in force as a new version; the same anchors and issuers, in whatever order, stay as they are. Raises CONFIG_INVALID for more than stations take
 * (data/wire/reference.wire.ts).
 */
export async function publishTrust(database: Database, trust: Trust, nowMs: number): Promise<TrustVersion> {
  const content = contentOf(trust)
  if (!isContent.Check(content)) throw new Fault('CONFIG_INVALID', { setting: 'trustDir' })
  return database.transaction(async (sql) => {
    await sql.query('lock table reference_document in share row exclusive mode')
    const before = await newest(sql)
    if (before && isDeepStrictEqual(before.content, content)) return before
    const next = { version: (before?.version ?? 0) + 1, issuedAtMs: nowMs, content }
    await sql.query('insert into reference_document (name, version, body, issued_at_ms) values ($1, $2, $3, $4)', [
      NAME,
      next.version,
      JSON.stringify(content),
      nowMs,
    ])
    return next
  })
}

async function newest(sql: Sql): Promise<TrustVersion | null> {
  const { rows } = await sql.query<{ version: number; issuedAtMs: number; body: unknown }>(
    `select version, issued_at_ms as "issuedAtMs", body from reference_document where name = $1 order by version desc limit 1`,
    [NAME],
  )
  const [row] = rows
  if (!row) return null
  if (!isContent.Check(row.body)) throw new Fault('REFERENCE_INVALID', { name: NAME })
  return { version: row.version, issuedAtMs: row.issuedAtMs, content: row.body }
}

/** In the order of the bytes: files that are only named anew make no new version. */
function contentOf({ anchors, authorities }: Trust): TrustContent {
  const roots = anchors.map(({ tree, certificate }) => ({ tree, certificate: base64(certificate.der) }))
  const keyed = new Map(roots.map((root) => [`${root.tree} ${root.certificate}`, root]))
  return {
    anchors: [...keyed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, root]) => root),
    issuers: [...new Set(authorities.map(({ der }) => base64(der)))].sort(),
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
