import { toFault } from '../base/fault.ts'
import type { CitizenClaims, Claims } from '../base/terms.ts'
import type { Proof } from '../closing/proved.flow.ts'
import { cardEvidence } from '../form/card-evidence.ts'
import { citizenClaims, claimsOf, warningsOf } from '../form/fields.ts'
import { fieldsOf } from '../form/method-fields.ts'
import { passwordAbout } from '../mobile/packet-draft.ts'
import type { AccountQuestion } from '../ports/central.port.ts'
import type { Evidence, OfficerMark } from '../ports/packet.port.ts'
import type { Officer } from '../ports/staff.port.ts'
import { linesOfClaims } from '../remote/proof-of-answer.ts'
import { type CardDifference, cardDifferences } from '../rules/card-differences.ts'
import { readMrz } from '../rules/mrz.ts'
import type { Compared } from '../rules/second-officer.ts'
import type { InPersonContext } from './in-person.flow.ts'

/** In what the answers, the card's QR, its MRZ and its chip differ, for the officer to look at (product.md §3 in-person). */
export function comparisonOf(context: InPersonContext): readonly CardDifference[] {
  const { chip, card, mrz, today } = context
  const read = chip ? readMrz(chip.mrz, today) : null
  return cardDifferences({
    typed: claimsIn(context) ?? undefined,
    qr: card ?? undefined,
    mrz: mrz ?? undefined,
    chip: chip ? { mrz: read?.kind === 'mrz' ? read.mrz : null, details: chip.details } : undefined,
  }).filter(({ grade }) => grade === 'different' || grade === 'marks-differ')
}

/** Which sources of the card were read, and the fields in which they differ. */
export function comparedIn({ card, mrz, chip, differences }: InPersonContext): Compared {
  return {
    compared: [...(card ? ['card-qr'] : []), ...(mrz ? ['card-mrz'] : []), ...(chip ? ['card-chip'] : [])],
    differences: differences.map(({ field }) => field),
  }
}

/** What an officer's word makes of the comparison: claims, and evidence that says what was compared and who stands for it. Raises INTERNAL without an officer. */
export function proofOfAttestation(context: InPersonContext): Proof {
  const { officer, confirmer, chip, card, mrz, draft, today, account, method, subject } = context
  const claims = claimsOf(fieldsOf(method, subject).before, draft, card, today)
  const person = citizenClaims(claims)
  if (!officer || !claims || !person) throw toFault(new Error('an attestation without officer or claims'))
  const evidence: Evidence[] = [...cardEvidence(draft, card, mrz)]
  if (chip) {
    const { access, passive, genuine, portrait } = chip
    evidence.push({ kind: 'card-chip', access, ...passive, genuine, portraitSha256: portrait?.sha256 ?? null })
  }
  evidence.push({
    kind: 'officer',
    attester: markOf(officer),
    confirmer: confirmer && markOf(confirmer),
    ...comparedIn(context),
  })
  const codes = warningsOf(draft, card, today)
  if (codes.length > 0) evidence.push({ kind: 'needs-check', codes })
  return { claims, evidence, ial: 3, account, fixed: linesOfClaims(claims), passwordAbout: passwordAbout(person) }
}

/** Where the account of this registration would stand. */
export function accountQuestionOf(context: InPersonContext): AccountQuestion {
  const claims = claimsIn(context)
  if (context.subject !== 'citizen') return { idNumbers: [], taxCode: claims?.taxCode ?? null }
  return { idNumbers: [claims?.idNumber, claims?.oldIdNumber].flatMap((number) => number ?? []), taxCode: null }
}

function claimsIn({
  method,
  subject,
  draft,
  card,
  today,
}: InPersonContext): (CitizenClaims & Pick<Claims, 'taxCode' | 'organisation'>) | null {
  return citizenClaims(claimsOf(fieldsOf(method, subject).before, draft, card, today))
}

function markOf({ staffId, code, role }: Officer): OfficerMark {
  return { staffId, code, role }
}
