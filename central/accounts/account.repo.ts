import { randomUUID } from 'node:crypto'
import type { AccountKey } from '../../data/wire/account-keys.ts'
import type { Ial, Subject } from '../../flows/base/terms.ts'
import type { Sql } from '../db/pool.ts'

export interface NewAccount {
  readonly ial: Ial
  readonly origin: 'packet' | 'earlier-portal'
  readonly packetId: string | null
  readonly subject: Subject
  readonly fullName: string | null
  readonly birthDate: string | null
  readonly organisation: string | null
  readonly phone: string | null
  readonly passwordHash: string | null
  readonly createdAtMs: number
  /** Everything the account stands under; none of it may lead to an account yet. */
  readonly keys: readonly AccountKey[]
}

/** An account as its keys lead to it. */
export interface FoundAccount {
  readonly accountId: string
  readonly ial: Ial
  readonly kind: AccountKey['kind']
  readonly number: string
}

/** What the keys lead to, one row a key that is taken. */
export async function findAccounts(sql: Sql, keys: readonly AccountKey[]): Promise<readonly FoundAccount[]> {
  if (keys.length === 0) return []
  const { rows } = await sql.query<FoundAccount>({
    name: 'find-accounts',
    text: `select n.account_id as "accountId", a.ial, n.kind, n.number
      from unnest($1::text[], $2::text[]) as k (kind, number) join account_number n using (kind, number) join account a using (account_id)`,
    values: [keys.map(({ kind }) => kind), keys.map(({ number }) => number)],
  })
  return rows
}

/** All that an account stands under. */
export async function keysOf(sql: Sql, accountId: string): Promise<readonly AccountKey[]> {
  const { rows } = await sql.query<AccountKey>('select kind, number from account_number where account_id = $1', [
    accountId,
  ])
  return rows
}

/** The highest level of the accounts the keys lead to; null when there is none. */
export async function accountLevel(sql: Sql, keys: readonly AccountKey[]): Promise<Ial | null> {
  const found = await findAccounts(sql, keys)
  return found.some(({ ial }) => ial === 3) ? 3 : found.length > 0 ? 2 : null
}

/**
 * Makes an account with its keys, inside a transaction. Gives its id, or null when a key was taken: then the transaction must be rolled
 * back. The primary key of account_number decides, and waits for a rival that has not committed yet.
 */
export async function insertAccount(sql: Sql, account: NewAccount): Promise<string | null> {
  const accountId = randomUUID()
  await sql.query({
    name: 'insert-account',
    text: `insert into account
        (account_id, ial, origin, packet_id, subject, full_name, birth_date, organisation, phone, password_hash, created_at_ms)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      accountId,
      account.ial,
      account.origin,
      account.packetId,
      account.subject,
      account.fullName,
      account.birthDate,
      account.organisation,
      account.phone,
      account.passwordHash,
      account.createdAtMs,
    ],
  })
  return (await linkKeys(sql, accountId, account.keys)) === account.keys.length ? accountId : null
}

/** Links keys to an account and gives how many were free. In one order always, so that two rivals wait and never deadlock. */
export async function linkKeys(sql: Sql, accountId: string, keys: readonly AccountKey[]): Promise<number> {
  if (keys.length === 0) return 0
  const sorted = [...keys].sort((one, other) => (one.kind + one.number < other.kind + other.number ? -1 : 1))
  const { rowCount } = await sql.query({
    name: 'link-keys',
    text: `insert into account_number (kind, number, account_id)
      select k, n, $3 from unnest($1::text[], $2::text[]) as t (k, n) order by k, n on conflict do nothing`,
    values: [sorted.map(({ kind }) => kind), sorted.map(({ number }) => number), accountId],
  })
  return rowCount ?? 0
}

/** Raises an account to a higher level, once a packet. False when it has that level already. */
export async function raiseAccount(
  sql: Sql,
  raise: { readonly accountId: string; readonly packetId: string; readonly ial: Ial; readonly atMs: number },
): Promise<boolean> {
  const { rows } = await sql.query<{ from: Ial }>(
    'select ial as "from" from account where account_id = $1 for update',
    [raise.accountId],
  )
  const from = rows[0]?.from
  if (from === undefined || from >= raise.ial) return false
  await sql.query('update account set ial = $2 where account_id = $1', [raise.accountId, raise.ial])
  await sql.query(
    'insert into account_raise (packet_id, account_id, from_ial, to_ial, at_ms) values ($1, $2, $3, $4, $5)',
    [raise.packetId, raise.accountId, from, raise.ial, raise.atMs],
  )
  return true
}

export async function countAccounts(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ count: number }>('select count(*) as count from account')
  return rows[0]?.count ?? 0
}
