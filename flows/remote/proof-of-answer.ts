import type { HolderFacts, RevocationKnowledge } from '../base/holder.ts'
import type { Claims } from '../base/terms.ts'
import { dayInVietnam } from '../base/vietnam-time.ts'
import type { Proof } from '../closing/proved.flow.ts'
import { holderCardEvidence } from '../form/card-evidence.ts'
import type { FixedLine } from '../form/form.flow.ts'
import { formatBirthDate } from '../rules/birth-date.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import type { ProvedAnswer } from './remote.flow.ts'

/** What a holder's certificate claims of a registration. */
export function claimsOfHolder(holder: HolderFacts): Claims {
  const { fullName, idNumber, oldIdNumber, organisation, taxCode, stateUnit, email } = holder
  return {
    ...(fullName ? { fullName } : {}),
    ...(idNumber ? { idNumber } : {}),
    ...(oldIdNumber ? { oldIdNumber } : {}),
    ...(organisation ? { organisation } : {}),
    ...(taxCode ? { taxCode } : {}),
    ...(stateUnit ? { stateUnit } : {}),
    ...(email ? { email } : {}),
  }
}

/** The certificate panel of the sources: name or organisation, numbers, issuer, from and to, revocation (product.md §3). */
export function linesOfHolder(holder: HolderFacts, revocation: RevocationKnowledge): readonly FixedLine[] {
  const lines: FixedLine[] = []
  const add = (name: FixedLine['name'], text: string | null) => text && lines.push({ name, text })
  add('fullName', holder.fullName)
  add('idNumber', holder.idNumber)
  add('organisation', [holder.organisation, ...holder.organisationUnits].filter(Boolean).join(', '))
  add('taxCode', holder.taxCode)
  add('stateUnit', holder.stateUnit)
  add('issuer', holder.issuerName)
  add('validity', `${dayOf(holder.validFrom)} – ${dayOf(holder.validTo)}`)
  add('revocation', revocation)
  return lines
}

/** What a person's answer at another screen proves. `phone` is the one asked for a signature, E.164; `card` the one its request told of. */
export function proofOfAnswer(
  answer: ProvedAnswer,
  request: {
    readonly transactionId: string
    readonly provider: 'vnpost' | 'vneid'
    readonly phone: string | null
    readonly card: CitizenCard | null
  },
): Proof {
  const { transactionId } = request
  if (answer.kind === 'signed') {
    const { statement, cmsBase64, holder, revocation, account } = answer
    return {
      claims: { ...claimsOfHolder(holder), ...(request.phone ? { phone: request.phone } : {}) },
      evidence: [
        { kind: 'signature', statement, cms: cmsBase64, transactionId, revocation },
        ...holderCardEvidence(holder, request.card),
      ],
      ial: 3,
      account,
      fixed: linesOfHolder(holder, revocation),
      passwordAbout: null,
    }
  }
  return {
    claims: answer.claims,
    evidence: [{ kind: 'sign-in', provider: request.provider, transactionId, proof: answer.proof }],
    ial: answer.ial,
    account: answer.account,
    fixed: linesOfClaims(answer.claims),
    passwordAbout: null,
  }
}

/** What a proof told, as it stands fixed on the screen. */
export function linesOfClaims(claims: Claims): readonly FixedLine[] {
  const lines: FixedLine[] = []
  const add = (name: FixedLine['name'], text: string | undefined) => text && lines.push({ name, text })
  add('fullName', claims.fullName)
  add('idNumber', claims.idNumber)
  add('birthDate', claims.birthDate && formatBirthDate(claims.birthDate))
  add('organisation', claims.organisation)
  add('taxCode', claims.taxCode)
  return lines
}

/** dd/mm/yyyy; the portal's own panel shows M/D/YYYY beside forms with dd/mm/yyyy (traps.md). */
function dayOf(ms: number): string {
  return formatBirthDate(dayInVietnam(ms))
}
