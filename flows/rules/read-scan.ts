import { type CardReading, readCardQr } from './card-qr.ts'
import { type MrzReading, readMrz } from './mrz.ts'

export type ScanReading = CardReading | MrzReading

/**
 * What one scan is: a card's QR, a card's MRZ, or neither (`kind` tells). A text with '|' is a QR's; one that has fillers or begins as the MRZ of a citizen
 * card is a MRZ's, and is refused as one (MRZ_FORMAT, MRZ_CHECK_DIGIT); anything else is refused as a QR (SCAN_NOT_A_CARD and its kin).
 * `today` is YYYY-MM-DD. Total.
 */
export function readScan(text: string, today: string): ScanReading {
  return isMrz(text) ? readMrz(text, today) : readCardQr(text, today)
}

function isMrz(text: string): boolean {
  if (text.includes('|')) return false
  return /^[\s\p{Cc}\ufeff]*I\s*D\s*V\s*N\s*M/iu.test(text) || /<\s*</.test(text)
}
