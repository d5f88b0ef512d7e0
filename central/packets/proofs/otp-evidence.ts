import type { KeyObject } from 'node:crypto'
import type { PacketContent } from '../../../data/wire/packet.wire.ts'
import { readOtpProof } from '../../otp/otp-proof.ts'
import type { PacketRow } from '../packet.repo.ts'

export type OtpEvidence =
  | { readonly kind: 'proved'; readonly challengeId: string }
  | { readonly kind: 'deferred' }
  | { readonly kind: 'none' }

/** The proof must be ours, of this station and of the phone claimed. That it serves one packet only is decided when it is spent. */
export function otpEvidence(content: PacketContent, packet: PacketRow, signingKey: KeyObject): OtpEvidence {
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
