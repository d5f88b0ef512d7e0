import type { Area } from '../ui.ts'

/** What product.md §8 promises to work on. */
export const MIN_COLUMNS = 80
export const MIN_ROWS = 24
/** From here on the demo's phone stands beside the main part; below, as a strip under it. */
export const PHONE_PANEL_MIN_COLUMNS = 100
/** Border and margin left of every line of text. */
export const TEXT_LEFT = 4
/** Longer lines are hard to read, however wide the window. */
export const TEXT_MAX_COLUMNS = 100
/** Empty line, step, question, two lines of why, empty line. */
export const HEAD_ROWS = 6
/** One line of further keys, two of notice or message. */
export const FOOT_ROWS = 3

const MARGIN_COLUMNS = 3
const MAIN_MIN_COLUMNS = 72
const PANEL_MIN_COLUMNS = 28
const PANEL_MAX_COLUMNS = 44

/** The main part's room in a window. `panelColumns` is what the phone beside it takes, 0 without one. */
export function areaOf(columns: number, rows: number, panelColumns: number): Area {
  const inside = columns - panelColumns - 2
  const pad = padOf(rows)
  return {
    columns: inside,
    rows: rows - 2,
    textColumns: Math.min(TEXT_MAX_COLUMNS, inside - 2 * MARGIN_COLUMNS),
    contentRow: 1 + pad + HEAD_ROWS,
    contentRows: rows - 2 - pad - HEAD_ROWS - FOOT_ROWS,
  }
}

/** Cells of the phone's panel, its left border included; 0 where there is no room for one. */
export function panelColumnsOf(columns: number, mainMinColumns: number = MAIN_MIN_COLUMNS): number {
  if (columns < PHONE_PANEL_MIN_COLUMNS) return 0
  const panel = Math.min(PANEL_MAX_COLUMNS, Math.floor(columns * 0.3), columns - mainMinColumns)
  return panel < PANEL_MIN_COLUMNS ? 0 : panel
}

/** Empty rows above the page in a tall window. */
export function padOf(rows: number): number {
  return Math.min(3, Math.floor((rows - MIN_ROWS) / 3))
}
