/**
 * The profile of RFC 9421 that stations and central agree on. Label "sig"; algorithm ecdsa-p256-sha256; keyid = JWK thumbprint (RFC 7638).
 * A body is covered through content-digest (RFC 9530, sha-256). Replay is refused by nonce within the window.
 */
export const SIGNED_FIELDS = ['@method', '@path', '@query'] as const
/** Added when the request has a body. */
export const SIGNED_BODY_FIELDS = ['content-type', 'content-digest'] as const
export const SIGNED_PARAMS = ['created', 'nonce', 'keyid', 'alg'] as const
/** How far a request's `created` may stand from central's clock. Beyond: CLOCK_SKEW, with central's time in details.serverTimeMs. */
export const SIGNATURE_WINDOW_MS = 300_000
