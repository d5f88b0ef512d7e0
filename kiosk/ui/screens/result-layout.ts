import type { Receipt } from '../../../flows/base/outcome.ts'
import { cellsOf } from '../draw/cells.ts'
import { drawQr } from '../draw/qr.ts'
import { isLarge } from '../theme.ts'
import type { Ui } from '../ui.ts'

/** How a result page uses its room. */
export interface ResultLayout {
  readonly qr: readonly string[] | null
  readonly qrColumns: number
  /** Cells of the text beside the QR, or of the whole page without one. */
  readonly room: number
  /** Empty rows between the parts. */
  readonly hasGaps: boolean
}

const MARGIN_CELLS = 3
const GAP_CELLS = 2

/**
 * The roomiest layout whose text fits: with the QR and its whole quiet zone, with less of that, without the QR (the number stays, and longer lines), at last without empty
 * rows. `rowsOf` says how many rows the text takes in a layout.
 */
export function resultLayout(
  ui: Pick<Ui, 'area' | 'look'>,
  receipt: Receipt | null,
  rowsOf: (layout: ResultLayout) => number,
): ResultLayout {
  const plain: ResultLayout = {
    qr: null,
    qrColumns: 0,
    room: ui.area.columns - MARGIN_CELLS - GAP_CELLS,
    hasGaps: true,
  }
  const withQr = qrsOf(ui, receipt).map((qr) => {
    const qrColumns = cellsOf(qr[0] ?? '')
    return { qr, qrColumns, room: plain.room - qrColumns, hasGaps: true }
  })
  const fitting = [...withQr, plain].find((layout) => rowsOf(layout) <= ui.area.rows)
  return fitting ?? { ...plain, hasGaps: false }
}

/** The receipt's QR with a smaller quiet zone each time. */
function qrsOf({ area, look }: Pick<Ui, 'area' | 'look'>, receipt: Receipt | null): readonly (readonly string[])[] {
  // Large text has no room for both: the number is to be read, and paper carries the code.
  if (!receipt || isLarge(look)) return []
  // Never personal data: the receipt is shown to others, photographed and thrown away.
  const text = `MOTCUA:${receipt.receiptNumber}:${receipt.packetId}`
  const qrs: (readonly string[])[] = []
  let columns = area.columns
  for (;;) {
    const qr = drawQr(text, look.display, { columns, rows: area.rows })
    if (!qr) return qrs
    qrs.push(qr)
    columns = cellsOf(qr[0] ?? '') - 1
  }
}
