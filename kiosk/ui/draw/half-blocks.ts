/**
 * Rows of pixels as lines of a terminal. With half blocks a line holds two rows. Without them a pixel is '##' where the room allows, since cells
 * are twice as high as wide; else a line holds two rows in signs that stand high, low, or both.
 */
export function drawPixels(
  rows: readonly string[],
  glyphs: 'unicode' | 'ascii',
  room: { readonly columns: number; readonly lines: number },
): readonly string[] {
  if (glyphs === 'ascii' && rows.length <= room.lines && 2 * (rows[0]?.length ?? 0) <= room.columns) {
    return rows.map((row) => row.replaceAll('#', '##').replaceAll('.', '  '))
  }
  const signs = glyphs === 'ascii' ? HALF_ASCII : HALF
  const lines: string[] = []
  for (let at = 0; at < rows.length; at += 2) {
    const upper = rows[at] ?? ''
    const lower = rows[at + 1] ?? ''
    lines.push([...upper].map((pixel, column) => signs[`${pixel}${lower[column] ?? '.'}`] ?? ' ').join(''))
  }
  return lines
}

const HALF: Readonly<Record<string, string>> = { '##': '█', '#.': '▀', '.#': '▄', '..': ' ' }
const HALF_ASCII: Readonly<Record<string, string>> = { '##': '#', '#.': '"', '.#': 'o', '..': ' ' }
