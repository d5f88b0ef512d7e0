import { Compile } from 'typebox/compile'
import { accountKeysOf } from '../../../data/wire/account-keys.ts'
import { SignatureEvidence } from '../../../data/wire/evidence.wire.ts'
import type { PacketContent } from '../../../data/wire/packet.wire.ts'
import type { HolderFacts } from '../../../flows/base/holder.ts'
import { certifiedFacts } from '../../signatures/certified-facts.ts'
import { isPlaceOf } from '../../stations/place-of.ts'
import type { Station } from '../../stations/station.repo.ts'
import { type Finding, refuse } from '../finding.ts'
import type { VerifyParts } from '../verify.ts'
import { numbersIn } from './claims-of.ts'

const shape = Compile(SignatureEvidence)
/** A qualified key in the person's own hands proves level 3 (product.md §2). */
const IAL = 3

/**
 * usb-token, sim-pki, remote-signing: the signed statement and its certificate, judged here again whatever the station found. The person comes from the certificate, never
 * from the claims; claims that say somebody else are refused. A card's QR is signed by nobody: what it alone ties to the certificate raises no account unless an officer held the card.
 */
export async function proveBySignature(
  parts: VerifyParts,
  content: PacketContent,
  method: 'usb-token' | 'sim-pki' | 'remote-signing',
  station: Station,
): Promise<Finding> {
  const evidence = content.evidence.find(({ kind }) => kind === 'signature')
  if (!evidence) return refuse('EVIDENCE_MISSING')
  if (!shape.Check(evidence)) return refuse('SHAPE_INVALID')
  const finding = await parts.checkSignature({
    statement: evidence.statement,
    cms: Buffer.from(evidence.cms, 'base64'),
    packetId: content.packetId,
    subject: content.subject,
    method,
    card: cardIn(content),
    expected: { termsVersion: content.consent.termsVersion },
    nowMs: parts.clock.now(),
  })
  if (finding.kind === 'refused') return refuse(finding.code)
  if (finding.kind === 'put-off') return { kind: 'put-off', reason: finding.reason }
  const { facts, holder, nonce, parts: said } = finding
  // What was signed at another machine is no proof for this one's packet, whatever its number.
  if (!isPlaceOf(said.station, station)) return refuse('STATEMENT_DIFFERS')
  const { claims } = content
  if (saysOther(claims.idNumber, facts.idNumber) || saysOther(claims.taxCode, facts.taxCode))
    return refuse('CERTIFICATE_OTHER_PERSON')
  const keys = accountKeysOf({ ...facts, subject: content.subject, idNumbers: numbersOf(facts) })
  if (keys.length === 0) return refuse('CERTIFICATE_NO_NUMBER')
  const seen = station.kind === 'assisted' ? facts : certifiedFacts(facts, holder)
  const raisedBy = accountKeysOf({ ...seen, subject: content.subject, idNumbers: numbersOf(seen) })
  return {
    kind: 'accept',
    ial: IAL,
    subject: content.subject,
    keys,
    raisedBy,
    fullName: facts.fullName,
    birthDate: null,
    organisation: facts.organisation,
    phone: claims.phone ?? null,
    passwordHash: null,
    carrier: null,
    spends: [{ kind: 'nonce', nonce }],
    onExisting: content.onExisting ?? 'refuse',
  }
}

function numbersOf({ idNumber, oldIdNumber }: HolderFacts): readonly string[] {
  return [idNumber, oldIdNumber].flatMap((number) => number ?? [])
}

function saysOther(claimed: string | undefined, certified: string | null): boolean {
  return claimed !== undefined && certified !== null && claimed !== certified
}

/** The card, when it was scanned: it tells whose a certificate with a CMND of 9 digits is. */
function cardIn(content: PacketContent) {
  const { idNumber, oldIdNumber } = content.claims
  const scanned = numbersIn(content).length > 0 && content.evidence.some(({ kind }) => kind === 'card-qr')
  return scanned && idNumber ? { idNumber, oldIdNumber: oldIdNumber ?? null } : null
}
