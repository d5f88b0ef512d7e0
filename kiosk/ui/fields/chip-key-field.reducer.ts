import type { ChipKey } from '../../../flows/ports/card.port.ts'
import { type MrzRefusal, readMrz } from '../../../flows/rules/mrz.ts'

/** What opens a chip while it is typed: digits of the ID number, or the three lines on the back of the card. */
export interface ChipKeyFieldState {
  readonly text: string
  readonly problem: ChipKeyProblem | null
}

export type ChipKeyProblem = { readonly kind: 'empty' } | { readonly kind: 'digits' } | MrzRefusal

export type ChipKeyFieldAction =
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'erased' }
  | { readonly type: 'refused'; readonly problem: ChipKeyProblem }
  | { readonly type: 'cleared' }

export const EMPTY_CHIP_KEY: ChipKeyFieldState = { text: '', problem: null }

/** Digits of the card access number, and of the whole ID number (domain.md §1.6). */
export const CAN_DIGITS = 6
export const ID_DIGITS = 12
/** A TD1 zone: three lines of thirty (ICAO 9303-5 §4.2). */
export const MRZ_LINE_LENGTH = 30
export const MRZ_LINES = 3

/** What one key does to the entry. Pure. */
export function chipKeyFieldReducer(state: ChipKeyFieldState, action: ChipKeyFieldAction): ChipKeyFieldState {
  switch (action.type) {
    case 'typed': {
      const text = state.text + action.text.toUpperCase().replace(/[^A-Z0-9<]/g, '')
      return { text: text.slice(0, isMrz(text) ? MRZ_LINES * MRZ_LINE_LENGTH : ID_DIGITS), problem: null }
    }
    case 'erased':
      return { text: state.text.slice(0, -1), problem: null }
    case 'refused':
      return { ...state, problem: action.problem }
    case 'cleared':
      return EMPTY_CHIP_KEY
  }
}

/** True once something is typed that an ID number does not have. */
export function isMrz(text: string): boolean {
  return /[A-Z<]/.test(text)
}

/**
 * What Enter makes of the entry: a key; a line of the three that is done, so that the next may follow (a scanner sends Enter after each); or why it is none.
 * `today` is YYYY-MM-DD.
 */
export function readChipKey(
  text: string,
  today: string,
): { readonly kind: 'key'; readonly key: ChipKey } | { readonly kind: 'unfinished' } | ChipKeyProblem {
  if (text === '') return { kind: 'empty' }
  if (!isMrz(text)) {
    const isWhole = text.length === CAN_DIGITS || text.length === ID_DIGITS
    return isWhole ? { kind: 'key', key: { kind: 'can', can: text.slice(-CAN_DIGITS) } } : { kind: 'digits' }
  }
  const isLineEnd = text.length % MRZ_LINE_LENGTH === 0 && text.length < MRZ_LINES * MRZ_LINE_LENGTH
  if (isLineEnd) return { kind: 'unfinished' }
  const reading = readMrz(text, today)
  return reading.kind === 'mrz' ? { kind: 'key', key: { kind: 'mrz', ...reading.mrz.chipKey } } : reading
}
