/** What the screen's process and the child of one module say to each other. One answer for each request, in the order of the requests. */

export type ModuleSpec =
  | { readonly kind: 'library'; readonly path: string }
  /** A module in software (devices/token/simulated), with its tokens in a folder; only where the configuration names it. */
  | { readonly kind: 'simulated'; readonly folder: string }

export type SignatureAlgorithm = 'RS256' | 'ES256' | 'ES384'

/** A token as the child reads it, with no login. */
export interface SlotToken {
  readonly label: string
  readonly serialNumber: string
  /** CK_TOKEN_INFO flags (PKCS#11 v2.40 §3.2). */
  readonly flags: number
  /** DER as the token holds it: nobody has looked whether it is a certificate at all. */
  readonly certificates: readonly Uint8Array[]
}

export interface LoadRequest {
  readonly kind: 'load'
  readonly module: ModuleSpec
}
export interface LookRequest {
  readonly kind: 'look'
}
/** Finds the token that holds the certificate now, and looks at its flags. No PIN is on its way yet. */
export interface FindRequest {
  readonly kind: 'find'
  /** SHA-256 of the certificate, hex. */
  readonly certificateId: string
  readonly algorithm: SignatureAlgorithm
}
/** Logs in to the token that `find` found, if it still is that one. */
export interface LoginRequest {
  readonly kind: 'login'
  /** Null: it is typed on the token's own keys. */
  readonly pin: Uint8Array | null
}
/** Signs after `login`. */
export interface SignDataRequest {
  readonly kind: 'sign'
  readonly data: Uint8Array
}
/** Logs out, closes the session. Answered also when none is open. */
export interface EndRequest {
  readonly kind: 'end'
}
/** Finalises the module and ends the child. */
export interface StopRequest {
  readonly kind: 'stop'
}
export type ChildRequest =
  | LoadRequest
  | LookRequest
  | FindRequest
  | LoginRequest
  | SignDataRequest
  | EndRequest
  | StopRequest

/** Why something did not work, in words that are the same for every module; `ckr` is the module's own code (PKCS#11 v2.40 §11.1). */
export interface Refusal {
  readonly kind: 'refused'
  readonly why: RefusalReason
  readonly ckr: number | null
  /** CK_TOKEN_INFO flags read after the refusal; null where they could not be read. */
  readonly flags: number | null
}
export type RefusalReason =
  | 'pin-wrong'
  | 'pin-malformed'
  | 'pin-final-try'
  | 'pin-locked'
  | 'pin-not-set'
  | 'pin-pad-cancelled'
  | 'token-removed'
  | 'key-missing'
  | 'mechanism'
  | 'failed'

export interface ChildAnswers {
  readonly load:
    | { readonly kind: 'loaded' }
    /** `binding`: pkcs11js itself; `library`: no module, or one that lacks something; `initialise`: C_Initialize refused. */
    | { readonly kind: 'not-loaded'; readonly why: 'binding' | 'library' | 'initialise'; readonly ckr: number | null }
  readonly look:
    | { readonly kind: 'unchanged'; readonly memoryBytes: number }
    | { readonly kind: 'tokens'; readonly tokens: readonly SlotToken[]; readonly memoryBytes: number }
    | Refusal
  readonly find: { readonly kind: 'found'; readonly hasPinPad: boolean } | Refusal
  readonly login: { readonly kind: 'logged-in' } | Refusal
  readonly sign: { readonly kind: 'signature'; readonly signature: Uint8Array } | Refusal
  readonly end: { readonly kind: 'ended' }
  readonly stop: { readonly kind: 'stopped' }
}
export type ChildAnswer = ChildAnswers[keyof ChildAnswers]

/** The kinds of answer each request may have: an answer of another kind is a child that lost its wits. */
export const ANSWER_KINDS: { readonly [Kind in keyof ChildAnswers]: readonly ChildAnswers[Kind]['kind'][] } = {
  load: ['loaded', 'not-loaded'],
  look: ['unchanged', 'tokens', 'refused'],
  find: ['found', 'refused'],
  login: ['logged-in', 'refused'],
  sign: ['signature', 'refused'],
  end: ['ended'],
  stop: ['stopped'],
}
