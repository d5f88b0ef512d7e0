import type { NewId } from '../flows/base/id.ts'
import type { Receipt } from '../flows/base/outcome.ts'
import type { PrintOutcome } from '../flows/ports/printer.port.ts'
import type { ReceiptPrint } from '../flows/visit/visit-context.ts'
import type { SealedPaper } from './ui/counter-mode.ts'
import type { KeptAbout } from './unfinished-aside.ts'
import type { ReceiptPrinting } from './wire-flows.ts'

/** The receipt of a packet whose officer did not see it handed over. */
export interface SealedReceipts {
  /** Null for a packet that was never sealed. Raises STORE_*. */
  of(packetId: string): Receipt | null
  /** What the print journal says of its paper. Raises STORE_*. */
  paperOf(packetId: string): SealedPaper
  /** Puts it on paper; a second paper says that it is a copy. Never raises. */
  print(receipt: Receipt, about: KeptAbout): Promise<SealedPaper>
}

export function createSealedReceipts(parts: {
  readonly of: SealedReceipts['of']
  /** How each print of a document ended; null while it is not known. */
  readonly prints: { outcomesOf(documentId: string): readonly (PrintOutcome['kind'] | null)[] }
  /** Null where there is no printer. */
  readonly printing: ReceiptPrinting
  readonly newId: NewId
}): SealedReceipts {
  const { of, prints, printing, newId } = parts
  return {
    of,
    paperOf(packetId) {
      if (!printing) return 'no-printer'
      const outcomes = prints.outcomesOf(packetId)
      if (outcomes.includes('printed')) return 'printed'
      return outcomes.some((outcome) => outcome !== 'not-printed') ? 'maybe' : 'not-printed'
    },
    async print(receipt, about) {
      if (!printing) return 'no-printer'
      try {
        const { kind } = await printing(printOf(receipt, about, newId()))
        return kind === 'uncertain' ? 'maybe' : kind
      } catch {
        return 'not-printed'
      }
    },
  }
}

/** What is known for certain is that it is kept; what central made of it since, its QR tells. */
function printOf(receipt: Receipt, { isDeferred, ...about }: KeptAbout, id: string): ReceiptPrint {
  return {
    ...about,
    printId: `${receipt.packetId}:later:${id}`,
    documentId: receipt.packetId,
    receipt,
    outcome: { kind: 'pending', code: isDeferred ? 'OTP_DEFERRED' : null, receipt },
    errand: 'register',
    settledBefore: false,
  }
}
