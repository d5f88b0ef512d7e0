import { FINDING_KINDS, type FindingKind } from '../../data/wire/holding.wire.ts'
import type { Clock } from '../../flows/base/clock.ts'
import { countAccounts } from '../accounts/account.repo.ts'
import { type EarlierAccount, type ImportResult, importAccounts } from '../accounts/import-accounts.ts'
import type { Database } from '../db/pool.ts'
import { countNotices } from '../notices/notice.repo.ts'
import type { PolicyId } from '../options.ts'
import { countPackets } from '../packets/packet.repo.ts'
import { countFindings, type FindingDetails, listFindings } from '../packets/station-finding.repo.ts'
import { setPolicy } from '../reference/policy.repo.ts'
import { publishTrust } from '../reference/trust.repo.ts'
import type { TrustStore } from '../signatures/trust-store.ts'
import { createEnrollmentCode } from '../stations/enrollment.ts'
import { type StationKind, stationCodeOf } from '../stations/station.repo.ts'

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
  /**
   * total, received, verifying, accepted, refused, waiting-for-citizen, conflicts; notices-due and notices-not-delivered, words to subscribers of accounts opened on a station's own codes; and standing
   * findings by kind: chain-gap, chain-fork, chain-broken-link, clock, replay, duplicate, own-codes, not-told.
   */
  countPackets(): Promise<Record<string, number>>
  countAccounts(): Promise<number>
  /** What central noticed about stations' packets, newest first. */
  findings(filter?: FindingFilter): Promise<readonly AdminFinding[]>
}

export interface FindingFilter {
  /** K0007. */
  readonly station?: string | undefined
  readonly kind?: FindingKind | undefined
  /** True: those that stand; false: those that were resolved. */
  readonly open?: boolean | undefined
}

export interface AdminFinding {
  readonly station: string
  readonly kind: FindingKind
  readonly sequence: number
  readonly foundAtMs: number
  readonly resolvedAtMs: number | null
  readonly details: FindingDetails
}

/** What central trusts now. `unreadable` names files that hold no certificate. */
export interface TrustReport {
  readonly version: number
  readonly anchors: number
  readonly issuers: number
  readonly unreadable: readonly string[]
}

const CHAIN_KINDS: ReadonlySet<FindingKind> = new Set(['gap', 'fork', 'broken-link'])

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
      const [packets, found, notices] = await Promise.all([
        countPackets(database.pool),
        countFindings(database.pool),
        countNotices(database.pool),
      ])
      const findings = FINDING_KINDS.map((kind) => [CHAIN_KINDS.has(kind) ? `chain-${kind}` : kind, found[kind] ?? 0])
      return { ...packets, ...notices, ...Object.fromEntries(findings) }
    },
    async findings({ station, kind, open } = {}) {
      const stationNumber = station === undefined ? null : Number(station.slice(1))
      const rows = await listFindings(database.pool, { stationNumber, kind: kind ?? null, open: open ?? null })
      return rows.map((row) => ({
        station: stationCodeOf(row.stationNumber),
        kind: row.kind,
        sequence: row.sequence,
        foundAtMs: row.foundAtMs,
        resolvedAtMs: row.resolvedAtMs,
        details: row.details,
      }))
    },
    countAccounts: () => countAccounts(database.pool),
  }
}
