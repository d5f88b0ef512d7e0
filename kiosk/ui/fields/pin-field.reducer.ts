/** A PIN while it is typed; 'handedOver' wipes it in the same turn. It is never drawn. */
export interface PinFieldState {
  readonly text: string
  /** Something was typed that no PIN holds, because an input method is on, or more than fits: what is in the entry is not what the person meant. */
  readonly isSpoiled: boolean
  /** Why Enter did not take it. */
  readonly refused: 'spoiled' | 'empty' | null
}

export type PinFieldAction =
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'erased' }
  | { readonly type: 'refused' }
  | { readonly type: 'scanBegan' }
  | { readonly type: 'handedOver' }

export const EMPTY_PIN: PinFieldState = { text: '', isSpoiled: false, refused: null }

/** Longer than any token takes (PKCS#11 leaves the limit to the token; 16 is common). */
export const PIN_MAX_LENGTH = 64

/** What one key does to the PIN. Pure. Only printable ASCII is taken in: vendors' tokens know nothing else (traps.md, Vietnamese input). */
export function pinFieldReducer(state: PinFieldState, action: PinFieldAction): PinFieldState {
  switch (action.type) {
    case 'typed': {
      const taken = action.text.replace(NOT_IN_PIN, '')
      const text = (state.text + taken).slice(0, PIN_MAX_LENGTH)
      const isWhole = taken === action.text && text.length === state.text.length + taken.length
      return { text, isSpoiled: state.isSpoiled || !isWhole, refused: null }
    }
    case 'erased': {
      const text = state.text.slice(0, -1)
      return { text, isSpoiled: state.isSpoiled && text !== '', refused: null }
    }
    case 'refused':
      return { ...EMPTY_PIN, refused: state.isSpoiled ? 'spoiled' : 'empty' }
    case 'scanBegan':
    case 'handedOver':
      return EMPTY_PIN
  }
}

const NOT_IN_PIN = /[^\x20-\x7e]/g
