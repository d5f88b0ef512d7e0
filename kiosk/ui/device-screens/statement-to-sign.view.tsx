import { useMemo } from 'react'
import { useLiveStore } from '../live-store.ts'
import { useStatementKeys } from '../statement/statement.keys.ts'
import { statementReducer } from '../statement/statement.reducer.ts'
import { Statement, statementRows } from '../statement/statement.view.tsx'
import { statementLines } from '../statement/statement-lines.ts'
import type { Ui } from '../ui.ts'

export interface StatementToSignProps {
  readonly ui: Ui
  readonly text: string
  /** Rows there are, the heading among them. */
  readonly rows: number
}

/** What the key is to sign, always open: it is read before the PIN (product.md §3 usb-token). */
export function StatementToSign({ ui, text, rows }: StatementToSignProps) {
  const { area, look } = ui
  const [{ from }, store] = useLiveStore(statementReducer, () => ({ isOpen: true, from: 0 }))
  const lines = useMemo(() => statementLines(text, area.textColumns - 2, look), [text, area.textColumns, look])
  useStatementKeys(store, { last: lines.length - statementRows(rows), canToggle: false })
  return <Statement ui={ui} lines={lines} from={from} rows={rows} />
}
