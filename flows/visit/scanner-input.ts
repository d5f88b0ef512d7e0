import type { ScannerInput } from '../base/events.ts'
import { readScan } from '../rules/read-scan.ts'
import { isReceiptScan, readReceiptQr } from '../rules/receipt-code.ts'

/** What a scan means to the flows: a receipt's QR, a card's QR, a card's MRZ, or a named refusal. `today` is YYYY-MM-DD. */
export function scannerInput(text: string, today: string): ScannerInput {
  if (isReceiptScan(text)) {
    const receipt = readReceiptQr(text)
    return receipt.ok
      ? { type: 'scanner.receiptScanned', receipt: receipt.value }
      : { type: 'scanner.refused', code: receipt.problem }
  }
  const read = readScan(text, today)
  switch (read.kind) {
    case 'card':
      return { type: 'scanner.scanned', card: read.card }
    case 'mrz':
      return { type: 'scanner.mrzScanned', mrz: read.mrz }
    case 'refused':
      return { type: 'scanner.refused', code: read.code }
  }
}
