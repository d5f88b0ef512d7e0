import type { Clock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { PolicySet } from '../../flows/rules/policy.ts'
import { insertAccount } from '../accounts/account.repo.ts'
import type { Database, Sql } from '../db/pool.ts'
import { insertDecision, lockUndecided, putOff, spendProof } from './decision.repo.ts'
import { findUndecided, type PacketRow } from './packet.repo.ts'
import { type Finding, type VerifyParts, verifyPacket } from './verify.ts'

export type Outcome = 'decided' | 'put-off' | 'done-before'

export interface DecideParts extends VerifyParts {
  readonly database: Database
  readonly clock: Clock
  readonly retryDelaysMs: readonly number[]
}

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
    // Somebody took the number or the proof after we looked: the loser is refused, in a transaction of its own.
    if (!(error instanceof Fault) || (error.code !== 'ACCOUNT_EXISTS' && error.code !== 'OTP_NOT_PROVED')) throw error
    const lost: Finding = { kind: 'refuse', reason: error.code, carrier: null }
    return await parts.database.transaction((sql) => write(parts, sql, packet, lost))
  }
}

async function write(parts: DecideParts, sql: Sql, packet: PacketRow, finding: Finding): Promise<Outcome> {
  const { packetId, stationId } = packet
  if (!(await lockUndecided(sql, packetId))) return 'done-before'
  const atMs = parts.clock.now()
  const decision = { packetId, stationId, ial: null, carrier: null, atMs }
  switch (finding.kind) {
    case 'put-off': {
      const delays = parts.retryDelaysMs
      const nextTryAtMs = (tries: number) => atMs + (delays[Math.min(tries, delays.length) - 1] ?? 0)
      await putOff(sql, { packetId, reason: finding.reason, nextTryAtMs })
      return 'put-off'
    }
    case 'refuse':
      await insertDecision(sql, { ...decision, state: 'refused', reason: finding.reason, carrier: finding.carrier })
      return 'decided'
    case 'wait-for-citizen':
      await insertDecision(sql, { ...decision, state: 'waiting-for-citizen', reason: finding.reason })
      return 'decided'
    case 'accept': {
      if (!(await spendProof(sql, finding.challengeId, packetId, atMs))) throw new Fault('OTP_NOT_PROVED')
      const { claims, passwordHash } = finding.content
      const accountId = await insertAccount(sql, {
        ial: 2,
        origin: 'packet',
        packetId,
        fullName: claims.fullName,
        birthDate: claims.birthDate,
        phone: claims.phone,
        passwordHash,
        createdAtMs: atMs,
        numbers: finding.numbers,
      })
      if (accountId === null) throw new Fault('ACCOUNT_EXISTS')
      await insertDecision(sql, { ...decision, state: 'accepted', ial: 2, reason: null, carrier: finding.carrier })
      return 'decided'
    }
  }
}
