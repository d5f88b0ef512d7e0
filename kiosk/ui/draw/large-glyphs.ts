import { BIG_LETTERS } from './big-letters.ts'

/** Rows of one sign, `#` drawn, all equally wide. */
export type Pixels = readonly string[]

/** Rows of pixels above the letter, of the letter itself, and below it. Together an even number: a line of a terminal holds two. */
export const ABOVE_ROWS = 3
export const LETTER_ROWS = 5
export const BELOW_ROWS = 2

/**
 * One sign with its marks, ten rows of pixels: two of mark and one of gap, five of letter, a gap and a dot. Small letters are drawn as capitals, as cards
 * print them. Takes one character with its marks; null for one that has no drawing.
 */
export function largeGlyph(character: string): Pixels | null {
  const [first = '', ...marks] = character.normalize('NFD')
  const letter = letterRows(first.toUpperCase())
  if (!letter || marks.some((mark) => !(mark in MARKS))) return null
  const hasHorn = marks.includes(HORN)
  const letterWidth = letter[0]?.length ?? 0
  const over = besideEachOther(marks.flatMap((mark) => (MARKS[mark] ? [MARKS[mark]] : [])))
  const overWidth = over[0]?.length ?? 0
  const width = Math.max(letterWidth + (hasHorn ? 1 : 0), overWidth)
  const left = Math.floor((width - letterWidth - (hasHorn ? 1 : 0)) / 2)
  const middle = (part: number) => Math.max(0, left + Math.floor((letterWidth - part) / 2))
  const grid = Array.from({ length: ABOVE_ROWS + LETTER_ROWS + BELOW_ROWS }, () =>
    Array.from({ length: width }, () => '.'),
  )
  draw(grid, over, 0, middle(overWidth))
  draw(grid, letter, ABOVE_ROWS, left)
  if (hasHorn) draw(grid, HORN_ROWS, ABOVE_ROWS - 1, left + letterWidth)
  if (marks.includes(DOT_BELOW)) draw(grid, ['##'], ABOVE_ROWS + LETTER_ROWS + 1, middle(2))
  return grid.map((row) => row.join(''))
}

const HORN = '\u031b'
const DOT_BELOW = '\u0323'
/** From the gap down beside the letter's top right corner. */
const HORN_ROWS: Pixels = ['#', '#']

/** Marks over a letter, three rows: the hook alone needs the third. Those that stand elsewhere have none. */
const MARKS: Readonly<Record<string, Pixels | null>> = {
  '\u0300': ['#.', '.#', '..'],
  '\u0301': ['.#', '#.', '..'],
  '\u0302': ['.#.', '#.#', '...'],
  '\u0303': ['.#.#', '#.#.', '....'],
  '\u0306': ['#.#', '.#.', '...'],
  '\u0309': ['##', '.#', '#.'],
  [HORN]: null,
  [DOT_BELOW]: null,
}

/** Signs that the codes of big-letters.ts do not have. */
const SIGNS: Readonly<Record<string, string>> = {
  // Wider than the digit, which it would be without that.
  O: '.###. #...# #...# #...# .###.',
  Đ: '.###. .#..# ##..# .#..# .###.',
  ' ': '.. .. .. .. ..',
  '/': '...# ...# .##. #... #...',
  '.': '. . . . #',
  ',': '. . . # #',
  "'": '# # . . .',
  '&': '.#.. #.#. .#.. #.#. .#.#',
  '(': '.# #. #. #. .#',
  ')': '#. .# .# .# #.',
  '✓': '.....# ....## #..##. ####.. .##...',
  '✗': '##.## .###. ..#.. .###. ##.##',
  '○': '.###. #...# #...# #...# .###.',
  '!': '## ## ## .. ##',
}

function letterRows(letter: string): Pixels | null {
  return (SIGNS[letter] ?? BIG_LETTERS[letter])?.split(' ') ?? null
}

/** Hat and tone stand side by side: one over the other would need a row more. */
function besideEachOther(marks: readonly Pixels[]): Pixels {
  return Array.from({ length: ABOVE_ROWS }, (_, row) => marks.map((mark) => mark[row] ?? '').join('.'))
}

function draw(grid: string[][], rows: Pixels, top: number, left: number): void {
  rows.forEach((row, y) => {
    ;[...row].forEach((pixel, x) => {
      const line = grid[top + y]
      if (pixel === '#' && line && left + x < line.length) line[left + x] = '#'
    })
  })
}
