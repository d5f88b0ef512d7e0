import type { IBufferCell, IBufferLine, Terminal } from '@xterm/headless'
import { drawGlyph, isDrawn } from './svg-glyphs.ts'
import { paletteColour, THEME } from './svg-palette.ts'

export interface SvgOptions {
  /** Whether the program shows the cursor. */
  readonly cursor?: boolean
  /** Read aloud by screen readers, shown as tool tip. */
  readonly title?: string
}

interface Style {
  readonly foreground: string
  readonly background: string | null
  readonly bold: boolean
  readonly italic: boolean
  readonly dim: boolean
  readonly underline: boolean
}

interface Run {
  readonly column: number
  width: number
  text: string
  readonly style: Style
}

const CELL = { width: 9, height: 20 }
const PADDING = 16
const FONT_SIZE = 15
const BASELINE = 15

/**
 * Draws what the terminal shows as a self-contained SVG. Every run of letters is stretched to its cells (textLength), and lines, blocks and
 * half blocks are drawn as shapes, so that it lines up in whatever monospace font the reader has.
 */
export function terminalToSvg(terminal: Terminal, options: SvgOptions = {}): string {
  const { cols, rows } = terminal
  const buffer = terminal.buffer.active
  const width = cols * CELL.width + 2 * PADDING
  const height = rows * CELL.height + 2 * PADDING
  const parts: string[] = []
  for (let row = 0; row < rows; row++) {
    const line = buffer.getLine(buffer.viewportY + row)
    if (line) for (const run of runsOf(line, cols)) parts.push(drawRun(run, row))
  }
  if (options.cursor ?? true) parts.push(drawCursor(buffer.cursorX, buffer.cursorY))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img"`,
    ` font-family="'DejaVu Sans Mono','Cascadia Mono',Menlo,Consolas,monospace" font-size="${FONT_SIZE}">`,
    options.title ? `<title>${escapeXml(options.title)}</title>` : '',
    `<rect width="${width}" height="${height}" rx="8" fill="${THEME.background}"/>`,
    `<g transform="translate(${PADDING} ${PADDING})">\n${parts.filter(Boolean).join('\n')}\n</g></svg>\n`,
  ].join('')
}

function runsOf(line: IBufferLine, cols: number): Run[] {
  const runs: Run[] = []
  for (let column = 0; column < cols; column++) {
    const cell = line.getCell(column)
    // The second half of a wide letter has no width of its own.
    if (!cell || cell.getWidth() === 0) continue
    const style = styleOf(cell)
    const text = cell.isInvisible() ? ' ' : cell.getChars() || ' '
    const last = runs.at(-1)
    if (
      last &&
      sameStyle(last.style, style) &&
      isDrawn(text) === isDrawn(last.text) &&
      (text === ' ') === (last.text.trim() === '')
    ) {
      last.text += text
      last.width += cell.getWidth()
    } else {
      runs.push({ column, width: cell.getWidth(), text, style })
    }
  }
  return runs
}

function styleOf(cell: IBufferCell): Style {
  const foreground = colourOf(cell.isFgRGB(), cell.isFgDefault(), cell.getFgColor()) ?? THEME.foreground
  const background = colourOf(cell.isBgRGB(), cell.isBgDefault(), cell.getBgColor())
  const inverse = cell.isInverse() !== 0
  return {
    foreground: inverse ? (background ?? THEME.background) : foreground,
    background: inverse ? foreground : background,
    bold: cell.isBold() !== 0,
    italic: cell.isItalic() !== 0,
    dim: cell.isDim() !== 0,
    underline: cell.isUnderline() !== 0,
  }
}

function colourOf(isRgb: boolean, isDefault: boolean, value: number): string | null {
  if (isDefault) return null
  return isRgb ? `#${value.toString(16).padStart(6, '0')}` : paletteColour(value)
}

function drawRun(run: Run, row: number): string {
  const x = run.column * CELL.width
  const y = row * CELL.height
  const width = run.width * CELL.width
  const { style } = run
  const background = style.background
    ? `<rect x="${x}" y="${y}" width="${width}" height="${CELL.height}" fill="${style.background}"/>`
    : ''
  if (run.text.trim() === '' && !style.underline) return background
  const opacity = style.dim ? ' opacity="0.6"' : ''
  if (isDrawn(run.text)) {
    const shapes = [...run.text].map((glyph, index) => drawGlyph(glyph, x + index * CELL.width, y, CELL)).join('')
    return `${background}<path d="${shapes}" fill="${style.foreground}" shape-rendering="crispEdges"${opacity}/>`
  }
  const attributes = [
    ` x="${x}" y="${y + BASELINE}" textLength="${width}" lengthAdjust="spacingAndGlyphs" xml:space="preserve" fill="${style.foreground}"`,
    style.bold ? ' font-weight="bold"' : '',
    style.italic ? ' font-style="italic"' : '',
    style.underline ? ' text-decoration="underline"' : '',
    opacity,
  ]
  return `${background}<text${attributes.join('')}>${escapeXml(run.text)}</text>`
}

function drawCursor(column: number, row: number): string {
  const [x, y] = [column * CELL.width, row * CELL.height]
  return `<rect class="cursor" x="${x}" y="${y}" width="${CELL.width}" height="${CELL.height}" fill="${THEME.foreground}" opacity="0.55"/>`
}

function sameStyle(a: Style, b: Style): boolean {
  return (Object.keys(a) as (keyof Style)[]).every((key) => a[key] === b[key])
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
