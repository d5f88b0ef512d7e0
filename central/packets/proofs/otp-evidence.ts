import type { KeyObject } from 'node:crypto'
import type { PacketContent } from '../../../data/wire/packet.wire.ts'
import { mayUseOwnCodes, type StationCodes } from '../../../flows/base/registration.ts'
import { readOtpProof, readStationOtpProof } from '../../otp/otp-proof.ts'
import type { Station } from '../../stations/station.repo.ts'
import type { PacketRow } from '../packet.repo.ts'

export type OtpEvidence =
  | {
      readonly kind: 'proved'
      readonly challengeId: string
      /** A station's word is evidence, not a verdict: whoever holds the phone is told of the account. */
      readonly by: 'central' | 'station'
    }
  | {
      readonly kind: 'deferred'
      /** A code of the station's own would have counted, had the day not been full. */
      readonly isOverAllowance?: true
    }
  | { readonly kind: 'none' }

/**
 * The proof must be ours, of this station and of the phone claimed; where the code was put off, of the station the citizen came back to. That it serves one packet only is decided
 * when it is spent. While central could not be reached a station may have sent a code by its own modem: that counts when the station that sealed the packet signed it, the
 * setting takes codes of its kind and the station's day has room; else the code is still to come. Whoever was waited for, and has come back, proves by central's code alone.
 */
export async function otpEvidence(
  content: PacketContent,
  packet: PacketRow,
  signingKey: KeyObject,
  from?: {
    readonly station: Pick<Station, 'publicKey' | 'kind'>
    readonly stationCodes: StationCodes
    readonly hasAllowance: () => Promise<boolean>
  },
): Promise<OtpEvidence> {
  let isOverAllowance = false
  let isPutOff = content.evidence.some(({ kind }) => kind === 'otp-deferred')
  for (const evidence of content.evidence) {
    if (evidence.kind !== 'otp') continue
    const { challengeId, proof } = evidence as { challengeId?: unknown; proof?: unknown }
    if (typeof proof !== 'string') continue
    const isOwn = (said: { challengeId: string; stationId: string; phone: string } | null) =>
      said?.challengeId === challengeId && said?.stationId === packet.stationId && said.phone === content.claims.phone
    const proved = readOtpProof(proof, signingKey)
    if (proved && isOwn(proved)) return { kind: 'proved', challengeId: proved.challengeId, by: 'central' }
    const said = from ? readStationOtpProof(proof, from.station.publicKey) : null
    if (!from || !said || !isOwn(said)) continue
    isPutOff = true
    if (packet.returned || !mayUseOwnCodes(from.stationCodes, from.station.kind)) continue
    if (await from.hasAllowance()) return { kind: 'proved', challengeId: said.challengeId, by: 'station' }
    isOverAllowance = true
  }
  if (!isPutOff) return { kind: 'none' }
  if (!packet.returned) return isOverAllowance ? { kind: 'deferred', isOverAllowance } : { kind: 'deferred' }
  const { proof, stationId } = packet.returned
  const proved = readOtpProof(proof, signingKey)
  const own = proved !== null && proved.stationId === stationId && proved.phone === content.claims.phone
  return own ? { kind: 'proved', challengeId: proved.challengeId, by: 'central' } : { kind: 'none' }
}
