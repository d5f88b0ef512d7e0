/** Two entries of a password. The text lives here only while it is typed; 'handedOver' wipes it in the same turn. */
export interface PasswordFieldState {
  readonly step: 'first' | 'again'
  readonly first: string
  readonly again: string
  readonly revealed: boolean
  readonly problem: 'PASSWORD_WEAK' | 'PASSWORD_DIFFERS' | null
}

export type PasswordFieldAction =
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'erased' }
  | { readonly type: 'revealed' }
  /** Enter on the first entry; `isGood` is the verdict of every rule. */
  | { readonly type: 'firstEntered'; readonly isGood: boolean }
  | { readonly type: 'differed' }
  | { readonly type: 'steppedBack' }
  | { readonly type: 'scanBegan' }
  | { readonly type: 'handedOver' }

export const EMPTY_PASSWORD: PasswordFieldState = {
  step: 'first',
  first: '',
  again: '',
  revealed: false,
  problem: null,
}

/** More than any rule allows is not taken in; the rules' own limit is in code points. */
const TYPED_MAX_LENGTH = 256

/** What one key does to the two entries. Pure; texts are NFC. */
export function passwordFieldReducer(state: PasswordFieldState, action: PasswordFieldAction): PasswordFieldState {
  const entry = state[state.step]
  switch (action.type) {
    case 'typed':
      return { ...state, problem: null, [state.step]: joined(entry, action.text) }
    case 'erased':
      return { ...state, problem: null, [state.step]: entry.replace(LAST_CHARACTER, '') }
    case 'revealed':
      return { ...state, revealed: !state.revealed }
    case 'firstEntered':
      return action.isGood ? { ...state, step: 'again', problem: null } : { ...state, problem: 'PASSWORD_WEAK' }
    case 'differed':
      return { ...state, again: '', problem: 'PASSWORD_DIFFERS' }
    case 'steppedBack':
      return { ...state, step: 'first', again: '', problem: null }
    case 'scanBegan':
    case 'handedOver':
      return EMPTY_PASSWORD
  }
}

const LAST_CHARACTER = /\P{M}\p{M}*$/u

function joined(entry: string, typed: string): string {
  return (entry + typed.replace(/\p{Cc}/gu, '')).normalize('NFC').slice(0, TYPED_MAX_LENGTH)
}
