import { useMemo } from 'react'
import { drawQr } from '../draw/qr.ts'
import { Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import { useLiveStore } from '../live-store.ts'
import { useStatementKeys } from '../statement/statement.keys.ts'
import { statementReducer } from '../statement/statement.reducer.ts'
import { Statement, statementRows } from '../statement/statement.view.tsx'
import { statementLines } from '../statement/statement-lines.ts'
import type { ScreenProps } from '../ui.ts'
import { RemoteBesideQr } from './remote-beside-qr.view.tsx'
import { RemotePlain } from './remote-plain.view.tsx'
import { remoteWords } from './remote-words.ts'

/** Cells that the words beside a QR code need. */
const WORDS_CELLS = 28
/** Margin left, gap between words and code. */
const MARGIN_CELLS = 5

/** A person answers on a device of their own: what to do there, the code of both screens, how long there is; what is signed, at a key. */
export function RemoteWaitingScreen({ view, ui }: ScreenProps) {
  const { area, look, texts } = ui
  const transaction = view.remote?.transaction ?? null
  const link = transaction?.link ?? null
  const text = transaction?.statement ?? null
  const [statement, store] = useLiveStore(statementReducer, () => ({ isOpen: false, from: 0 }))
  const lines = useMemo(
    () => (text === null ? [] : statementLines(text, area.textColumns - 2, look)),
    [text, area.textColumns, look],
  )
  const rows = area.contentRows
  useStatementKeys(store, { last: lines.length - statementRows(rows), canToggle: text !== null })
  const qr = useMemo(
    () =>
      link === null
        ? null
        : drawQr(link, look.display, { columns: area.columns - MARGIN_CELLS - WORDS_CELLS, rows: area.rows }),
    [link, look.display, area.columns, area.rows],
  )
  if (view.remote === null) return null
  const words = remoteWords(ui, view.remote)
  if (statement.isOpen) {
    return (
      <Page
        ui={ui}
        step={stepOf(view)}
        question={words.question}
        why={texts.remote.statement.why}
        extras={[['renew', 'closeStatement']]}
      >
        <Statement ui={ui} lines={lines} from={statement.from} rows={rows} />
      </Page>
    )
  }
  const hasStatement = text !== null
  return qr ? (
    <RemoteBesideQr view={view} ui={ui} words={words} qr={qr} hasStatement={hasStatement} />
  ) : (
    <RemotePlain view={view} ui={ui} words={words} hasStatement={hasStatement} />
  )
}
