import type { Receipt } from '../flows/base/outcome.ts'

/** What a receipt's QR holds: enough to find the packet again, nothing of the person. */
export function receiptQr(receipt: Receipt): string {
  return `MOTCUA:${receipt.receiptNumber}:${receipt.packetId}`
}
