import type { Clock } from '../../flows/base/clock.ts'
import { countAccounts } from '../accounts/account.repo.ts'
import { type EarlierAccount, type ImportResult, importAccounts } from '../accounts/import-accounts.ts'
import type { Database } from '../db/pool.ts'
import type { PolicyId } from '../options.ts'
import { countChainFindings } from '../packets/chain.ts'
import { countPackets } from '../packets/packet.repo.ts'
import { setPolicy } from '../reference/policy.repo.ts'
import { publishTrust } from '../reference/trust.repo.ts'
import type { TrustStore } from '../signatures/trust-store.ts'
import { createEnrollmentCode } from '../stations/enrollment.ts'
import type { StationKind } from '../stations/station.repo.ts'

/** What the administrator does, over HTTP or from within the process that started central. */
export interface CentralAdmin {
  createEnrollmentCode(request?: {
    readonly kind?: StationKind
    readonly lifetimeMs?: number
  }): Promise<{ code: string; expiresAtMs: number }>
  setPolicy(id: PolicyId): Promise<{ id: string; version: number }>
  /** Reads the trust folder again and sends it to the stations. Raises CONFIG_INVALID; then all stays as it was. */
  reloadTrust(): Promise<TrustReport>
  /** One result each, in their order. Idempotent. */
  importAccounts(accounts: readonly EarlierAccount[]): Promise<readonly ImportResult[]>
  /** total, received, verifying, accepted, refused, waiting-for-citizen, conflicts, and standing chain findings as chain-gap, … */
  countPackets(): Promise<Record<string, number>>
  countAccounts(): Promise<number>
}

/** What central trusts now. `unreadable` names files that hold no certificate. */
export interface TrustReport {
  readonly version: number
  readonly anchors: number
  readonly issuers: number
  readonly unreadable: readonly string[]
}

export function createCentralAdmin(parts: { database: Database; clock: Clock; trust: TrustStore }): CentralAdmin {
  const { database, clock } = parts
  return {
    createEnrollmentCode: (request = {}) => createEnrollmentCode(database.pool, clock, request),
    async setPolicy(id) {
      const { version, policy } = await setPolicy(database, id, clock.now())
      return { id: policy.id, version }
    },
    async reloadTrust() {
      const trust = await parts.trust.reload()
      const { version, content } = await publishTrust(database, trust, clock.now())
      return {
        version,
        anchors: content.anchors.length,
        issuers: content.issuers.length,
        unreadable: trust.unreadable,
      }
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
