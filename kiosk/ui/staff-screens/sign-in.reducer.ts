import { readStaffCode, STAFF_CODE_MAX_LENGTH } from '../../../flows/rules/staff-code.ts'
import { EMPTY_PIN, type PinFieldAction, type PinFieldState, pinFieldReducer } from '../fields/pin-field.reducer.ts'

/** An officer's code and PIN while they are typed; 'handedOver' wipes both in the same turn. The PIN is never drawn. */
export interface SignInState {
  readonly at: 'code' | 'pin'
  readonly code: string
  readonly pin: PinFieldState
  /** Why Enter did not take them. */
  readonly refused: 'code' | 'pin-empty' | 'pin-spoiled' | null
}

export type SignInAction =
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'erased' }
  | { readonly type: 'moved' }
  | { readonly type: 'wentOn' }
  | { readonly type: 'scanBegan' }
  | { readonly type: 'handedOver' }

export const EMPTY_SIGN_IN: SignInState = { at: 'code', code: '', pin: EMPTY_PIN, refused: null }

/** What one key does to the sign-in. Pure. */
export function signInReducer(state: SignInState, action: SignInAction): SignInState {
  switch (action.type) {
    case 'typed':
      return state.at === 'code'
        ? { ...state, code: codeWith(state.code, action.text), refused: null }
        : { ...state, ...withPin(state.pin, { type: 'typed', text: action.text }) }
    case 'erased':
      return state.at === 'code'
        ? { ...state, code: state.code.slice(0, -1), refused: null }
        : { ...state, ...withPin(state.pin, { type: 'erased' }) }
    case 'moved':
      return { ...state, at: state.at === 'code' ? 'pin' : 'code' }
    case 'wentOn':
      return refusedOr(state)
    case 'scanBegan':
      return { ...EMPTY_SIGN_IN, at: state.at }
    case 'handedOver':
      return EMPTY_SIGN_IN
  }
}

/** The code in its normal form and the PIN, when both may be tried; null when Enter asks for more first. */
export function attemptOf({ at, code, pin }: SignInState): { readonly code: string; readonly pin: string } | null {
  const read = readStaffCode(code)
  return at === 'pin' && read !== null && pin.text !== '' && !pin.isSpoiled ? { code: read, pin: pin.text } : null
}

/** Enter in the code goes to the PIN; in the PIN it says what is missing. */
function refusedOr(state: SignInState): SignInState {
  if (readStaffCode(state.code) === null) return { ...state, at: 'code', refused: 'code' }
  if (state.at === 'code') return { ...state, at: 'pin', refused: null }
  if (state.pin.isSpoiled) return { ...state, pin: EMPTY_PIN, refused: 'pin-spoiled' }
  return { ...state, refused: state.pin.text === '' ? 'pin-empty' : null }
}

function codeWith(code: string, typed: string): string {
  return (code + typed.replace(/[^A-Za-z0-9.-]/g, '')).slice(0, STAFF_CODE_MAX_LENGTH)
}

function withPin(pin: PinFieldState, action: PinFieldAction): Pick<SignInState, 'pin' | 'refused'> {
  return { pin: pinFieldReducer(pin, action), refused: null }
}
