export interface StatementState {
  /** False while the screen shows something else in its place. */
  readonly isOpen: boolean
  /** The row on top. */
  readonly from: number
}

export type StatementAction =
  | { readonly type: 'toggled' }
  /** `last` is the lowest row that may stand on top. */
  | { readonly type: 'moved'; readonly by: 1 | -1; readonly last: number }

/** What one key does to a text that is longer than its room. Pure. */
export function statementReducer(state: StatementState, action: StatementAction): StatementState {
  switch (action.type) {
    case 'toggled':
      return { isOpen: !state.isOpen, from: 0 }
    case 'moved': {
      const from = Math.min(Math.max(0, action.last), Math.max(0, state.from + action.by))
      return from === state.from ? state : { ...state, from }
    }
  }
}
