import { toBase64 } from '../base/base64.ts'
import type { TokenEvent } from '../base/events.ts'
import { toFault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { SecretHandle } from '../base/secret.ts'
import type { StatementAnswer, StatementRequest } from '../ports/statement.port.ts'
import type { ModuleTrouble, SignOutcome, SignRequest } from '../ports/token.port.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import type { CertificateRule } from '../rules/certificate.ts'
import type { SignAnswer } from './sign-answer.ts'
import type { TokenChoice } from './token-choice.ts'

export interface TokenSignInput {
  /** Made before this flow starts; each attempt whose outcome became known gets the next number behind it. */
  readonly signatureId: string
  /** What is signed, before hashing; null when it is written for the certificate that is chosen. */
  readonly statement: Uint8Array | null
  /** What a registration statement is written of, once there is a certificate; null with a `statement`. */
  readonly ask: StatementAsk | null
  /** Milliseconds since 1970, for the certificates' dates. */
  readonly nowMs: number
  readonly accepts: CertificateRule
}

/** A statement's request without its certificates. */
export type StatementAsk = Omit<StatementRequest, 'certificateBase64' | 'othersBase64'>

/** What the chosen certificate was checked to be, and what it is to sign. */
export type PreparedStatement = Omit<Extract<StatementAnswer, { kind: 'ready' }>, 'kind'>

export interface TokenSignContext extends Omit<TokenSignInput, 'statement'> {
  readonly statementBase64: string
  readonly prepared: PreparedStatement | null
  /** Shown while the certificate was chosen. */
  readonly card: CitizenCard | null
  readonly choices: readonly TokenChoice[]
  readonly troubles: readonly ModuleTrouble[]
  /** Why no token can be used now; null when one can. */
  readonly standing: FaultCode | null
  /** The certificate the list stands on, kept while its token is away. */
  readonly selectedId: string | null
  readonly chosen: TokenChoice | null
  readonly pin: SecretHandle | null
  readonly attempt: Attempt
  readonly answer: SignAnswer | null
  readonly failures: number
  readonly startedAtMs: number | null
  readonly elapsedMs: number
  readonly notice: FaultCode | null
  readonly problem: FaultCode | null
  readonly outcome: TokenSignOutput
}

/** `isSettled`: its outcome is known, so that the next attempt is another one. */
export interface Attempt {
  readonly number: number
  readonly certificateId: string
  readonly isSettled: boolean
}

export type TokenSignOutput =
  | {
      readonly kind: 'signed'
      readonly signatureId: string
      readonly algorithm: 'RS256' | 'ES256' | 'ES384'
      readonly signatureBase64: string
      /** DER. */
      readonly certificateBase64: string
      readonly certificateId: string
      /** Null where the statement was given beforehand. */
      readonly prepared: PreparedStatement | null
      /** Shown while the certificate was chosen; null when none was. */
      readonly card: CitizenCard | null
    }
  | { readonly kind: 'refused'; readonly code: FaultCode }
  | { readonly kind: 'faulted'; readonly code: FaultCode }
  | { readonly kind: 'backed-out' }

/** Failures of module or token that are tried again before the flow gives up. */
export const SIGN_FAILURES_MAX = 3

/** A request as the invoke may hold it: its input stands in the snapshot, which is JSON. */
export interface SignActorInput extends Omit<SignRequest, 'data'> {
  readonly dataBase64: string
}

/** The chosen certificate and what a statement is to be written of. */
export interface PrepareActorInput {
  readonly certificateId: string
  readonly ask: StatementAsk
}

export function prepareOf({ chosen, ask }: TokenSignContext): PrepareActorInput {
  if (!chosen || !ask) throw toFault(new Error('a statement was asked for without a certificate'))
  return { certificateId: chosen.certificateId, ask }
}

export function preparedOf({ kind: _, ...prepared }: Extract<StatementAnswer, { kind: 'ready' }>): PreparedStatement {
  return prepared
}

/** The context a signature starts with. */
export function freshContext({ statement, ...input }: TokenSignInput): TokenSignContext {
  return {
    ...input,
    statementBase64: statement ? toBase64(statement) : '',
    prepared: null,
    card: null,
    choices: [],
    troubles: [],
    standing: null,
    selectedId: null,
    chosen: null,
    pin: null,
    attempt: { number: 0, certificateId: '', isSettled: true },
    answer: null,
    failures: 0,
    startedAtMs: null,
    elapsedMs: 0,
    notice: null,
    problem: null,
    outcome: { kind: 'backed-out' },
  }
}

/** The same certificate on the same token. */
export function isSame(one: TokenChoice, other: TokenChoice): boolean {
  return one.certificateId === other.certificateId && one.tokenId === other.tokenId
}

/** Another token that carries the same certificate has another PIN, so it counts as a swap. */
export function holds(event: TokenEvent, chosen: TokenChoice): boolean {
  return event.tokens.some(
    (token) =>
      token.tokenId === chosen.tokenId &&
      token.certificates.some(({ certificateId }) => certificateId === chosen.certificateId),
  )
}

/** The choice with this certificate, if it may be used now. */
export function usable(context: TokenSignContext, certificateId: string | null): TokenChoice | null {
  return context.choices.find((choice) => choice.certificateId === certificateId && !choice.blocked) ?? null
}

/** Why the certificate on the list may not be used; null when it may, or is not there. */
export function blockOf(context: TokenSignContext, certificateId: string | null): FaultCode | null {
  return context.choices.find((choice) => choice.certificateId === certificateId)?.blocked ?? null
}

/** Why nobody can sign now, the most telling cause first; null when there is a certificate to look at. */
export function standingOf(event: TokenEvent): FaultCode | null {
  if (event.tokens.some((token) => token.certificates.length > 0)) return null
  if (event.tokens.length > 0) return 'TOKEN_NO_CERTIFICATE'
  return event.standing ?? event.troubles[0]?.code ?? 'TOKEN_ABSENT'
}

/** Why the tokens that this event no longer brings are gone, when it was their module that stopped: nobody pulled anything then. */
export function moduleStopIn(context: TokenSignContext, event: TokenEvent): FaultCode | null {
  const gone = goneFrom(context, event).map((choice) => choice.module)
  const trouble = event.troubles.find(({ module, code }) => gone.includes(module) && isModuleStop(code))
  return trouble?.code ?? (isModuleStop(event.standing) ? event.standing : null)
}

/** The choices whose token this event no longer brings. */
export function goneFrom(context: TokenSignContext, event: TokenEvent): readonly TokenChoice[] {
  return context.choices.filter((choice) => !event.tokens.some(({ tokenId }) => tokenId === choice.tokenId))
}

/** Codes that say that the module went, and its tokens with it. */
export function isModuleStop(code: FaultCode | null): code is FaultCode {
  return code === 'TOKEN_MODULE_CRASHED' || code === 'TOKEN_MODULE_HUNG'
}

/** The code an answer is told with. */
export function codeOf(answer: SignAnswer | null): FaultCode {
  return answer && 'code' in answer ? answer.code : 'INTERNAL'
}

/** The same attempt again while nobody knows whether it signed; the port then gives the signature there already is. */
export function nextAttempt(last: Attempt, certificateId: string): Attempt {
  return last.isSettled || last.certificateId !== certificateId
    ? { number: last.number + 1, certificateId, isSettled: false }
    : last
}

export function attemptId(context: TokenSignContext): string {
  return `${context.signatureId}.${context.attempt.number}`
}

/** What the attempt under way asks of the token. */
export function requestOf(context: TokenSignContext, pin: SignRequest['pin']): SignActorInput {
  return {
    signatureId: attemptId(context),
    certificateId: context.chosen?.certificateId ?? '',
    dataBase64: context.statementBase64,
    pin,
  }
}

/** The choice with what a wrong PIN taught of its standing. */
export function withPin(chosen: TokenChoice | null, outcome: SignOutcome): TokenChoice | null {
  return chosen && outcome.kind === 'pin-wrong' ? { ...chosen, pin: outcome.pin } : chosen
}

/** The output of a signature; null for every other answer. */
export function signedOutput(context: TokenSignContext, outcome: SignOutcome): TokenSignOutput | null {
  if (outcome.kind !== 'signed') return null
  return {
    kind: 'signed',
    signatureId: attemptId(context),
    algorithm: outcome.algorithm,
    signatureBase64: toBase64(outcome.signature),
    certificateBase64: toBase64(outcome.certificate),
    certificateId: context.chosen?.certificateId ?? '',
    prepared: context.prepared,
    card: context.card,
  }
}
