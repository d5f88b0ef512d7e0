import { drawPixels } from './half-blocks.ts'

/** Lines a text takes when it is drawn large. */
export const BIG_ROWS = 3
const PIXEL_ROWS = 5

/**
 * A short code drawn large, three lines high, to be read from where a person stands. Null where the font has no half blocks, where it would be too wide,
 * and for signs that have no drawing: it is then written as text alone.
 */
export function drawBig(text: string, glyphs: 'unicode' | 'ascii', columns: number): readonly string[] | null {
  if (glyphs === 'ascii') return null
  const drawn = [...text.toUpperCase()].map((sign) => BIG_LETTERS[sign]?.split(' '))
  if (drawn.some((rows) => rows === undefined)) return null
  const rows = Array.from({ length: PIXEL_ROWS }, (_, at) => drawn.map((letter) => letter?.[at] ?? '').join('..'))
  if ((rows[0]?.length ?? 0) > columns) return null
  return drawPixels(rows, glyphs, { columns, lines: BIG_ROWS })
}

/** Capitals, digits and the hyphen. Rows from the top, `#` drawn. */
export const BIG_LETTERS: Readonly<Record<string, string>> = {
  0: '.##. #..# #..# #..# .##.',
  1: '.#. ##. .#. .#. ###',
  2: '###. ...# .##. #... ####',
  3: '###. ...# .##. ...# ###.',
  4: '#..# #..# #### ...# ...#',
  5: '#### #... ###. ...# ###.',
  6: '.##. #... ###. #..# .##.',
  7: '#### ...# ..#. .#.. .#..',
  8: '.##. #..# .##. #..# .##.',
  9: '.##. #..# .### ...# .##.',
  A: '.##. #..# #### #..# #..#',
  B: '###. #..# ###. #..# ###.',
  C: '.### #... #... #... .###',
  D: '###. #..# #..# #..# ###.',
  E: '#### #... ###. #... ####',
  F: '#### #... ###. #... #...',
  G: '.### #... #.## #..# .###',
  H: '#..# #..# #### #..# #..#',
  I: '### .#. .#. .#. ###',
  J: '..## ...# ...# #..# .##.',
  K: '#..# #.#. ##.. #.#. #..#',
  L: '#... #... #... #... ####',
  M: '#...# ##.## #.#.# #...# #...#',
  N: '#...# ##..# #.#.# #..## #...#',
  O: '.##. #..# #..# #..# .##.',
  P: '###. #..# ###. #... #...',
  Q: '.##. #..# #..# #.#. .#.#',
  R: '###. #..# ###. #.#. #..#',
  S: '.### #... .##. ...# ###.',
  T: '##### ..#.. ..#.. ..#.. ..#..',
  U: '#..# #..# #..# #..# .##.',
  V: '#...# #...# #...# .#.#. ..#..',
  W: '#...# #...# #.#.# ##.## #...#',
  X: '#...# .#.#. ..#.. .#.#. #...#',
  Y: '#...# .#.#. ..#.. ..#.. ..#..',
  Z: '#### ..#. .#.. #... ####',
  '-': '... ... ### ... ...',
}
