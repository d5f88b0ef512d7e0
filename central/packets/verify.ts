import type { PacketContent } from '../../data/wire/packet.wire.ts'
import type { Clock } from '../../flows/base/clock.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { SecondOfficer, StationCodes } from '../../flows/base/registration.ts'
import { METHODS, type Method } from '../../flows/base/terms.ts'
import { dayInVietnam } from '../../flows/base/vietnam-time.ts'
import { type CellState, cellState, type PolicySet, reachesIn } from '../../flows/rules/policy.ts'
import type { CarrierClient } from '../connectors/carrier/carrier-client.ts'
import type { InsuranceClient } from '../connectors/social-insurance/insurance-client.ts'
import type { Sql } from '../db/pool.ts'
import type { CentralKeys } from '../keys/central-keys.ts'
import type { SignatureCheck } from '../signatures/check-signature.ts'
import type { Station, StationDirectory } from '../stations/station.repo.ts'
import { type DatedFinding, type Finding, refuse } from './finding.ts'
import { openPacket } from './open-packet.ts'
import type { PacketRow } from './packet.repo.ts'
import { proveByOfficer } from './proofs/by-officer.ts'
import { proveByInsurance, proveByMobile } from './proofs/by-phone.ts'
import { proveBySignIn } from './proofs/by-sign-in.ts'
import { proveBySignature } from './proofs/by-signature.ts'

/** Furthest time of ECMAScript from 1970. */
const TIME_MAX_MS = 8.64e15

export interface VerifyParts {
  readonly sql: Sql
  readonly keys: CentralKeys
  readonly directory: StationDirectory
  readonly carrier: CarrierClient
  readonly insurance: InsuranceClient
  readonly checkSignature: SignatureCheck
  readonly clock: Clock
  /** When an attestation needs a second officer. */
  readonly secondOfficer: SecondOfficer
  /** Of which stations codes of their own count. Default `all`. */
  readonly stationCodes?: StationCodes
  /** Most accounts a day on the word of one station's own codes (code-allowance.ts). */
  readonly stationCodesPerDay?: number
}

/**
 * Verifies one packet anew, whatever the station found: seal, signature, content, policy on the day, then the proof of its method. Writes nothing; whether the
 * account is really free, and a proof unspent, is decided by the database when the decision is written.
 */
export async function verifyPacket(parts: VerifyParts, policy: PolicySet, packet: PacketRow): Promise<DatedFinding> {
  const station = await parts.directory.byId(packet.stationId)
  if (!station) return refuse('STATION_UNKNOWN')
  const opened = await openPacket(packet, parts.keys.sealing.privateKey, station.publicKey)
  if (opened.kind === 'refused') return refuse(opened.code)
  const { content } = opened
  const finding = await judge(parts, policy, packet, content, station)
  return { ...finding, made: { atMs: wholeMs(content.createdAtMs), proven: content.clock === 'proven' } }
}

/** As the database keeps it: a station's word may be any number. */
function wholeMs(ms: number): number {
  return Math.trunc(Math.max(-TIME_MAX_MS, Math.min(TIME_MAX_MS, ms)))
}

async function judge(
  parts: VerifyParts,
  policy: PolicySet,
  packet: PacketRow,
  content: PacketContent,
  station: Station,
): Promise<Finding> {
  const method = METHODS.find((name): name is Method => name === content.method)
  if (!method) return refuse('METHOD_NOT_BUILT')
  const state = stateOn(policy, content, method, packet.receivedAtMs)
  const closed = closedBy(state)
  if (closed) return refuse(closed)
  const finding = await prove(parts, content, method, packet, station)
  return finding.kind === 'accept' && !reachesIn(state, finding.ial) ? refuse('METHOD_NOT_FOR_SUBJECT') : finding
}

function prove(
  parts: VerifyParts,
  content: PacketContent,
  method: Method,
  packet: PacketRow,
  station: Station,
): Finding | Promise<Finding> {
  switch (method) {
    case 'mobile':
      return proveByMobile(parts, content, packet, { kind: toldTo(packet, station) }, station)
    case 'social-insurance':
      return proveByInsurance(parts, content, packet, station)
    case 'usb-token':
    case 'sim-pki':
    case 'remote-signing':
      return proveBySignature(parts, content, method, station)
    case 'vnpost':
    case 'vneid':
      return proveBySignIn(parts, content, method)
    case 'in-person':
      return proveByOfficer(content, station, parts)
  }
}

/** Who hears of an account before the carrier has spoken: an officer, if one stood by both when the registration was taken down and when its citizen came back. */
function toldTo({ returned }: PacketRow, { kind }: Station): Station['kind'] {
  return returned?.stationKind === 'self-service' ? 'self-service' : kind
}

function stateOn(policy: PolicySet, content: PacketContent, method: Method, receivedAtMs: number): CellState {
  // A station's clock may be ahead; a registration is never younger than its arrival.
  const madeAtMs = Math.min(content.createdAtMs, receivedAtMs)
  return cellState(policy, content.subject, method, dayInVietnam(madeAtMs))
}

function closedBy(state: CellState): FaultCode | null {
  switch (state.kind) {
    case 'not-allowed':
      return 'METHOD_NOT_FOR_SUBJECT'
    case 'closed':
      return 'METHOD_CLOSED'
    case 'not-yet':
      return 'METHOD_NOT_YET_OPEN'
    case 'open':
      return null
  }
}
