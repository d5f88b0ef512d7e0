import { createActor, toPromise } from 'xstate'
import type { PrinterPort, PrintIntent, PrintJournalPort, Slip } from '../flows/ports/printer.port.ts'
import type { PrintOutput } from '../flows/print/print.flow.ts'
import { providePrint } from '../flows/provide/provide-devices.ts'
import { receiptSlip, type SlipFrame } from '../flows/rules/slips.ts'
import { receiptQr } from './receipt.ts'
import { wordsForOutcome } from './ui/screens/outcome-words.ts'
import { TEXTS } from './ui/text/texts.ts'
import type { ReceiptPrinting } from './wire-flows.ts'

/** What a paper needs to know of the station. */
export interface PrintingParts {
  readonly printer: PrinterPort
  readonly journal: PrintJournalPort
  readonly frame: () => Omit<SlipFrame, 'language'>
}

/** Prints one paper from intent to outcome, apart from whoever asked: a person who leaves does not tear the paper. Never raises. */
export async function printPaper(
  { printer, journal }: Pick<PrintingParts, 'printer' | 'journal'>,
  intent: PrintIntent,
  slip: (earlier: number) => Slip,
): Promise<PrintOutput> {
  const flow = providePrint({ printer, journal, slips: ({ earlier }) => slip(earlier) })
  const actor = createActor(flow, { input: intent })
  actor.start()
  return toPromise(actor)
}

/** Receipts in the words of the result screen and in the citizen's language. */
export function createReceiptPrinting(parts: PrintingParts): NonNullable<ReceiptPrinting> {
  return ({ printId, documentId, receipt, outcome, language, ...about }) =>
    printPaper(parts, { printId, documentId, kind: 'receipt' }, (earlier) => {
      const frame = parts.frame()
      return receiptSlip({
        ...frame,
        language,
        outcome,
        receipt,
        words: wordsForOutcome(TEXTS[language], outcome, { ...about, clockProven: frame.timeProven }),
        qrText: receipt ? receiptQr(receipt) : '',
        earlier,
      })
    })
}
