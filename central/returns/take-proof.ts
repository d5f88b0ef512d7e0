import type { ReturnReply } from '../../data/wire/return.wire.ts'
import { Fault } from '../../flows/base/fault.ts'
import { readOtpProof } from '../otp/otp-proof.ts'
import { type DecideParts, decidePacket } from '../packets/decide.ts'
import { spendProof } from '../packets/decision.repo.ts'
import { currentPolicy } from '../reference/policy.repo.ts'
import type { Station } from '../stations/station.repo.ts'
import { challengeRequest, findReturn, insertProof, lockWait, type ReturnRow } from './return.repo.ts'
import { returnRequestPrefix } from './return-code.ts'
import { contentOf, type StandingParts, standingOf } from './standing.ts'

/** The process that took the proof looks at once; another one only when that has not come to anything. */
const LOOK_AGAIN_MS = 15_000

/**
 * POST /v1/returns/:packetId/proof: keeps the proof and verifies the packet anew with it. The first proof counts, and is spent with the keeping: at two stations at once one of
 * them keeps, and both are told the same decision. A repeat is told where the packet stands by now.
 * Raises RECEIPT_UNKNOWN; OTP_NOT_PROVED for a proof that is not ours, not of this station, not of the phone in the packet, asked for on behalf of another packet, or spent.
 */
export async function takeReturnProof(
  parts: StandingParts & { readonly decide: DecideParts },
  station: Station,
  packetId: string,
  proof: string,
): Promise<ReturnReply> {
  const { database, decide } = parts
  const row = await findReturn(database.pool, packetId)
  if (!row) throw new Fault('RECEIPT_UNKNOWN')
  const standing = await standingOf(parts, row)
  if (standing.kind === 'waiting' && (await keep(parts, station, row, proof))) {
    const { policy } = await currentPolicy(database.pool)
    await decidePacket(decide, policy, packetId)
  }
  return standingOf(parts, (await findReturn(database.pool, packetId)) ?? row)
}

/** False when another proof, or the expiry, was first. */
async function keep(
  parts: StandingParts & { readonly decide: DecideParts },
  station: Station,
  row: ReturnRow,
  compact: string,
): Promise<boolean> {
  const { packetId } = row
  const { stationId } = station
  const proof = readOtpProof(compact, parts.decide.keys.signing.publicKey)
  if (proof === null || proof.stationId !== stationId) throw new Fault('OTP_NOT_PROVED')
  const { claims } = await contentOf(parts, row)
  if (proof.phone !== claims.phone) throw new Fault('OTP_NOT_PROVED')
  const { challengeId } = proof
  return parts.database.transaction(async (sql) => {
    const atMs = parts.clock.now()
    if ((await lockWait(sql, packetId, atMs)) !== 'open') return false
    const asked = await challengeRequest(sql, challengeId, stationId)
    if (!asked?.requestId.startsWith(returnRequestPrefix(packetId))) throw new Fault('OTP_NOT_PROVED')
    if (!(await spendProof(sql, challengeId, packetId, atMs))) throw new Fault('OTP_NOT_PROVED')
    await insertProof(sql, { packetId, stationId, challengeId, proof: compact, atMs, lookAtMs: atMs + LOOK_AGAIN_MS })
    return true
  })
}
