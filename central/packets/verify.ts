import type { KeyObject } from 'node:crypto'
import type { PacketContent } from '../../data/wire/packet.wire.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import { METHODS, type Method } from '../../flows/base/terms.ts'
import { dayInVietnam } from '../../flows/base/vietnam-time.ts'
import { cellState, type PolicySet } from '../../flows/rules/policy.ts'
import { accountExists } from '../accounts/account.repo.ts'
import type { CarrierClient } from '../connectors/carrier/carrier-client.ts'
import type { Sql } from '../db/pool.ts'
import type { CentralKeys } from '../keys/central-keys.ts'
import { readOtpProof } from '../otp/otp-proof.ts'
import type { StationDirectory } from '../stations/station.repo.ts'
import { openPacket } from './open-packet.ts'
import type { PacketRow } from './packet.repo.ts'

/** A mobile subscriber proved by code and carrier, product.md §2. */
const MOBILE_IAL = 2

export type Finding =
  | {
      readonly kind: 'accept'
      readonly content: PacketContent
      readonly challengeId: string
      readonly numbers: readonly string[]
      readonly carrier: string | null
    }
  | { readonly kind: 'refuse'; readonly reason: FaultCode; readonly carrier: string | null }
  | { readonly kind: 'wait-for-citizen'; readonly reason: FaultCode }
  /** A principal register did not answer: to be tried again. */
  | { readonly kind: 'put-off'; readonly reason: FaultCode }

export interface VerifyParts {
  readonly sql: Sql
  readonly keys: CentralKeys
  readonly directory: StationDirectory
  readonly carrier: CarrierClient
}

/**
 * Verifies one packet anew, whatever the station found: seal, signature, content, policy on the day, one-time code, account, subscriber. Writes
 * nothing; whether the account is really free is decided by the database when the decision is written.
 */
export async function verifyPacket(parts: VerifyParts, policy: PolicySet, packet: PacketRow): Promise<Finding> {
  const station = await parts.directory.byId(packet.stationId)
  if (!station) return refuse('STATION_UNKNOWN')
  const opened = await openPacket(packet, parts.keys.sealing.privateKey, station.publicKey)
  if (opened.kind === 'refused') return refuse(opened.code)
  const { content } = opened
  const closed = policyRefusal(policy, content, packet.receivedAtMs)
  if (closed) return refuse(closed)
  const proof = otpEvidence(content, packet, parts.keys.signing.publicKey)
  if (proof.kind !== 'proved') {
    return proof.kind === 'deferred' ? { kind: 'wait-for-citizen', reason: 'OTP_DEFERRED' } : refuse('OTP_NOT_PROVED')
  }
  const numbers = idNumbers(content)
  if (await accountExists(parts.sql, numbers)) return refuse('ACCOUNT_EXISTS')
  const { phone, idNumber, oldIdNumber, fullName, birthDate } = content.claims
  const { result, carrier } = await parts.carrier.match({
    phone,
    idNumber,
    ...(oldIdNumber === undefined ? {} : { oldIdNumber }),
    fullName,
    birthDate,
  })
  switch (result) {
    case 'match':
      return { kind: 'accept', content, challengeId: proof.challengeId, numbers, carrier }
    case 'other-owner':
      return refuse('SUBSCRIBER_OTHER_OWNER', carrier)
    case 'cmnd-9':
      return refuse('SUBSCRIBER_CMND9', carrier)
    case 'unknown':
      return refuse('SUBSCRIBER_UNKNOWN', carrier)
    case 'unavailable':
      return { kind: 'put-off', reason: 'CARRIER_UNAVAILABLE' }
  }
}

function refuse(reason: FaultCode, carrier: string | null = null): Finding {
  return { kind: 'refuse', reason, carrier }
}

function policyRefusal(policy: PolicySet, content: PacketContent, receivedAtMs: number): FaultCode | null {
  const method = METHODS.find((name): name is Method => name === content.method)
  if (!method) return 'METHOD_NOT_BUILT'
  // A station's clock may be ahead; a registration is never younger than its arrival.
  const madeAtMs = Math.min(content.createdAtMs, receivedAtMs)
  const onDate = dayInVietnam(madeAtMs)
  const state = cellState(policy, content.subject, method, onDate)
  if (state.kind === 'not-allowed') return 'METHOD_NOT_FOR_SUBJECT'
  if (state.kind === 'closed') return 'METHOD_CLOSED'
  if (state.kind === 'not-yet') return 'METHOD_NOT_YET_OPEN'
  const reaches = typeof state.ial === 'number' ? state.ial === MOBILE_IAL : state.ial.includes(MOBILE_IAL)
  return method === 'mobile' && reaches ? null : 'METHOD_NOT_BUILT'
}

type OtpEvidence =
  | { readonly kind: 'proved'; readonly challengeId: string }
  | { readonly kind: 'deferred' }
  | { readonly kind: 'none' }

/** The proof must be ours, of this station and of the phone claimed. That it serves one packet only is decided when it is spent. */
function otpEvidence(content: PacketContent, packet: PacketRow, signingKey: KeyObject): OtpEvidence {
  for (const evidence of content.evidence) {
    if (evidence.kind !== 'otp') continue
    const { challengeId, proof } = evidence as { challengeId?: unknown; proof?: unknown }
    const proved = typeof proof === 'string' ? readOtpProof(proof, signingKey) : null
    const own =
      proved !== null &&
      proved.challengeId === challengeId &&
      proved.stationId === packet.stationId &&
      proved.phone === content.claims.phone
    if (own) return { kind: 'proved', challengeId: proved.challengeId }
  }
  return { kind: content.evidence.some((evidence) => evidence.kind === 'otp-deferred') ? 'deferred' : 'none' }
}

/** The old number counts when the card's QR gave both: nobody takes a stranger's CMND by typing it. */
function idNumbers(content: PacketContent): readonly string[] {
  const { idNumber, oldIdNumber } = content.claims
  const scanned = content.evidence.some((evidence) => evidence.kind === 'card-qr')
  return scanned && oldIdNumber !== undefined && oldIdNumber !== idNumber ? [idNumber, oldIdNumber] : [idNumber]
}
