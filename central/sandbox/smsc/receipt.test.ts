import { expect, test } from 'vitest'
import { messageId, receiptPdu } from './receipt.ts'

const report = {
  serial: 1,
  to: '+84971204118',
  from: 'MOTCUA',
  text: 'Mã xác thực: 123456',
  submittedAtMs: Date.parse('2026-11-22T17:05:00Z'),
  doneAtMs: Date.parse('2026-11-22T17:06:30Z'),
} as const

test('a delivered message: text of appendix B in Vietnamese time, TLVs, sender and receiver exchanged', () => {
  expect(receiptPdu({ ...report, state: 'DELIVRD' })).toEqual({
    source_addr_ton: 1,
    source_addr_npi: 1,
    source_addr: '84971204118',
    dest_addr_ton: 5,
    dest_addr_npi: 0,
    destination_addr: 'MOTCUA',
    esm_class: 4,
    data_coding: 0,
    short_message:
      'id:1296236545 sub:001 dlvrd:001 submit date:2611230005 done date:2611230006 stat:DELIVRD err:000 text:M? x?c th?c: 123456',
    receipted_message_id: '4D430001',
    message_state: 2,
  })
})

test('a message that could not be delivered says why', () => {
  const pdu = receiptPdu({ ...report, state: 'UNDELIV' })
  expect(pdu).toMatchObject({ message_state: 5, network_error_code: Buffer.from([3, 0, 27]) })
  expect(pdu.short_message).toMatch(/dlvrd:000 .* stat:UNDELIV err:027 /)
})

test('the id is hexadecimal in the response and decimal in the text: the same number', () => {
  const text = String(receiptPdu({ ...report, serial: 77, state: 'DELIVRD' }).short_message)
  expect(Number(/^id:(\d+) /.exec(text)?.[1])).toBe(Number.parseInt(messageId(77), 16))
})
