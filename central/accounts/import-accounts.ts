import type { AccountKey } from '../../data/wire/account-keys.ts'
import type { Clock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { Database, Sql } from '../db/pool.ts'
import { findAccounts, insertAccount, linkKeys } from './account.repo.ts'

/** An account of the earlier portal. `phone` is E.164, `birthDate` YYYY-MM-DD. */
export interface EarlierAccount {
  readonly idNumber: string
  readonly oldIdNumber?: string
  readonly fullName: string
  readonly birthDate: string
  readonly phone?: string
}

/** `linked`: the account was there under one of its two numbers and has both now. `conflict`: the numbers lead to two accounts. */
export type ImportResult = 'created' | 'existing' | 'linked' | 'conflict'

/** Takes over accounts of the earlier portal, each by itself; a repeat changes nothing. Gives one result each, in their order. */
export async function importAccounts(
  parts: { database: Database; clock: Clock },
  accounts: readonly EarlierAccount[],
): Promise<readonly ImportResult[]> {
  const results: ImportResult[] = []
  for (const account of accounts) {
    results.push(await parts.database.transaction((sql) => importOne(sql, account, parts.clock.now())).catch(lostRace))
  }
  return results
}

async function importOne(sql: Sql, account: EarlierAccount, nowMs: number): Promise<ImportResult> {
  const numbers = [...new Set([account.idNumber, ...(account.oldIdNumber ? [account.oldIdNumber] : [])])]
  const keys = numbers.map((number): AccountKey => ({ kind: 'id', number }))
  const found = await findAccounts(sql, keys)
  const owners = [...new Set(found.map(({ accountId }) => accountId))]
  if (owners.length > 1) return 'conflict'
  if (owners[0] !== undefined) {
    const missing = keys.filter(({ number }) => !found.some((one) => one.number === number))
    return missing.length > 0 && (await linkKeys(sql, owners[0], missing)) > 0 ? 'linked' : 'existing'
  }
  const created = await insertAccount(sql, {
    ial: 2,
    origin: 'earlier-portal',
    packetId: null,
    subject: 'citizen',
    organisation: null,
    fullName: account.fullName,
    birthDate: account.birthDate,
    phone: account.phone ?? null,
    passwordHash: null,
    createdAtMs: nowMs,
    keys,
  })
  if (created === null) throw new Fault('ACCOUNT_EXISTS')
  return 'created'
}

/** Another request took the number between look and insert; ours is rolled back and there is an account, which is what was asked for. */
function lostRace(error: unknown): ImportResult {
  if (error instanceof Fault && error.code === 'ACCOUNT_EXISTS') return 'existing'
  throw error
}
