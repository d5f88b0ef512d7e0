import type { FaultCode } from '../base/fault-codes.ts'
import type { RevocationKnowledge } from '../base/holder.ts'
import type { SecretHandle } from '../base/secret.ts'
import type { Claims, Ial, Language, Method, Subject } from '../base/terms.ts'
import type { StaffRole } from '../rules/roles.ts'

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
  /** A registration statement and the detached CMS (CAdES-BES, base64) over it. `transactionId` names the request at an outside party through which it came. */
  | {
      readonly kind: 'signature'
      readonly statement: string
      readonly cms: string
      readonly transactionId: string | null
      readonly revocation: RevocationKnowledge
    }
  /** JWS by central over what an identity provider said. */
  | {
      readonly kind: 'sign-in'
      readonly provider: 'vnpost' | 'vneid'
      readonly transactionId: string
      readonly proof: string
    }
  /** The chip was read (ICAO 9303-11 §5, §6): what it proves, never what is on it. */
  | {
      readonly kind: 'card-chip'
      readonly access: string
      readonly hashes: string
      readonly signature: string
      readonly chain: string
      readonly genuine: string
      readonly portraitSha256: string | null
    }
  /** An officer compared person, card and chip, and stands for it. */
  | {
      readonly kind: 'officer'
      readonly attester: OfficerMark
      readonly confirmer: OfficerMark | null
      /** Sources that were compared, and the fields in which they differ. */
      readonly compared: readonly string[]
      readonly differences: readonly string[]
    }

/** Who of the staff did it. */
export interface OfficerMark {
  readonly staffId: string
  readonly code: string
  readonly role: StaffRole
}

export interface Consent {
  readonly termsVersion: string
  readonly language: Language
}

export interface PacketDraft {
  /** UUIDv7 made when the visit opened; the idempotency key of everything that follows. */
  readonly packetId: string
  readonly subject: Subject
  readonly method: Method
  readonly claims: Claims
  readonly evidence: readonly Evidence[]
  readonly consent: Consent
  /** What to do when the person has an account of a lower level: raise it, as the person agreed to, or refuse. */
  readonly onExisting: 'raise' | 'refuse'
  /** Handle of the Argon2id string made by PasswordPort; null for a method without a password. */
  readonly passwordHash: SecretHandle | null
}

export interface SealedPacket {
  readonly packetId: string
  /** Number of the receipt a person reads and types: station code and sequence. */
  readonly receiptNumber: string
  readonly sequence: number
  readonly sealedAt: number
}

export type Decision =
  | { readonly state: 'accepted'; readonly ial: Ial; readonly raised: boolean }
  | { readonly state: 'refused'; readonly reason: FaultCode; readonly carrier: string | null }
  /** `expiresAtMs`: until when, by central's clock; null where it did not say. */
  | { readonly state: 'waiting-for-citizen'; readonly reason: FaultCode; readonly expiresAtMs?: number | null }
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
