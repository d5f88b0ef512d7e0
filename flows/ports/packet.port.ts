import type { FaultCode } from '../base/fault-codes.ts'
import type { SecretHandle } from '../base/secret.ts'
import type { CitizenClaims, Ial, Language, Method, Subject } from '../base/terms.ts'

/** One proof inside a packet, product.md §1. */
export type Evidence =
  | { readonly kind: 'otp'; readonly challengeId: string; readonly proof: string }
  | { readonly kind: 'otp-deferred' }
  | {
      readonly kind: 'pre-check'
      readonly account: string
      readonly subscriber: string
      readonly carrier: string | null
    }
  | { readonly kind: 'card-qr'; readonly issuedOn: string | null; readonly cancelledIdNumber: string | null }
  /** The machine-readable zone was scanned and its check digits hold. */
  | { readonly kind: 'card-mrz'; readonly expiresOn: string | null }
  | { readonly kind: 'needs-check'; readonly codes: readonly string[] }

export interface Consent {
  readonly termsVersion: string
  readonly language: Language
}

export interface PacketDraft {
  /** UUIDv7 made when the visit opened; the idempotency key of everything that follows. */
  readonly packetId: string
  readonly subject: Subject
  readonly method: Method
  readonly claims: CitizenClaims
  readonly evidence: readonly Evidence[]
  readonly consent: Consent
  /** Handle of the Argon2id string made by PasswordPort. */
  readonly passwordHash: SecretHandle
}

export interface SealedPacket {
  readonly packetId: string
  /** Number of the receipt a person reads and types: station code and sequence. */
  readonly receiptNumber: string
  readonly sequence: number
  readonly sealedAt: number
}

export type Decision =
  | { readonly state: 'accepted'; readonly ial: Ial }
  | { readonly state: 'refused'; readonly reason: FaultCode; readonly carrier: string | null }
  | { readonly state: 'waiting-for-citizen'; readonly reason: FaultCode }
  /** No decision yet: it waits in the outbox, or at central. `reason` says why when it is known. */
  | { readonly state: 'pending'; readonly reason: FaultCode | null }

export interface PacketPort {
  /**
   * Writes the packet, its log rows and its outbox row in one transaction, signed and sealed. Idempotent by packetId: a repeat gives the first result.
   * Raises STATION_NOT_ENROLLED, STORE_FULL, STORE_BUSY, SECRET_SPENT (only when the packet is not yet there).
   */
  seal(draft: PacketDraft, signal?: AbortSignal): Promise<SealedPacket>
  /** Pushes it now and waits a few seconds for central's word. Never raises for a line that is down: that is `pending`. */
  deliver(packetId: string, signal?: AbortSignal): Promise<Decision>
}
