/** What the program asks of the child that holds the PC/SC binding, and what it answers. Both sides check nothing: they are one build. */
export type PcscRequest =
  /** All readers; `fresh` begins with a new context. */
  | { readonly kind: 'list'; readonly fresh: boolean }
  | { readonly kind: 'connect'; readonly readerName: string }
  | { readonly kind: 'transmit'; readonly line: number; readonly command: Uint8Array }
  /** Resets the card and lets go of it. */
  | { readonly kind: 'close'; readonly line: number }

export interface RawReader {
  readonly name: string
  /** dwEventState of SCARD_READERSTATE: flags, and a count of insertions and removals in the upper half. */
  readonly state: number
  readonly atr: Uint8Array | null
}

export interface RawLine {
  readonly line: number
  readonly atr: Uint8Array
  /** SCARD_PROTOCOL_T0 = 1, T1 = 2, RAW = 4. */
  readonly protocol: number
}

/** What each request gives when it went well. */
export interface PcscValues {
  readonly list: readonly RawReader[]
  readonly connect: RawLine
  readonly transmit: Uint8Array
  readonly close: null
}

export interface NumberedRequest {
  readonly id: number
  readonly request: PcscRequest
}

export type NumberedAnswer =
  | { readonly id: number; readonly ok: true; readonly value: PcscValues[keyof PcscValues] }
  /** `words` are the binding's; it gives no codes. */
  | { readonly id: number; readonly ok: false; readonly words: string }

/** In place of the binding's words when it could not be loaded at all. */
export const BINDING_MISSING = 'binding missing'
