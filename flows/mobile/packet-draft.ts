import type { FaultCode } from '../base/fault-codes.ts'
import type { Outcome } from '../base/outcome.ts'
import type { CitizenClaims } from '../base/terms.ts'
import type { ClosingInput } from '../closing/closing.flow.ts'
import { cardEvidence } from '../form/card-evidence.ts'
import { warningsOf } from '../form/fields.ts'
import type { PreCheck } from '../ports/central.port.ts'
import type { Evidence } from '../ports/packet.port.ts'
import type { PasswordAbout } from '../rules/password.ts'
import type { MobileContext } from './mobile.flow.ts'

type MobileResult = Pick<
  MobileContext,
  'packetId' | 'method' | 'today' | 'draft' | 'card' | 'mrz' | 'proof' | 'preCheck' | 'officer'
>

/** What is sealed: claims, and every proof gathered on the way. A code that could not be sent is said, never left out. */
export function packetOf(result: MobileResult, claims: CitizenClaims): ClosingInput['packet'] {
  return {
    packetId: result.packetId,
    subject: 'citizen',
    method: result.method,
    claims,
    evidence: evidenceOf(result),
    onExisting: 'refuse',
  }
}

/**
 * The refusal a pre-check already makes certain, or null when the registration may go on. product.md §3. Which details of the social insurance record differ is told
 * where an officer serves alone, whatever central answered.
 */
export function outcomeOfPreCheck(
  preCheck: PreCheck,
  { method, officer }: Pick<MobileContext, 'method' | 'officer'>,
): Outcome | null {
  const refused = (code: FaultCode) => ({ kind: 'refused' as const, code, carrier: preCheck.carrier, receipt: null })
  if (method === 'social-insurance') {
    if (preCheck.insurance === 'mismatch') {
      const { insuranceFields: fields } = preCheck
      return { ...refused('INSURANCE_MISMATCH'), ...(officer && fields ? { fields } : {}) }
    }
    if (preCheck.insurance === 'unknown') return refused('INSURANCE_UNKNOWN')
    return preCheck.account === 'exists' ? refused('ACCOUNT_EXISTS') : null
  }
  if (preCheck.account === 'exists') return refused('ACCOUNT_EXISTS')
  switch (preCheck.subscriber) {
    case 'other-owner':
      return refused('SUBSCRIBER_OTHER_OWNER')
    case 'cmnd-9':
      return refused('SUBSCRIBER_CMND9')
    case 'unknown':
      return refused('SUBSCRIBER_UNKNOWN')
    case 'match':
    case 'unavailable':
      return null
  }
}

/** What a password must not be built from. */
export function passwordAbout(claims: CitizenClaims): PasswordAbout {
  return {
    fullName: claims.fullName,
    idNumber: claims.idNumber,
    phone: claims.phone,
    birthDate: claims.birthDate,
    ...(claims.oldIdNumber ? { oldIdNumber: claims.oldIdNumber } : {}),
    ...(claims.email ? { email: claims.email } : {}),
  }
}

function evidenceOf(result: MobileResult): readonly Evidence[] {
  const evidence: Evidence[] = [
    result.proof
      ? { kind: 'otp', challengeId: result.proof.challengeId, proof: result.proof.proof }
      : { kind: 'otp-deferred' },
  ]
  if (result.preCheck) {
    const { account, subscriber, carrier } = result.preCheck
    evidence.push({ kind: 'pre-check', account, subscriber, carrier })
  }
  evidence.push(...cardEvidence(result.draft, result.card, result.mrz))
  const codes = warningsOf(result.draft, result.card, result.today)
  if (codes.length > 0) evidence.push({ kind: 'needs-check', codes })
  return evidence
}
