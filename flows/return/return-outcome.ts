import type { Outcome, Receipt } from '../base/outcome.ts'
import type { ReturnSettled } from '../ports/return.port.ts'
import { packetBeganAtMs, type ReceiptRef } from '../rules/receipt-code.ts'

/** What a settled registration is to the citizen who came back with its receipt, which goes on being the receipt. */
export function outcomeOfReturn(settled: ReturnSettled, ref: ReceiptRef | null): Outcome {
  const { packetId, state, ial, reason, carrier } = settled
  const receipt: Receipt = {
    packetId,
    receiptNumber: ref?.receiptNumber ?? '',
    sealedAt: packetBeganAtMs(packetId) ?? 0,
  }
  switch (state) {
    case 'accepted':
      return { kind: 'accepted', ial: ial ?? 2, raised: false, receipt }
    case 'refused':
      return { kind: 'refused', code: reason ?? 'CENTRAL_REFUSED', carrier, receipt }
    case 'verifying':
      return { kind: 'pending', code: reason, receipt }
  }
}
