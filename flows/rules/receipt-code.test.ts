import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isReceiptScan, packetBeganAtMs, readReceiptNumber, readReceiptQr, receiptGoodUntilMs } from './receipt-code.ts'

const PACKET = '0193f5a2-7c1e-7b3a-9d44-5f0e8a6b1c2d'
const number = fc
  .tuple(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 1, max: 999_999_999 }))
  .map(([station, sequence]) => `K${String(station).padStart(4, '0')}-${String(sequence).padStart(6, '0')}`)

test('the QR of a receipt gives number and packet, in capitals too', () => {
  fc.assert(
    fc.property(number, fc.uuid({ version: 7 }), fc.boolean(), (receiptNumber, packetId, loud) => {
      const text = `MOTCUA:${receiptNumber}:${packetId}`
      const read = readReceiptQr(loud ? `${text.toUpperCase()}\r\n` : text)
      expect(read).toMatchObject({ ok: true, value: { receiptNumber, packetId } })
      expect(isReceiptScan(text)).toBe(true)
    }),
    { seed: 5 },
  )
})

test('a number is read however it is typed', () => {
  fc.assert(
    fc.property(number, fc.constantFrom('-', ' - ', ' ', '–', '.', '/', '_'), fc.boolean(), (whole, dash, isLow) => {
      const typed = whole.replace('-', dash)
      expect(readReceiptNumber(isLow ? ` ${typed.toLowerCase()} ` : typed.slice(1))).toMatchObject({
        ok: true,
        value: { receiptNumber: whole, packetId: null },
      })
    }),
    { seed: 5 },
  )
})

test.each([
  ['k7-42', 'K0007-000042'],
  ['7-42', 'K0007-000042'],
  ['K0007000042', 'K0007-000042'],
  ['0007000042', 'K0007-000042'],
  ['K０００７－０００１２３', 'K0007-000123'],
])('the number %j is %s', (typed, receiptNumber) => {
  expect(readReceiptNumber(typed)).toMatchObject({ ok: true, value: { receiptNumber } })
})

test.each([
  ['', 'FIELD_REQUIRED'],
  ['   ', 'FIELD_REQUIRED'],
  ['K0007', 'RECEIPT_FORMAT'],
  ['K0007-', 'RECEIPT_FORMAT'],
  ['K0007-000000', 'RECEIPT_FORMAT'],
  ['K0007-0000000001', 'RECEIPT_FORMAT'],
  ['HUE01-000123', 'RECEIPT_FORMAT'],
  ['046204001234', 'RECEIPT_FORMAT'],
  ["K0007-1' or 1=1", 'RECEIPT_FORMAT'],
  ['K0007-000123\u0000', 'RECEIPT_FORMAT'],
  ['9'.repeat(4_000), 'RECEIPT_FORMAT'],
])('hostile: %j is no number', (typed, problem) => {
  expect(readReceiptNumber(typed)).toEqual({ ok: false, problem })
})

test.each([
  'MOTCUA:',
  'MOTCUA:TEST',
  `MOTCUA:K0007-000123`,
  `MOTCUA:K0007-000123:${PACKET}:more`,
  `MOTCUA:K0007-000123:${PACKET.replace('-7b', '-4b')}`,
  `MOTCUA:K0007-000123:${PACKET.slice(1)}`,
  `MOTCUA:HUE01-000123:${PACKET}`,
  `MOTCUA:K0007-000123:${'0'.repeat(4_000)}`,
])('hostile: %j claims to be a receipt, and is none', (text) => {
  expect(isReceiptScan(text)).toBe(true)
  expect(readReceiptQr(text)).toEqual({ ok: false, problem: 'RECEIPT_QR_SPOILT' })
})

test('nothing at all makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const read of [readReceiptQr(text), readReceiptNumber(text)])
        expect(read.ok || ['RECEIPT_FORMAT', 'RECEIPT_QR_SPOILT', 'FIELD_REQUIRED'].includes(read.problem)).toBe(true)
    }),
    { seed: 5 },
  )
})

test('a card is no receipt', () => {
  expect(isReceiptScan('046204001234||Lê Văn Mẫu|29022004|Nam|Huế|05072024')).toBe(false)
})

test('an id of version 7 tells when its visit began, and so until when the receipt is good', () => {
  expect(packetBeganAtMs(PACKET)).toBe(0x0193f5a27c1e)
  expect(packetBeganAtMs('9c5b94b1-35ad-49bb-b118-8e8fc24abf80')).toBeNull()
  expect(receiptGoodUntilMs({ receiptNumber: 'K0007-000123', packetId: PACKET })).toBe(0x0193f5a27c1e + 2_592_000_000)
  expect(receiptGoodUntilMs({ receiptNumber: 'K0007-000123', packetId: null })).toBeNull()
})
