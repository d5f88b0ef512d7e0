import type { ScannerInput } from '../base/events.ts'
import { readScan } from '../rules/read-scan.ts'

/** What a scan means to the flows: a card's QR, a card's MRZ, or a named refusal. `today` is YYYY-MM-DD. */
export function scannerInput(text: string, today: string): ScannerInput {
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
