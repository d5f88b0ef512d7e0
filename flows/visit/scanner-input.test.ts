import { expect, test } from 'vitest'
import { scannerInput } from './scanner-input.ts'

const PACKET = '0193f5a2-7c1e-7b3a-9d44-5f0e8a6b1c2d'

test('a receipt is told from cards, whole or spoilt', () => {
  expect(scannerInput(`MOTCUA:K0007-000123:${PACKET}`, '2026-11-22')).toEqual({
    type: 'scanner.receiptScanned',
    receipt: { receiptNumber: 'K0007-000123', packetId: PACKET },
  })
  expect(scannerInput('MOTCUA:K0007-0001', '2026-11-22')).toEqual({
    type: 'scanner.refused',
    code: 'RECEIPT_QR_SPOILT',
  })
  expect(scannerInput('https://example.vn', '2026-11-22')).toEqual({ type: 'scanner.refused', code: 'SCAN_NOT_A_CARD' })
})
