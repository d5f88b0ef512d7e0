/** One character that is out of place, and what it most likely stands for: typed or read O for 0, I for 1. `line` and `column` count from 1. */
export interface MrzSuspect {
  readonly line: 1 | 2 | 3
  readonly column: number
  readonly read: string
  readonly likely: string
}

/**
 * What a character that is out of place most likely stands for; null when it is anybody's guess. `sign` is the sign of its column: # and ? want a digit,
 * & a letter, '<' a filler. Confusions of OCR-B and of people typing.
 */
export function looksLike(read: string, sign: string): string | null {
  if (sign === '#' || sign === '?') return DIGITS.get(read) ?? null
  if (sign === '&') return LETTERS.get(read) ?? null
  if (sign === '<') return FILLERS.has(read) ? '<' : null
  return LETTERS.get(read) === sign ? sign : null
}

const DIGITS: ReadonlyMap<string, string> = new Map([
  ['O', '0'],
  ['Q', '0'],
  ['D', '0'],
  ['I', '1'],
  ['L', '1'],
  ['Z', '2'],
  ['S', '5'],
  ['G', '6'],
  ['B', '8'],
])
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['0', 'O'],
  ['1', 'I'],
  ['2', 'Z'],
  ['5', 'S'],
  ['6', 'G'],
  ['8', 'B'],
])
const FILLERS: ReadonlySet<string> = new Set(['K', 'C', 'L', '(', '{', '[', '«', '‹', '-', '_', '.', ','])
