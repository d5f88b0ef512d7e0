import { fromBase64 } from '../base/base64.ts'
import { Fault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { SecretHandle } from '../base/secret.ts'
import type { Officer, StaffChallenge, StaffPort, StaffVerdict } from '../ports/staff.port.ts'
import type { TokenSignInput, TokenSignOutput } from '../token/sign-context.ts'

/** Who may come: anybody with an account, for a session; or a second officer, for what the first one attested. */
export interface StaffSessionInput {
  readonly purpose: 'session' | 'confirm'
  /** Who attested; null for a session. Without one there is nothing to confirm, and nobody may. */
  readonly attester: { readonly staffId: string } | null
}

export interface StaffSessionContext extends StaffSessionInput {
  /** Held only while it is looked at, as the PIN is: what was typed for a code may be a PIN in the wrong field. */
  readonly code: string
  readonly pin: SecretHandle | null
  readonly challenge: StaffChallenge | null
  readonly answer: TokenAnswer | null
  readonly verdict: StaffVerdict | null
  /** Why the officer is asked again. */
  readonly problem: FaultCode | null
  /** Beside STAFF_PIN_WRONG alone. */
  readonly triesLeft: number | null
  readonly opensInMs: number
  readonly startedAtMs: number | null
  readonly elapsedMs: number
  readonly outcome: StaffSessionOutput
}

export type StaffSessionOutput =
  | { readonly kind: 'signed-in'; readonly officer: Officer }
  | { readonly kind: 'backed-out' }

export type TokenAnswer = Parameters<StaffPort['signInByToken']>[0]

/** The context a sign-in starts with. */
export function freshSession(input: StaffSessionInput): StaffSessionContext {
  return {
    ...input,
    code: '',
    pin: null,
    challenge: null,
    answer: null,
    verdict: null,
    problem: null,
    triesLeft: null,
    opensInMs: 0,
    startedAtMs: null,
    elapsedMs: 0,
    outcome: { kind: 'backed-out' },
  }
}

/** What the token is to sign: the challenge, once, under an id of its own. Raises STAFF_TOKEN_WRONG without a challenge. */
export function tokenInputOf({ challenge }: StaffSessionContext): TokenSignInput {
  if (!challenge) throw new Fault('STAFF_TOKEN_WRONG')
  const { challengeId, dataBase64, nowMs, clock } = challenge
  const accepts = { clock, excuses: [] }
  return { signatureId: challengeId, statement: fromBase64(dataBase64), ask: null, nowMs, accepts }
}

/** The token's answer to the challenge; null for every other way the signature ended. */
export function answerOf({ challenge }: StaffSessionContext, output: TokenSignOutput): TokenAnswer | null {
  if (output.kind !== 'signed' || !challenge) return null
  const { certificateBase64, signatureBase64, algorithm } = output
  return { challengeId: challenge.challengeId, certificateBase64, signatureBase64, algorithm }
}
