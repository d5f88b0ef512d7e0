import { CLOCK_TOLERANCE_MS } from '../../flows/rules/certificate.ts'
import type { PkiCertificate } from './certificate.ts'

/** Of whom revocation is asked, and when. The issuer is the one that the chain proved. */
export interface RevocationSubject {
  readonly certificate: PkiCertificate
  readonly issuer: PkiCertificate
  /** Milliseconds since 1970. */
  readonly nowMs: number
}

/** Why an answer was not taken. */
export type NotTaken =
  /** Nothing came: the line is down, time ran out, or the address is refused. */
  | 'no-answer'
  /** It came and is no answer of this kind: a login page, noise. */
  | 'unreadable'
  /** The responder says that it cannot or will not. */
  | 'declined'
  | 'weak'
  /** Signed, or said to be, by somebody else than the issuer or its responder. */
  | 'other-issuer'
  | 'forged'
  /** A true answer to another question: its nonce is not ours. */
  | 'replayed'
  | 'nonce-missing'
  | 'not-about-this'
  | 'not-known-there'
  | 'stale'
  | 'not-yet'
  /** A list for some reasons, some certificates or other issuers only, or changes alone. */
  | 'partial-list'

/** What one answer is worth. `asOfMs` is its thisUpdate. A stale one says nothing new, but what it said may be told with its age. */
export type Judgement =
  | { readonly kind: 'good'; readonly asOfMs: number; readonly untilMs: number | null; readonly isStale: boolean }
  | {
      readonly kind: 'revoked'
      readonly asOfMs: number
      readonly untilMs: number | null
      readonly isStale: boolean
      readonly revokedAtMs: number
      readonly reason: RevocationReason
    }
  | { readonly kind: 'not-taken'; readonly why: NotTaken }

/** Signs of somebody meddling, not of something broken. */
export const HOSTILE: readonly NotTaken[] = ['other-issuer', 'forged', 'replayed', 'not-about-this']

/** CRLReason (RFC 5280 §5.3.1). `hold` alone can be taken back. */
export type RevocationReason =
  | 'unspecified'
  | 'key-compromise'
  | 'ca-compromise'
  | 'affiliation-changed'
  | 'superseded'
  | 'ended'
  | 'hold'
  | 'privilege-withdrawn'

export function reasonName(reason: number | null): RevocationReason {
  return REASONS[reason ?? 0] ?? 'unspecified'
}

export function notTaken(why: NotTaken): Judgement {
  return { kind: 'not-taken', why }
}

/** Whether something said at thisUpdate still stands. Without nextUpdate newer word is always to be had (RFC 6960 §4.2.2.1): a day is given. */
export function isCurrent(
  { thisUpdate, nextUpdate }: { readonly thisUpdate: number; readonly nextUpdate: number | null },
  nowMs: number,
): 'current' | 'stale' | 'not-yet' {
  if (nowMs < thisUpdate - CLOCK_TOLERANCE_MS) return 'not-yet'
  return nowMs > (nextUpdate ?? thisUpdate + UNDATED_MS) + CLOCK_TOLERANCE_MS ? 'stale' : 'current'
}

const UNDATED_MS = 24 * 3_600_000

const REASONS: readonly (RevocationReason | undefined)[] = [
  'unspecified',
  'key-compromise',
  'ca-compromise',
  'affiliation-changed',
  'superseded',
  'ended',
  'hold',
  undefined,
  undefined,
  'privilege-withdrawn',
  'ca-compromise',
]
