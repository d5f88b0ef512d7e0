import type { DisplaySettings } from '../kiosk-props.ts'

/** A picture of `columns` by `rows` pixels, three bytes each: red, green, blue. */
export interface Picture {
  readonly columns: number
  readonly rows: number
  readonly pixels: Uint8Array
}

const UPPER = '▀'
const PLAIN = '\u001b[39m\u001b[49m'
/** Bright black and the like: the four greys of the sixteen colours, dark to light, as letter and as ground. */
const GREYS = [
  ['30', '40'],
  ['90', '100'],
  ['37', '47'],
  ['97', '107'],
] as const
/** ITU-R BT.601: how light red, green and blue look. */
const LIGHTNESS = [0.299, 0.587, 0.114] as const
/** Thresholds that spread a light between two greys over four pixels (ordered dither, 2 x 2). */
const SPREAD = [
  [-0.375, 0.125],
  [0.375, -0.125],
] as const

/** A picture as lines of half blocks, two rows of pixels a line: true colours as they are, of sixteen the greys. Null where a terminal has no colour or no half blocks. */
export function drawPicture(
  picture: Picture,
  { colours, glyphs }: Pick<DisplaySettings, 'colours' | 'glyphs'>,
): readonly string[] | null {
  if (colours === 'none' || glyphs === 'ascii') return null
  const sign = colours === 'true' ? trueSign : greySign
  return Array.from({ length: Math.floor(picture.rows / 2) }, (_, line) => {
    const cells = Array.from({ length: picture.columns }, (_, column) => sign(picture, 2 * line, column))
    return `${cells.join('')}${PLAIN}`
  })
}

function trueSign(picture: Picture, row: number, column: number): string {
  const [upper, lower] = [colourAt(picture, row, column), colourAt(picture, row + 1, column)]
  return `\u001b[38;2;${upper.join(';')}m\u001b[48;2;${lower.join(';')}m${UPPER}`
}

function greySign(picture: Picture, row: number, column: number): string {
  return `\u001b[${greyAt(picture, row, column)[0]}m\u001b[${greyAt(picture, row + 1, column)[1]}m${UPPER}`
}

function greyAt(picture: Picture, row: number, column: number): readonly [letter: string, ground: string] {
  const light = colourAt(picture, row, column).reduce((sum, part, at) => sum + part * (LIGHTNESS[at] ?? 0), 0) / 255
  const spread = SPREAD[row % 2]?.[column % 2] ?? 0
  const step = Math.round(light * (GREYS.length - 1) + spread)
  return GREYS[Math.max(0, Math.min(GREYS.length - 1, step))] ?? GREYS[0]
}

function colourAt({ columns, pixels }: Picture, row: number, column: number): readonly number[] {
  const at = 3 * (row * columns + column)
  return [...pixels.subarray(at, at + 3)]
}
