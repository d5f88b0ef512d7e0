import type { FaultCode } from '../base/fault-codes.ts'
import type { HolderFacts, RevocationKnowledge } from '../base/holder.ts'
import type { Method, Subject } from '../base/terms.ts'
import type { CardNumbers } from './remote.port.ts'

/** What a statement is made for. */
export interface StatementRequest {
  /** The signer's certificate, DER in base64. */
  readonly certificateBase64: string
  /** What else lies on the token, DER in base64: vendors put the issuer's certificate there. */
  readonly othersBase64: readonly string[]
  readonly subject: Subject
  readonly method: Extract<Method, 'usb-token' | 'sim-pki'>
  readonly packetId: string
  /** Numbers of the person's card, when one was read: they tell whose a CMND of 9 digits is. */
  readonly card: CardNumbers | null
  readonly termsVersion: string
}

export type StatementAnswer =
  | {
      readonly kind: 'ready'
      /** Names the prepared statement for `finish`. Good until the visit is wiped. */
      readonly statementId: string
      /** The registration statement, read by the person before the PIN (data/pki/statement.ts). */
      readonly text: string
      /** What the token signs: the signed attributes of a CMS over the statement. */
      readonly toBeSignedBase64: string
      readonly holder: HolderFacts
      /** Offline, or an issuer that does not answer: the signature is taken, and central asks. */
      readonly revocation: RevocationKnowledge
    }
  /** Told before any PIN: wrong tree, revoked, another subject's, no number … */
  | { readonly kind: 'refused'; readonly code: FaultCode }

/**
 * Checks a certificate and writes the statement its key is to sign (product.md §3 usb-token). The chain is checked against the trust anchors central sent, revocation
 * with what the line and the cache give. Without any anchors the chain is not judged here; central judges.
 */
export interface StatementPort {
  /** Raises CERTIFICATE_CHAIN for bytes that are no certificate, STATION_NOT_ENROLLED. */
  prepare(request: StatementRequest, signal?: AbortSignal): Promise<StatementAnswer>
  /** The detached CMS (CAdES-BES) over the statement, base64. Raises SECRET_SPENT for a statement that is not known any more. */
  finish(request: {
    readonly statementId: string
    readonly signatureBase64: string
  }): Promise<{ readonly cmsBase64: string }>
}
