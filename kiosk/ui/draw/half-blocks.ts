/**
 * Rows of pixels as lines of a terminal. With half blocks a line holds two rows; without them a pixel is as wide as '##' is, one row a line.
 */
export function drawPixels(rows: readonly string[], glyphs: 'unicode' | 'ascii'): readonly string[] {
  if (glyphs === 'ascii') return rows.map((row) => row.replaceAll('#', '##').replaceAll('.', '  '))
  const lines: string[] = []
  for (let at = 0; at < rows.length; at += 2) {
    const upper = rows[at] ?? ''
    const lower = rows[at + 1] ?? ''
    lines.push([...upper].map((pixel, column) => HALF[`${pixel}${lower[column] ?? '.'}`] ?? ' ').join(''))
  }
  return lines
}

const HALF: Readonly<Record<string, string>> = { '##': '█', '#.': '▀', '.#': '▄', '..': ' ' }
