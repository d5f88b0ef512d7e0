import type { Command } from '../keys.ts'

export interface MenuState {
  /** The line Enter would take, or null where Enter goes on without choosing. */
  readonly at: number | null
}

export type MenuAction = { readonly type: 'moved'; readonly command: Command; readonly count: number }

/** Up and down move the pointer, for those who expect it; digits choose without it. Pure. */
export function menuReducer(state: MenuState, action: MenuAction): MenuState {
  if (state.at === null) return state
  if (action.command === 'up') return { at: (state.at + action.count - 1) % action.count }
  if (action.command === 'down') return { at: (state.at + 1) % action.count }
  return state
}

/** The line a digit stands for, counted from 0, or null when there is none. */
export function lineOfDigit(digit: number, count: number): number | null {
  return digit >= 1 && digit <= count ? digit - 1 : null
}
