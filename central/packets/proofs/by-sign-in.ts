import { Compile } from 'typebox/compile'
import { accountKeysOf } from '../../../data/wire/account-keys.ts'
import { SignInEvidence } from '../../../data/wire/evidence.wire.ts'
import type { PacketContent } from '../../../data/wire/packet.wire.ts'
import { readSignInProof } from '../../transactions/sign-in-proof.ts'
import { type Finding, refuse } from '../finding.ts'
import type { VerifyParts } from '../verify.ts'

const shape = Compile(SignInEvidence)

/** vnpost, vneid: our own proof of what the provider said, for this packet of this station; the person comes from it, never from the claims. */
export function proveBySignIn(
  parts: Pick<VerifyParts, 'keys'>,
  content: PacketContent,
  method: 'vnpost' | 'vneid',
): Finding {
  const evidence = content.evidence.find(({ kind }) => kind === 'sign-in')
  if (!evidence) return refuse('EVIDENCE_MISSING')
  if (!shape.Check(evidence)) return refuse('SHAPE_INVALID')
  const proof = readSignInProof(evidence.proof, parts.keys.signing.publicKey)
  const isOwn =
    proof !== null &&
    proof.transactionId === evidence.transactionId &&
    proof.stationId === content.stationId &&
    proof.packetId === content.packetId &&
    proof.provider === method
  if (!isOwn) return refuse('EVIDENCE_MISSING')
  const { claims, ial, transactionId } = proof
  if (claims.subject !== content.subject) return refuse('SIGN_IN_WRONG_SUBJECT')
  const { idNumber, taxCode } = content.claims
  if ((idNumber && idNumber !== claims.idNumber) || (taxCode && taxCode !== claims.taxCode))
    return refuse('PACKET_INCONSISTENT')
  const idNumbers = [claims.idNumber, claims.oldIdNumber].flatMap((number) => number ?? [])
  const keys = accountKeysOf({
    subject: claims.subject,
    idNumbers,
    taxCode: claims.taxCode ?? null,
    organisation: claims.organisation ?? null,
    organisationUnits: [],
    fullName: claims.fullName ?? null,
  })
  if (keys.length === 0) return refuse('SIGN_IN_CLAIMS')
  return {
    kind: 'accept',
    ial,
    subject: claims.subject,
    keys,
    fullName: claims.fullName ?? null,
    birthDate: claims.birthDate ?? null,
    organisation: claims.organisation ?? null,
    // The phone and e-mail may be newer than what the provider holds.
    phone: content.claims.phone ?? claims.phone ?? null,
    passwordHash: null,
    carrier: null,
    spends: [{ kind: 'transaction', transactionId }],
    onExisting: content.onExisting ?? 'refuse',
  }
}
