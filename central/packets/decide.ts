import { type AccountKey, isOwnNumber } from '../../data/wire/account-keys.ts'
import type { Clock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { PolicySet } from '../../flows/rules/policy.ts'
import {
  type FoundAccount,
  findAccounts,
  insertAccount,
  keysOf,
  linkKeys,
  raiseAccount,
} from '../accounts/account.repo.ts'
import type { Database, Sql } from '../db/pool.ts'
import { insertNotice } from '../notices/notice.repo.ts'
import { endWait, insertWait } from '../returns/return.repo.ts'
import { spendNonce } from '../signatures/nonce.repo.ts'
import { closeTransactions, spendTransaction } from '../transactions/transaction.repo.ts'
import { allowanceFinding, STATION_CODES_PER_DAY, takeCodeAllowance } from './code-allowance.ts'
import { insertDecision, lockUndecided, putOff, spendProof } from './decision.repo.ts'
import { type DatedFinding, type Finding, type Proved, type Spend, waitForCode } from './finding.ts'
import { findUndecided, type PacketRow } from './packet.repo.ts'
import { noteRivals } from './rivals.ts'
import { writeFindings } from './station-finding.repo.ts'
import { type VerifyParts, verifyPacket } from './verify.ts'

export type Outcome = 'decided' | 'put-off' | 'done-before'

export interface DecideParts extends VerifyParts {
  readonly database: Database
  readonly retryDelaysMs: readonly number[]
  /** How long a packet waits for its citizen. */
  readonly waitForCitizenMs: number
  readonly clock: Clock
}

/** Faults that say that somebody was first: the loser is refused with the same code. */
const LOST: readonly FaultCode[] = ['ACCOUNT_EXISTS', 'OTP_NOT_PROVED', 'STATEMENT_REPLAYED', 'EVIDENCE_MISSING']

/**
 * Verifies a packet and writes what comes of it. Account, spent proof and decision commit together, so that a crash at any point leaves all of
 * them or none, and a repeat of the job finds the packet decided.
 */
export async function decidePacket(parts: DecideParts, policy: PolicySet, packetId: string): Promise<Outcome> {
  const packet = await findUndecided(parts.sql, packetId)
  if (!packet) return 'done-before'
  const finding = await verifyPacket(parts, policy, packet)
  try {
    return await parts.database.transaction((sql) => write(parts, sql, packet, finding))
  } catch (error) {
    // The last place of the station's day was taken after we looked.
    if (error instanceof Fault && error.code === 'OTP_LIMIT_STATION') {
      const later: DatedFinding = { ...madeOf(finding), ...waitForCode(true) }
      return await parts.database.transaction((sql) => write(parts, sql, packet, later))
    }
    // Somebody took the number or the proof after we looked: the loser is refused, in a transaction of its own.
    if (!(error instanceof Fault) || !LOST.includes(error.code)) throw error
    const lost: DatedFinding = { ...madeOf(finding), kind: 'refuse', reason: error.code, carrier: null }
    const over = lostOver(finding, error.code)
    return await parts.database.transaction((sql) => write(parts, sql, packet, lost, over))
  }
}

interface LostOver {
  readonly keys: readonly AccountKey[]
  readonly spends: readonly Spend[]
}

/** Over what a packet lost: the account that stands, or the proofs it brought. */
function lostOver(finding: Finding, code: FaultCode): LostOver {
  if (finding.kind !== 'accept') return { keys: [], spends: [] }
  return code === 'ACCOUNT_EXISTS' ? { keys: finding.keys, spends: [] } : { keys: [], spends: finding.spends }
}

function madeOf({ made }: DatedFinding): Pick<DatedFinding, 'made'> {
  return made ? { made } : {}
}

async function write(
  parts: DecideParts,
  sql: Sql,
  packet: PacketRow,
  finding: DatedFinding,
  over: LostOver = { keys: [], spends: [] },
): Promise<Outcome> {
  const { packetId, stationId } = packet
  if (!(await lockUndecided(sql, packetId))) return 'done-before'
  const atMs = parts.clock.now()
  const time = finding.made ? { sequence: packet.sequence, ...finding.made } : null
  const decision = { packetId, stationId, ial: null, raised: false, carrier: null, atMs, time }
  const allowance = { stationId, perDay: parts.stationCodesPerDay ?? STATION_CODES_PER_DAY, nowMs: atMs }
  if (packet.returned && (finding.kind === 'accept' || finding.kind === 'refuse')) await endWait(sql, packetId, atMs)
  switch (finding.kind) {
    case 'put-off': {
      const delays = parts.retryDelaysMs
      const nextTryAtMs = (tries: number) => atMs + (delays[Math.min(tries, delays.length) - 1] ?? 0)
      await putOff(sql, { packetId, reason: finding.reason, nextTryAtMs })
      return 'put-off'
    }
    case 'refuse':
      await closeTransactions(sql, packetId, stationId)
      await insertDecision(sql, { ...decision, state: 'refused', reason: finding.reason, carrier: finding.carrier })
      await noteRivals(sql, packet, { keys: finding.keys ?? over.keys, spends: over.spends }, atMs)
      return 'decided'
    case 'wait-for-citizen':
      await insertWait(sql, { packetId, stationId, sinceMs: atMs, expiresAtMs: atMs + parts.waitForCitizenMs })
      await insertDecision(sql, { ...decision, state: 'waiting-for-citizen', reason: finding.reason })
      if (finding.isOverAllowance) await writeFindings(sql, [allowanceFinding(allowance)], atMs)
      return 'decided'
    case 'accept': {
      for (const spend of finding.spends) await spendOnce(sql, spend, packetId, atMs)
      const raised = await openOrRaise(sql, finding, packetId, atMs)
      const { ial, carrier, noticeOf } = finding
      if (noticeOf) await insertNotice(sql, { packetId, ...noticeOf, atMs })
      await closeTransactions(sql, packetId, stationId)
      // Late, so that nobody of the station waits longer than for the decision itself.
      if (noticeOf && !(await takeCodeAllowance(sql, allowance))) throw new Fault('OTP_LIMIT_STATION')
      await insertDecision(sql, { ...decision, state: 'accepted', ial, raised, reason: null, carrier })
      return 'decided'
    }
  }
}

/** What serves one packet only. Raises what the loser is refused with. */
async function spendOnce(sql: Sql, spend: Spend, packetId: string, atMs: number): Promise<void> {
  switch (spend.kind) {
    case 'otp':
      if (!(await spendProof(sql, spend.challengeId, packetId, atMs))) throw new Fault('OTP_NOT_PROVED')
      return
    case 'nonce':
      if (!(await spendNonce(sql, spend.nonce, packetId, atMs))) throw new Fault('STATEMENT_REPLAYED')
      return
    case 'transaction':
      if (!(await spendTransaction(sql, spend.transactionId, packetId))) throw new Fault('EVIDENCE_MISSING')
  }
}

/**
 * Makes the account, or raises the one that is there where the person agreed to it and the proof is stronger (product.md §3): never a second one. True when it was
 * raised. Raises ACCOUNT_EXISTS; keys that lead to two accounts are for people to look at, and refuse.
 */
async function openOrRaise(sql: Sql, proved: Proved, packetId: string, atMs: number): Promise<boolean> {
  const { ial, subject, fullName, birthDate, organisation, phone, passwordHash, keys, onExisting } = proved
  const found = await findAccounts(sql, keys)
  const owners = [...new Set(found.map(({ accountId }) => accountId))]
  const [owner, ...others] = owners
  if (owner === undefined) {
    const accountId = await insertAccount(sql, {
      ial,
      origin: 'packet',
      packetId,
      subject,
      fullName,
      birthDate,
      organisation,
      phone,
      passwordHash,
      createdAtMs: atMs,
      keys,
    })
    if (accountId === null) throw new Fault('ACCOUNT_EXISTS')
    return false
  }
  if (onExisting === 'refuse' || others.length > 0) throw new Fault('ACCOUNT_EXISTS')
  if (!(proved.raisedBy ?? keys).some((key) => found.some((one) => isSameKey(one, key))))
    throw new Fault('ACCOUNT_EXISTS')
  if (await isNamesake(sql, owner, found)) throw new Fault('ACCOUNT_EXISTS')
  if (!(await raiseAccount(sql, { accountId: owner, packetId, ial, atMs }))) throw new Fault('ACCOUNT_EXISTS')
  const missing = keys.filter((key) => !found.some((one) => isSameKey(one, key)))
  if ((await linkKeys(sql, owner, missing)) !== missing.length) throw new Fault('ACCOUNT_EXISTS')
  return true
}

function isSameKey(one: AccountKey, other: AccountKey): boolean {
  return one.kind === other.kind && one.number === other.number
}

/**
 * Two officials of one body and one name, or of names that folding makes one: an account with a number of its own is raised by that number, never by body and name alone. Whoever
 * brings another number, or an old certificate without any, may be somebody else.
 */
async function isNamesake(sql: Sql, owner: string, found: readonly FoundAccount[]): Promise<boolean> {
  if (found.some((key) => isOwnNumber(key))) return false
  return (await keysOf(sql, owner)).some((key) => isOwnNumber(key))
}
