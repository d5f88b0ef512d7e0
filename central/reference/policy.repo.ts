import { Fault } from '../../flows/base/fault.ts'
import { type PolicySet, readPolicySet } from '../../flows/rules/policy.ts'
import { POLICY_SETS } from '../../flows/rules/policy-sets.ts'
import type { Database, Sql } from '../db/pool.ts'
import type { PolicyId } from '../options.ts'

const NAME = 'policy'

export interface PolicyVersion {
  readonly version: number
  readonly issuedAtMs: number
  readonly policy: PolicySet
}

/** The policy set in force. Raises REFERENCE_INVALID when the database holds something else. */
export async function currentPolicy(sql: Sql): Promise<PolicyVersion> {
  const found = await newest(sql)
  if (!found) throw new Fault('REFERENCE_INVALID', { name: NAME })
  return found
}

/** Puts a shipped set in force as a new version; the set already in force stays as it is. Raises NOT_FOUND for a set nobody ships. */
export async function setPolicy(database: Database, id: PolicyId, nowMs: number): Promise<PolicyVersion> {
  const policy = shippedSet(id)
  return database.transaction(async (sql) => {
    await sql.query('lock table reference_document in share row exclusive mode')
    const before = await newest(sql)
    if (before?.policy.id === id) return before
    return insert(sql, { version: (before?.version ?? 0) + 1, issuedAtMs: nowMs, policy })
  })
}

/** Gives a new database its first policy set; an older one keeps what its administrator chose. */
export async function seedPolicy(database: Database, id: PolicyId, nowMs: number): Promise<PolicyVersion> {
  return (await newest(database.pool)) ?? setPolicy(database, id, nowMs)
}

async function newest(sql: Sql): Promise<PolicyVersion | null> {
  const { rows } = await sql.query<{ version: number; issuedAtMs: number; body: unknown }>(
    `select version, issued_at_ms as "issuedAtMs", body from reference_document where name = $1 order by version desc limit 1`,
    [NAME],
  )
  const row = rows[0]
  return row ? { version: row.version, issuedAtMs: row.issuedAtMs, policy: readPolicySet(row.body) } : null
}

async function insert(sql: Sql, version: PolicyVersion): Promise<PolicyVersion> {
  await sql.query('insert into reference_document (name, version, body, issued_at_ms) values ($1, $2, $3, $4)', [
    NAME,
    version.version,
    JSON.stringify(version.policy),
    version.issuedAtMs,
  ])
  return version
}

function shippedSet(id: PolicyId): PolicySet {
  const found = POLICY_SETS.find((set) => set.id === id)
  if (!found) throw new Fault('NOT_FOUND', { policy: id })
  return found
}
