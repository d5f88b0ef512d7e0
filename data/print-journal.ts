import type { Clock } from '../flows/base/clock.ts'
import { Fault } from '../flows/base/fault.ts'
import type { PrintJournalPort } from '../flows/ports/printer.port.ts'
import type { LogRepo } from './store/log.repo.ts'
import type { Store } from './store/open-store.ts'
import type { PrintRepo } from './store/print.repo.ts'

export interface PrintJournalParts {
  readonly store: Store
  readonly prints: PrintRepo
  readonly log: LogRepo
  readonly time: Clock
}

/**
 * The PrintJournalPort of this station. Besides the faults of the store it raises NOT_ALLOWED for a print id used for another document and for
 * the outcome of a print that was never meant. The first outcome of a print stays; a second one changes nothing.
 */
export function createPrintJournal({ store, prints, log, time }: PrintJournalParts): PrintJournalPort {
  return {
    intend: async (intent) =>
      store.write(() => {
        const there = prints.byId(intent.printId)
        if (there && (there.documentId !== intent.documentId || there.kind !== intent.kind))
          throw new Fault('NOT_ALLOWED')
        if (!there) {
          const atMs = time.now()
          prints.insert(intent, atMs)
          log.append({ atMs, kind: 'print.intended', sequence: null, details: { ...intent } })
        }
        const row = there ?? prints.byId(intent.printId)
        return { earlier: row ? prints.onPaperBefore(intent.documentId, row.printRow) : 0 }
      }),
    settle: async (printId, outcome) =>
      store.write(() => {
        const row = prints.byId(printId)
        if (!row) throw new Fault('NOT_ALLOWED')
        if (row.outcome !== null) return
        const atMs = time.now()
        prints.settle(row.printRow, outcome, atMs)
        const code = 'code' in outcome ? outcome.code : null
        log.append({ atMs, kind: 'print.settled', sequence: null, details: { printId, outcome: outcome.kind, code } })
      }),
  }
}
