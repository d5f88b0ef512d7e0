import { Compile } from 'typebox/compile'
import { SignatureEvidence } from '../../../data/wire/evidence.wire.ts'
import type { PacketContent } from '../../../data/wire/packet.wire.ts'
import { accountKeysOf } from '../../accounts/account-keys.ts'
import { type Finding, refuse } from '../finding.ts'
import type { VerifyParts } from '../verify.ts'
import { numbersIn } from './claims-of.ts'

const shape = Compile(SignatureEvidence)
/** A qualified key in the person's own hands proves level 3 (product.md §2). */
const IAL = 3

/**
 * usb-token, sim-pki, remote-signing: the signed statement and its certificate, judged here again whatever the station found. The person comes from the certificate, never
 * from the claims; claims that say somebody else are refused.
 */
export async function proveBySignature(
  parts: VerifyParts,
  content: PacketContent,
  method: 'usb-token' | 'sim-pki' | 'remote-signing',
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
    nowMs: parts.clock.now(),
  })
  if (finding.kind === 'refused') return refuse(finding.code)
  if (finding.kind === 'put-off') return { kind: 'put-off', reason: finding.reason }
  const { facts, nonce } = finding
  const { claims } = content
  if (saysOther(claims.idNumber, facts.idNumber) || saysOther(claims.taxCode, facts.taxCode))
    return refuse('CERTIFICATE_OTHER_PERSON')
  const idNumbers = [facts.idNumber, facts.oldIdNumber].flatMap((number) => number ?? [])
  const keys = accountKeysOf({ ...facts, subject: content.subject, idNumbers })
  if (keys.length === 0) return refuse('CERTIFICATE_NO_NUMBER')
  return {
    kind: 'accept',
    ial: IAL,
    subject: content.subject,
    keys,
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

function saysOther(claimed: string | undefined, certified: string | null): boolean {
  return claimed !== undefined && certified !== null && claimed !== certified
}

/** The card, when it was scanned: it tells whose a certificate with a CMND of 9 digits is. */
function cardIn(content: PacketContent) {
  const { idNumber, oldIdNumber } = content.claims
  const scanned = numbersIn(content).length > 0 && content.evidence.some(({ kind }) => kind === 'card-qr')
  return scanned && idNumber ? { idNumber, oldIdNumber: oldIdNumber ?? null } : null
}
