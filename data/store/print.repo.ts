import type { PrintIntent, PrintOutcome } from '../../flows/ports/printer.port.ts'
import type { Store } from './open-store.ts'

/** One print as the store holds it. `outcome` is null while it is not known. */
export interface PrintRow extends PrintIntent {
  readonly printRow: number
  readonly intendedAtMs: number
  readonly outcome: PrintOutcome['kind'] | null
  readonly code: string | null
  readonly settledAtMs: number | null
}

export interface PrintRepo {
  insert(intent: PrintIntent, atMs: number): void
  byId(printId: string): PrintRow | null
  /** How many prints of the document before that row are, or may be, on paper. */
  onPaperBefore(documentId: string, printRow: number): number
  /** How each print of the document ended, in order; null while it is not known. */
  outcomesOf(documentId: string): readonly PrintRow['outcome'][]
  /** Raises NOT_ALLOWED when the row has its outcome. */
  settle(printRow: number, outcome: PrintOutcome, atMs: number): void
}

export function createPrintRepo(store: Store): PrintRepo {
  const insert = store.db.prepare('INSERT INTO print (print_id, document_id, kind, intended_at_ms) VALUES (?, ?, ?, ?)')
  const byId = store.db.prepare<[string], PrintRow>(
    `SELECT print_row AS printRow, print_id AS printId, document_id AS documentId, kind, intended_at_ms AS intendedAtMs,
       outcome, code, settled_at_ms AS settledAtMs
     FROM print WHERE print_id = ?`,
  )
  const onPaperBefore = store.db.prepare<[string, number], { count: number }>(
    `SELECT count(*) AS count FROM print WHERE document_id = ? AND print_row < ? AND outcome IS NOT 'not-printed'`,
  )
  const outcomesOf = store.db.prepare<[string], Pick<PrintRow, 'outcome'>>(
    'SELECT outcome FROM print WHERE document_id = ? ORDER BY print_row',
  )
  const settle = store.db.prepare('UPDATE print SET outcome = ?, code = ?, settled_at_ms = ? WHERE print_row = ?')
  return {
    insert: ({ printId, documentId, kind }, atMs) => store.read(() => void insert.run(printId, documentId, kind, atMs)),
    byId: (printId) => store.read(() => byId.get(printId) ?? null),
    onPaperBefore: (documentId, printRow) => store.read(() => onPaperBefore.get(documentId, printRow)?.count ?? 0),
    outcomesOf: (documentId) => store.read(() => outcomesOf.all(documentId).map(({ outcome }) => outcome)),
    settle: (printRow, outcome, atMs) =>
      store.read(() => {
        settle.run(outcome.kind, 'code' in outcome ? outcome.code : null, atMs, printRow)
      }),
  }
}
