import { randomUUID } from 'node:crypto'
import type { Ial } from '../../flows/base/terms.ts'
import type { Sql } from '../db/pool.ts'

export interface NewAccount {
  readonly ial: Ial
  readonly origin: 'packet' | 'earlier-portal'
  readonly packetId: string | null
  readonly fullName: string
  readonly birthDate: string
  readonly phone: string | null
  readonly passwordHash: string | null
  readonly createdAtMs: number
  /** Every ID number of the person; none of them may lead to an account yet. */
  readonly numbers: readonly string[]
}

/** Whether one of the ID numbers leads to an account. */
export async function accountExists(sql: Sql, numbers: readonly string[]): Promise<boolean> {
  const { rowCount } = await sql.query('select 1 from account_number where number = any($1) limit 1', [numbers])
  return (rowCount ?? 0) > 0
}

/** Accounts the numbers lead to, by number. */
export async function findAccounts(sql: Sql, numbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql.query<{ number: string; accountId: string }>(
    'select number, account_id as "accountId" from account_number where number = any($1)',
    [numbers],
  )
  return new Map(rows.map((row) => [row.number, row.accountId]))
}

/**
 * Makes an account with its numbers, inside a transaction. Gives its id, or null when a number was taken: then the transaction must be rolled
 * back. The primary key of account_number decides, and waits for a rival that has not committed yet.
 */
export async function insertAccount(sql: Sql, account: NewAccount): Promise<string | null> {
  const accountId = randomUUID()
  await sql.query(
    `insert into account (account_id, ial, origin, packet_id, full_name, birth_date, phone, password_hash, created_at_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      accountId,
      account.ial,
      account.origin,
      account.packetId,
      account.fullName,
      account.birthDate,
      account.phone,
      account.passwordHash,
      account.createdAtMs,
    ],
  )
  return (await linkNumbers(sql, accountId, account.numbers)) === account.numbers.length ? accountId : null
}

/** Links numbers to an account and gives how many were free. In one order always, so that two rivals wait and never deadlock. */
export async function linkNumbers(sql: Sql, accountId: string, numbers: readonly string[]): Promise<number> {
  const { rowCount } = await sql.query(
    'insert into account_number (number, account_id) select n, $2 from unnest($1::text[]) as n order by n on conflict do nothing',
    [[...numbers].sort(), accountId],
  )
  return rowCount ?? 0
}

export async function countAccounts(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ count: number }>('select count(*) as count from account')
  return rows[0]?.count ?? 0
}
