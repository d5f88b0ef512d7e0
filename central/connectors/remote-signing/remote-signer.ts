import type { RemoteParty } from '../remote-party.ts'

/** A key a provider keeps for its holder. */
export interface RemoteCredential {
  /** The provider's name of the key, to be given back in a request. */
  readonly credentialId: string
  /** DER. */
  readonly certificate: Uint8Array
  /** DER, from the issuer upwards, as far as the provider tells it. */
  readonly chain: readonly Uint8Array[]
  /** `invalid`: the provider says that it is expired, revoked or locked, or the key could not be used from here. */
  readonly status: 'valid' | 'invalid'
}

export interface SignatureRequest {
  readonly credentialId: string
  /** Name the holder goes by at the provider: an ID number or a tax code. */
  readonly userKey: string
  /** Bytes to be signed (`prepareCms`), hashed with SHA-256 before they leave. */
  readonly toBeSigned: Uint8Array
  /** Text that the app shows, NFC. */
  readonly description: string
  /** The code on both screens. */
  readonly controlCode: string
}

export interface RemoteSignature {
  /** PKCS #1 v1.5 for RS256, an ECDSA-Sig-Value in DER for ES256, as `prepareCms().finish` takes it. */
  readonly signature: Uint8Array
  readonly algorithm: 'RS256' | 'ES256'
}

/**
 * A provider of remote signatures (domain.md §5.3: one model for all). `start` and `poll` refuse with REMOTE_SIGN_NO_CERTIFICATE, REMOTE_SIGN_REJECTED,
 * REMOTE_SIGN_EXPIRED, REMOTE_SIGN_BUSY, REMOTE_SIGN_FAILED; all raise REMOTE_SIGN_UNAVAILABLE, with `details.reason` `failed`, `timeout`, `resting`, or, for what
 * this side has to mend, `credentials`, `not-allowed`, `conformance`. A request is never made twice: `mayRestart` is false.
 */
export interface RemoteSigner extends RemoteParty<SignatureRequest, RemoteSignature> {
  /** Empty: the provider knows nobody by that name, or no key of theirs. */
  credentials(userKey: string): Promise<readonly RemoteCredential[]>
}
