import { drawPixels } from './half-blocks.ts'
import { ABOVE_ROWS, BELOW_ROWS, LETTER_ROWS, largeGlyph, type Pixels } from './large-glyphs.ts'

export interface LargeRoom {
  readonly columns: number
  readonly rows: number
}

/** Columns between letters, the wider where it lets the whole text stay on one line. */
const GAPS = [2, 1] as const

/**
 * A text drawn large: three rows of the terminal for digits and plain capitals, up to five where marks stand over and under the letters. Broken between words,
 * after hyphens, and inside what is longer than a line; what does not fit in height loses its first lines, since the cursor is at the end. ASCII has a `#` a
 * pixel where there is the height, else signs that stand high, low or both. Null where a sign has no drawing and where there is no room for one line.
 */
export function drawLarge(text: string, glyphs: 'unicode' | 'ascii', room: LargeRoom): readonly string[] | null {
  const words = wordsOf(text)
  if (!words || words.length === 0) return null
  const gap = GAPS.find((each) => widthOf(words.flat(), each) <= room.columns) ?? 1
  const lines = linesOf(words, gap, room.columns)
  if (lines.some((line) => widthOf(line, gap) > room.columns)) return null
  const drawn = lines.map((line) => cropped(joined(line, gap)))
  const pixelRows = drawn.reduce((sum, line) => sum + line.length, 0)
  const isWhole = glyphs === 'ascii' && pixelRows <= room.rows
  const shown = drawn.map((line) => (isWhole ? wholeRows(line) : drawPixels(line, glyphs, { columns: 0, lines: 0 })))
  return lastThatFit(shown, room.rows)
}

/** Words as their glyphs, each with the blank or hyphen that ends it; null where a sign has no drawing. */
function wordsOf(text: string): readonly (readonly Pixels[])[] | null {
  const words: Pixels[][] = []
  for (const word of text.normalize('NFC').match(/[^ -]+[ -]?|[ -]/g) ?? []) {
    const glyphs = [...word.matchAll(/\P{M}\p{M}*/gu)].map(([character]) => largeGlyph(character))
    if (glyphs.some((glyph) => glyph === null)) return null
    words.push(glyphs as Pixels[])
  }
  return words
}

function widthOf(line: readonly Pixels[], gap: number): number {
  return line.reduce((sum, glyph) => sum + (glyph[0]?.length ?? 0) + gap, -gap)
}

function linesOf(words: readonly (readonly Pixels[])[], gap: number, columns: number): readonly (readonly Pixels[])[] {
  const lines: Pixels[][] = []
  let line: Pixels[] = []
  for (const glyph of words.flatMap((word) => (widthOf(word, gap) > columns ? word.map((each) => [each]) : [word]))) {
    if (line.length > 0 && widthOf([...line, ...glyph], gap) > columns) {
      lines.push(line)
      line = []
    }
    line.push(...glyph)
  }
  return [...lines, line]
}

function joined(line: readonly Pixels[], gap: number): readonly string[] {
  return Array.from({ length: ABOVE_ROWS + LETTER_ROWS + BELOW_ROWS }, (_, row) =>
    line.map((glyph) => glyph[row] ?? '').join('.'.repeat(gap)),
  )
}

/** Without the rows for marks where no letter of the line has any. */
function cropped(rows: readonly string[]): readonly string[] {
  const isDrawn = (row: string) => row.includes('#')
  const from = rows.slice(0, ABOVE_ROWS).some(isDrawn) ? 0 : ABOVE_ROWS
  const to = rows.slice(ABOVE_ROWS + LETTER_ROWS).some(isDrawn) ? rows.length : ABOVE_ROWS + LETTER_ROWS
  return rows.slice(from, to)
}

function wholeRows(rows: readonly string[]): readonly string[] {
  return rows.map((row) => row.replaceAll('.', ' '))
}

function lastThatFit(lines: readonly (readonly string[])[], rows: number): readonly string[] | null {
  const shown: string[] = []
  for (const line of lines.toReversed()) {
    if (shown.length + line.length > rows) break
    shown.unshift(...line)
  }
  return shown.length > 0 ? shown : null
}
