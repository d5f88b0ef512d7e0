import type { Clock } from '../../flows/base/clock.ts'
import { countAccounts } from '../accounts/account.repo.ts'
import { type EarlierAccount, type ImportResult, importAccounts } from '../accounts/import-accounts.ts'
import type { Database } from '../db/pool.ts'
import type { PolicyId } from '../options.ts'
import { countChainFindings } from '../packets/chain.ts'
import { countPackets } from '../packets/packet.repo.ts'
import { setPolicy } from '../reference/policy.repo.ts'
import { createEnrollmentCode } from '../stations/enrollment.ts'
import type { StationKind } from '../stations/station.repo.ts'

/** What the administrator does, over HTTP or from within the process that started central. */
export interface CentralAdmin {
  createEnrollmentCode(request?: {
    readonly kind?: StationKind
    readonly lifetimeMs?: number
  }): Promise<{ code: string; expiresAtMs: number }>
  setPolicy(id: PolicyId): Promise<{ id: string; version: number }>
  /** One result each, in their order. Idempotent. */
  importAccounts(accounts: readonly EarlierAccount[]): Promise<readonly ImportResult[]>
  /** total, received, verifying, accepted, refused, waiting-for-citizen, conflicts, and standing chain findings as chain-gap, … */
  countPackets(): Promise<Record<string, number>>
  countAccounts(): Promise<number>
}

export function createCentralAdmin(parts: { database: Database; clock: Clock }): CentralAdmin {
  const { database, clock } = parts
  return {
    createEnrollmentCode: (request = {}) => createEnrollmentCode(database.pool, clock, request),
    async setPolicy(id) {
      const { version, policy } = await setPolicy(database, id, clock.now())
      return { id: policy.id, version }
    },
    importAccounts: (accounts) => importAccounts(parts, accounts),
    async countPackets() {
      const [packets, findings] = await Promise.all([countPackets(database.pool), countChainFindings(database.pool)])
      const chain = Object.entries(findings).map(([kind, count]) => [`chain-${kind}`, count] as const)
      return { ...packets, ...Object.fromEntries(chain) }
    },
    countAccounts: () => countAccounts(database.pool),
  }
}
