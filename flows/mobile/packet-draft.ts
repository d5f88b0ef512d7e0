import type { Outcome } from '../base/outcome.ts'
import type { SecretHandle } from '../base/secret.ts'
import type { CitizenClaims, Language } from '../base/terms.ts'
import type { PreCheck } from '../ports/central.port.ts'
import type { Evidence, PacketDraft } from '../ports/packet.port.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import type { CitizenMrz } from '../rules/mrz.ts'
import type { PasswordAbout } from '../rules/password.ts'
import { cardStillHolds, type Draft, warningsOf } from './fields.ts'

/** Version of the terms shown on the terms screen; stored with the consent (domain.md §7.4). */
export const TERMS_VERSION = '2026-11'

/** The part of a mobile registration that becomes a packet. */
export interface MobileResult {
  readonly packetId: string
  readonly today: string
  readonly language: Language
  readonly draft: Draft
  readonly card: CitizenCard | null
  readonly mrz: CitizenMrz | null
  readonly proof: { readonly challengeId: string; readonly proof: string } | null
  readonly preCheck: PreCheck | null
  readonly passwordHash: SecretHandle | null
}

/** What is sealed: claims, and every proof gathered on the way. A code that could not be sent is said, never left out. */
export function draftOfPacket(result: MobileResult, claims: CitizenClaims): PacketDraft {
  return {
    packetId: result.packetId,
    subject: 'citizen',
    method: 'mobile',
    claims,
    evidence: evidenceOf(result),
    consent: { termsVersion: TERMS_VERSION, language: result.language },
    passwordHash: result.passwordHash ?? ('' as SecretHandle),
  }
}

/** The refusal a pre-check already makes certain, or null when the registration may go on. product.md §3. */
export function outcomeOfPreCheck(preCheck: PreCheck): Outcome | null {
  const refused = (
    code: 'ACCOUNT_EXISTS' | 'SUBSCRIBER_OTHER_OWNER' | 'SUBSCRIBER_CMND9' | 'SUBSCRIBER_UNKNOWN',
  ): Outcome => ({
    kind: 'refused',
    code,
    carrier: preCheck.carrier,
    receipt: null,
  })
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
  const evidence: Evidence[] = []
  evidence.push(
    result.proof
      ? { kind: 'otp', challengeId: result.proof.challengeId, proof: result.proof.proof }
      : { kind: 'otp-deferred' },
  )
  if (result.preCheck) evidence.push({ kind: 'pre-check', ...result.preCheck })
  if (cardStillHolds(result.draft, result.card)) {
    evidence.push({ kind: 'card-qr', issuedOn: result.card.issuedOn, cancelledIdNumber: result.card.cancelledIdNumber })
  }
  if (result.mrz && result.draft.idNumber === result.mrz.idNumber) {
    evidence.push({ kind: 'card-mrz', expiresOn: result.mrz.expiresOn })
  }
  const codes = warningsOf(result.draft, result.card, result.today)
  if (codes.length > 0) evidence.push({ kind: 'needs-check', codes })
  return evidence
}
