import { hang, padTo, wrapTo } from '../draw/cells.ts'
import type { DisplaySettings } from '../kiosk-props.ts'
import type { Texts } from '../text/texts.ts'
import { lookOf } from '../theme.ts'
import { bottomLine } from './bottom-line.ts'
import { areaOf, HEAD_ROWS, MIN_COLUMNS, MIN_ROWS } from './layout.ts'
import { questionLine } from './question-line.ts'
import { topLine } from './top-line.ts'

/** Rows of a page that stand before its content: step, question, why (three rows with the empty one). */
const WHY_ROWS = 3

/**
 * The welcome screen as plain lines, before Ink is even loaded: the person in front of the machine sees it at once. The same words at the same
 * places as the screen that follows (a test compares them). Null for a window too small for any screen.
 */
export function firstFrameLines(
  window: { readonly columns: number; readonly rows: number },
  texts: Texts,
  display: DisplaySettings,
  time: string,
  training: boolean,
): readonly string[] | null {
  const { columns, rows } = window
  if (columns < MIN_COLUMNS || rows < MIN_ROWS) return null
  const look = lookOf(display)
  const { paint, glyphs } = look
  const { welcome } = texts
  const area = areaOf(columns, rows, 0)
  const why = wrapTo(welcome.why, area.textColumns)
  const page = [
    ...Array.from({ length: area.contentRow - HEAD_ROWS }, () => ''),
    '',
    questionLine(look, welcome.question, area.textColumns),
    ...Array.from({ length: WHY_ROWS }, (_, row) => why[row] ?? ''),
    welcome.bring,
    ...welcome.items.map((item) => `  ${glyphs.dot} ${item}`),
    '',
    ...hang(paint.key(glyphs.pointer), welcome.start, area.textColumns).split('\n'),
    // Whether a receipt can be scanned is not known yet: its row and its key wait.
    '',
    `  ${welcome.otherLanguage}`,
    `  ${welcome.larger}`,
  ]
  const inside = Array.from({ length: rows - 2 }, (_, row) => {
    const text = page[row] ?? ''
    return `${glyphs.vertical}${padTo(text === '' ? '' : `   ${text}`, columns - 2)}${glyphs.vertical}`
  })
  return [
    topLine(columns, look, texts, { line: 'unknown', time, clockProven: false, training }, false),
    ...inside,
    bottomLine(columns, look, texts, { next: 'start', back: null }),
  ]
}
