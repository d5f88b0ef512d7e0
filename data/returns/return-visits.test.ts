import { describe, expect, test } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import type { ReceiptRef } from '../../flows/rules/receipt-code.ts'
import type { ReturnClient } from '../central-client/return.client.ts'
import { createReturnVisits } from './return-visits.ts'

const PACKET = '0193f5a2-7c1e-7b3a-9d44-5f0e8a6b1c2d'

/** A station K0007 that gave out one receipt, number 1, before a central that knows of nothing or is not there. */
function visits(code: 'RECEIPT_UNKNOWN' | 'LINE_DOWN') {
  const own = { packetId: PACKET, sequence: 1 } as never
  const client: Partial<ReturnClient> = { lookUp: () => Promise.reject(new Fault(code)) }
  return createReturnVisits({
    client: client as ReturnClient,
    packets: {
      byId: (packetId) => (packetId === PACKET ? own : null),
      bySequence: (sequence) => (sequence === 1 ? own : null),
      waitingForCitizen: () => 0,
    },
    outbox: { has: () => false },
    stationCode: 'K0007',
    deliver: () => Promise.reject(new Error('nothing waits here')),
  })
}

describe('a receipt that central does not know', () => {
  test.each<[string, ReceiptRef, string]>([
    [
      'typed, of this station, and never given out',
      { receiptNumber: 'K0007-000002', packetId: null },
      'RECEIPT_NOT_GIVEN',
    ],
    ['typed, of this station, and given out', { receiptNumber: 'K0007-000001', packetId: null }, 'RECEIPT_UNKNOWN'],
    ['typed, of another station', { receiptNumber: 'K0008-000002', packetId: null }, 'RECEIPT_UNKNOWN'],
    [
      'typed, of a station whose code begins alike',
      { receiptNumber: 'K00071-000002', packetId: null },
      'RECEIPT_UNKNOWN',
    ],
    [
      'scanned: its packet may be in a store that was here before',
      { receiptNumber: 'K0007-000002', packetId: PACKET.replace('0193', '0194') },
      'RECEIPT_UNKNOWN',
    ],
  ])('%s', async (_what, receipt, code) => {
    await expect(visits('RECEIPT_UNKNOWN').lookUp(receipt)).rejects.toMatchObject({ code })
  })

  test('is not said to be mistyped while central cannot be asked', async () => {
    const typed = { receiptNumber: 'K0007-000002', packetId: null }
    await expect(visits('LINE_DOWN').lookUp(typed)).rejects.toMatchObject({ code: 'LINE_DOWN' })
  })
})
