export interface Cell {
  readonly width: number
  readonly height: number
}

/** Whether every character of the text is a line, a block or a half block, which are drawn as shapes and not as letters. */
export function isDrawn(text: string): boolean {
  return [...text].every((glyph) => glyph in BLOCKS || glyph in LINES)
}

/** Gives the path of one drawn glyph in the cell whose top left corner is given. */
export function drawGlyph(glyph: string, x: number, y: number, cell: Cell): string {
  const boxes = BLOCKS[glyph] ?? armsToBoxes(LINES[glyph] ?? '', cell)
  return boxes
    .map(([left, top, right, bottom]) => {
      const [x0, y0] = [x + left * cell.width, y + top * cell.height]
      const [x1, y1] = [x + right * cell.width, y + bottom * cell.height]
      return `M${number(x0)} ${number(y0)}H${number(x1)}V${number(y1)}H${number(x0)}Z`
    })
    .join('')
}

/** Left, top, right, bottom as parts of the cell. */
type Box = readonly [number, number, number, number]

const EIGHTHS = [1, 2, 3, 4, 5, 6, 7, 8]

/** Unicode block elements U+2580–U+2590. */
const BLOCKS: Readonly<Record<string, readonly Box[]>> = {
  '▀': [[0, 0, 1, 0.5]],
  '▐': [[0.5, 0, 1, 1]],
  ...Object.fromEntries(
    EIGHTHS.map((part): [string, Box[]] => [String.fromCodePoint(0x2580 + part), [[0, 1 - part / 8, 1, 1]]]),
  ),
  ...Object.fromEntries(
    EIGHTHS.slice(0, 7).map((part): [string, Box[]] => [String.fromCodePoint(0x2590 - part), [[0, 0, part / 8, 1]]]),
  ),
}

/** Box drawing: which arms leave the middle (l, r, u, d). Heavy, double and rounded corners are drawn as light lines: shape, not weight. */
const LINES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['─━═╌┄', 'lr'],
    ['│┃║╎┆', 'ud'],
    ['┌┏╔╭', 'rd'],
    ['┐┓╗╮', 'ld'],
    ['└┗╚╰', 'ru'],
    ['┘┛╝╯', 'lu'],
    ['├┣╠', 'rud'],
    ['┤┫╣', 'lud'],
    ['┬┳╦', 'lrd'],
    ['┴┻╩', 'lru'],
    ['┼╋╬', 'lrud'],
    ['╴', 'l'],
    ['╵', 'u'],
    ['╶', 'r'],
    ['╷', 'd'],
  ].flatMap(([glyphs = '', arms = '']) => [...glyphs].map((glyph) => [glyph, arms])),
)

const STROKE = 1.25

function armsToBoxes(arms: string, cell: Cell): Box[] {
  const [halfX, halfY] = [STROKE / 2 / cell.width, STROKE / 2 / cell.height]
  const boxes: Box[] = []
  const horizontal = [arms.includes('l') ? 0 : 0.5 - halfX, arms.includes('r') ? 1 : 0.5 + halfX] as const
  const vertical = [arms.includes('u') ? 0 : 0.5 - halfY, arms.includes('d') ? 1 : 0.5 + halfY] as const
  if (/[lr]/.test(arms)) boxes.push([horizontal[0], 0.5 - halfY, horizontal[1], 0.5 + halfY])
  if (/[ud]/.test(arms)) boxes.push([0.5 - halfX, vertical[0], 0.5 + halfX, vertical[1]])
  return boxes
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100)
}
