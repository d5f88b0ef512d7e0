import type { FaultCode } from '../base/fault-codes.ts'
import type { PinStanding, SeenToken } from '../ports/token.port.ts'
import { type CertificateCode, type CertificateRule, screenCertificate } from '../rules/certificate.ts'

/** One certificate on the list a person chooses from, without its bytes. */
export interface TokenChoice {
  readonly certificateId: string
  readonly tokenId: string
  readonly tokenLabel: string
  readonly module: string
  readonly commonName: string
  readonly organisation: string | null
  readonly issuerName: string
  /** Milliseconds since 1970. */
  readonly validFrom: number
  readonly validTo: number
  readonly pin: PinStanding
  readonly hasPinPad: boolean
  /** Why it cannot be used, told before any PIN; null when it can. */
  readonly blocked: FaultCode | null
  /** A finding about time that this machine's unproven clock may not decide. */
  readonly doubt: CertificateCode | null
}

/** All certificates of all tokens, the usable ones first; with `wantsSim` those of a token that is none may not sign; what slot a token sits in never matters (traps.md: a foreign token in slot 0). */
export function choicesOf(
  tokens: readonly SeenToken[],
  nowMs: number,
  rule: CertificateRule,
  wantsSim = false,
): readonly TokenChoice[] {
  const choices = tokens.flatMap((token) => choicesOn(token, nowMs, rule, wantsSim))
  return [...choices.filter((choice) => !choice.blocked), ...choices.filter((choice) => choice.blocked)]
}

/** The one to stand on when the list appears: what was chosen before, else the only usable one; null leaves it to the person. */
export function preselected(choices: readonly TokenChoice[], before: string | null): string | null {
  const usable = choices.filter((choice) => !choice.blocked)
  const again = usable.find((choice) => choice.certificateId === before)
  return (again ?? (usable.length === 1 ? usable[0] : undefined))?.certificateId ?? null
}

/** Why no PIN is asked of a token that stands so; null when one may be. The last try is never spent here (product.md §3). */
export function pinRefusal(pin: PinStanding): FaultCode | null {
  switch (pin) {
    case 'final-try':
      return 'TOKEN_PIN_LAST_TRY'
    case 'locked':
      return 'TOKEN_PIN_LOCKED'
    case 'not-set':
      return 'TOKEN_PIN_NOT_SET'
    case 'fine':
    case 'count-low':
      return null
  }
}

function choicesOn(token: SeenToken, nowMs: number, rule: CertificateRule, wantsSim: boolean): readonly TokenChoice[] {
  const mistaken: FaultCode | null = wantsSim && token.isNoSim ? 'TOKEN_NOT_A_SIM' : null
  return token.certificates.map((certificate) => {
    const screening = screenCertificate(certificate, nowMs, rule)
    return {
      certificateId: certificate.certificateId,
      tokenId: token.tokenId,
      tokenLabel: token.label,
      module: token.module,
      commonName: certificate.commonName,
      organisation: certificate.organisation,
      issuerName: certificate.issuerName,
      validFrom: certificate.validFrom,
      validTo: certificate.validTo,
      pin: token.pin,
      hasPinPad: token.hasPinPad,
      blocked: mistaken ?? (screening.kind === 'refused' ? screening.code : pinRefusal(token.pin)),
      doubt: screening.kind === 'ok' ? screening.doubt : null,
    }
  })
}
