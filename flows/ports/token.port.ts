import type { FaultCode } from '../base/fault-codes.ts'
import type { SecretHandle } from '../base/secret.ts'
import type { WatchedDevice } from './device.port.ts'

/** What the token's flags tell of the PIN (PKCS#11 v2.40 §3.2 CK_TOKEN_INFO): `count-low` a wrong one was entered since the last right one, `final-try` one is left. */
export type PinStanding = 'fine' | 'count-low' | 'final-try' | 'locked' | 'not-set'

/** X.509 key usages that decide whether a key may sign (RFC 5280 §4.2.1.3). */
export type KeyUsage =
  | 'digitalSignature'
  | 'nonRepudiation'
  | 'keyEncipherment'
  | 'dataEncipherment'
  | 'keyAgreement'
  | 'keyCertSign'
  | 'cRLSign'
  | 'encipherOnly'
  | 'decipherOnly'

/** A certificate found on a token, read without a PIN. */
export interface TokenCertificate {
  /** SHA-256 of the DER bytes in lower-case hex: the same certificate after a replug, in another slot, through another module. */
  readonly certificateId: string
  readonly der: Uint8Array
  /** Subject common name, NFC, as a person may be shown it. */
  readonly commonName: string
  readonly organisation: string | null
  readonly issuerName: string
  /** Milliseconds since 1970. */
  readonly validFrom: number
  readonly validTo: number
  /** Null when the certificate has no such extension. */
  readonly keyUsages: readonly KeyUsage[] | null
  readonly isAuthority: boolean
  readonly keyType: 'rsa' | 'ec'
  readonly keyBits: number
}

export interface SeenToken {
  /** Stands for module, serial number and label; another token in the same slot has another. */
  readonly tokenId: string
  readonly label: string
  /** File name of the module through which it is seen. */
  readonly module: string
  readonly pin: PinStanding
  /** CKF_PROTECTED_AUTHENTICATION_PATH: the PIN is typed on the token's own keys and never here. */
  readonly hasPinPad: boolean
  readonly certificates: readonly TokenCertificate[]
  /** No card lies in a contact reader of this machine: whatever this is, it is no SIM. Absent where that cannot be told. */
  readonly isNoSim?: true
}

/** What stands in the way of a token, one entry for each module that was tried and does not work. */
export interface ModuleTrouble {
  readonly module: string
  readonly code: FaultCode
}

export interface TokenPort extends WatchedDevice {
  /** All tokens seen by all modules, as last read; changes are told to `subscribe`. */
  readonly tokens: readonly SeenToken[]
  readonly troubles: readonly ModuleTrouble[]
  /** Called with the whole list at every insert, removal, swap and change of a PIN's standing. The function given back ends it. */
  subscribe(listener: (tokens: readonly SeenToken[]) => void): () => void
  /**
   * Signs with the key of one certificate. The token is found by the certificate, never by its slot, and only it is logged in to.
   * What people do every day is a value; raises TOKEN_REMOVED, TOKEN_MODULE_CRASHED, TOKEN_MODULE_HUNG, TOKEN_KEY_MISSING,
   * TOKEN_MECHANISM, TOKEN_FAILED, SECRET_SPENT, CANCELLED. Repeating a `signatureId` that was signed gives the same signature and logs in to nothing.
   */
  sign(request: SignRequest, signal?: AbortSignal): Promise<SignOutcome>
}

export interface SignRequest {
  /** Idempotency key, made before the state that signs is entered. */
  readonly signatureId: string
  readonly certificateId: string
  /** What is signed, before hashing; SHA-256 is taken of it. */
  readonly data: Uint8Array
  /** Redeemed and wiped here; `pin-pad` where the token has keys of its own. */
  readonly pin: SecretHandle | 'pin-pad'
}

export type SignOutcome =
  | {
      readonly kind: 'signed'
      /** PKCS#1 v1.5 for `RS256`; DER (RFC 3279 ECDSA-Sig-Value) for `ES256`, `ES384` (SHA-256 or SHA-384 after the curve). */
      readonly signature: Uint8Array
      readonly algorithm: 'RS256' | 'ES256' | 'ES384'
      readonly certificate: Uint8Array
    }
  /** `pin` is how it stands after this try. */
  | { readonly kind: 'pin-wrong'; readonly pin: PinStanding }
  /** Not tried: wrong length or characters for this token. */
  | { readonly kind: 'pin-malformed' }
  /** Not tried: one try is left and it is not spent here (product.md §3). */
  | { readonly kind: 'pin-final-try' }
  | { readonly kind: 'pin-locked' }
  /** The token was never given a user PIN, or it has expired and must be changed with the vendor's tool. */
  | { readonly kind: 'pin-not-set' }
  /** On the pin pad: cancelled there, or its time ran out. */
  | { readonly kind: 'pin-pad-cancelled' }
  | { readonly kind: 'pin-pad-timed-out' }
