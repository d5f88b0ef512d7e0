import type { SecretHandle } from '../base/secret.ts'
import type { StaffRole } from '../rules/roles.ts'

/** An officer who is signed in. */
export interface Officer {
  /** UUID of the account. */
  readonly staffId: string
  /** What is typed to sign in, e.g. "gdv01". */
  readonly code: string
  readonly name: string
  readonly role: StaffRole
}

export type StaffVerdict =
  | { readonly kind: 'signed-in'; readonly officer: Officer }
  /** Also for a code nobody has: who stands there learns nothing of who works here. */
  | { readonly kind: 'wrong'; readonly triesLeft: number | null }
  /** Too many wrong tries; opens by itself after this long, by a clock that never jumps, or by a supervisor. */
  | { readonly kind: 'locked'; readonly opensInMs: number }

/** What an officer's token is to sign, once and soon. */
export interface StaffChallenge {
  readonly challengeId: string
  readonly dataBase64: string
  /** Milliseconds since 1970, for the dates of the certificates on a token, told before any PIN is asked. */
  readonly nowMs: number
  readonly clock: 'proven' | 'unproven'
}

/** Staff accounts of this station. */
export interface StaffPort {
  /** How many accounts there are; none means nobody can sign in yet. */
  count(): number
  /** Redeems the PIN. Raises STORE_BUSY, SECRET_SPENT. Durable before it answers: a try is counted even if power goes. */
  signIn(attempt: { readonly code: string; readonly pin: SecretHandle }, signal?: AbortSignal): Promise<StaffVerdict>
  /** A challenge for an officer's token, and the check of its signature (PKCS#11). */
  challenge(): StaffChallenge
  signInByToken(answer: {
    readonly challengeId: string
    readonly certificateBase64: string
    readonly signatureBase64: string
    readonly algorithm: 'RS256' | 'ES256' | 'ES384'
  }): Promise<StaffVerdict>
}
