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
  const plain: ResultLayout = { qr: null, qrColumns: 0, room: roomOf(ui), hasGaps: true }
  // Large words and the QR have no room beside each other.
  const withQr = isLarge(ui.look) ? [] : qrsOf(ui, receipt).map((qr) => besideQr(ui, qr))
  const fitting = [...withQr, plain].find((layout) => rowsOf(layout) <= ui.area.rows)
  return fitting ?? { ...plain, hasGaps: false }
}

/** A page for the QR as large as this terminal draws it, with few words; null where it draws none. */
export function qrPageLayout(ui: Pick<Ui, 'area' | 'look'>, receipt: Receipt | null): ResultLayout | null {
  const [largest] = qrsOf(ui, receipt)
  return largest ? besideQr(ui, largest) : null
}

function besideQr(ui: Pick<Ui, 'area'>, qr: readonly string[]): ResultLayout {
  const qrColumns = cellsOf(qr[0] ?? '')
  return { qr, qrColumns, room: roomOf(ui) - qrColumns, hasGaps: true }
}

function roomOf({ area }: Pick<Ui, 'area'>): number {
  return area.columns - MARGIN_CELLS - GAP_CELLS
}

/** The receipt's QR with a smaller quiet zone each time. */
function qrsOf({ area, look }: Pick<Ui, 'area' | 'look'>, receipt: Receipt | null): readonly (readonly string[])[] {
  if (!receipt) return []
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
