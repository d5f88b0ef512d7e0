/** Number of the receipt a person reads and types: station code and sequence, at least six digits ("K0007-000042"). */
export function receiptNumber(stationCode: string, sequence: number): string {
  return `${stationCode}-${String(sequence).padStart(6, '0')}`
}
