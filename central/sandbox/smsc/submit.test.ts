import smpp, { type PduFields } from 'smpp'
import { describe, expect, test } from 'vitest'
import { otpMessage } from '../harness.ts'
import { STATUS } from './status.ts'
import { readSubmit } from './submit.ts'

/** Through real octets, as they arrive. */
function submitted(change: PduFields = {}) {
  const sent = new smpp.PDU('submit_sm', otpMessage(change)) as unknown as { toBuffer(): Buffer }
  return readSubmit(new smpp.PDU(sent.toBuffer() as unknown as string))
}

describe('text', () => {
  test('GSM 03.38 in short_message', () => {
    expect(submitted({ short_message: 'Ma: 123456 {het han 5 phut} @€' })).toEqual({
      kind: 'taken',
      from: 'MOTCUA',
      to: '+84971204118',
      text: 'Ma: 123456 {het han 5 phut} @€',
      receipt: 'always',
    })
  })

  test('UCS-2 keeps every Vietnamese letter', () => {
    const text = 'Mã xác thực của Quý khách: 123456, hiệu lực 5 phút'
    expect(submitted({ data_coding: 8, short_message: text })).toMatchObject({ text })
  })

  test('message_payload carries what is longer than one message', () => {
    const text = `Ma xac thuc: 123456. ${'x'.repeat(300)}`
    expect(submitted({ short_message: '', message_payload: text })).toMatchObject({ kind: 'taken', text })
    const vietnamese = 'Mã xác thực '.repeat(20)
    expect(submitted({ data_coding: 8, short_message: '', message_payload: vietnamese })).toMatchObject({
      text: vietnamese,
    })
  })

  test.each([
    ['161 septets', { short_message: 'x'.repeat(161) }],
    ['160 characters, one of two septets', { short_message: `${'x'.repeat(159)}{` }],
    ['71 UCS-2 characters', { data_coding: 8, short_message: 'ệ'.repeat(71) }],
    ['no text at all', { short_message: '' }],
    ['text in both places', { message_payload: 'and here' }],
    ['a payload beyond what is split', { short_message: '', message_payload: 'x'.repeat(1_531) }],
  ])('refuses %s as of invalid length', (_, change) => {
    expect(submitted(change)).toEqual({ kind: 'refused', status: STATUS.INVALID_LENGTH })
  })

  test('takes the longest that fits', () => {
    expect(submitted({ short_message: 'x'.repeat(160) }).kind).toBe('taken')
    expect(submitted({ data_coding: 8, short_message: 'ệ'.repeat(70) }).kind).toBe('taken')
  })

  test('refuses codings that are no text', () => {
    expect(submitted({ data_coding: 4, short_message: Buffer.from('x') })).toEqual({
      kind: 'refused',
      status: STATUS.SUBMIT_FAILED,
    })
  })
})

describe('addresses', () => {
  test.each(['84971204118a', '0971204118', '+84971204118', '8497120411', '', '1414'])(
    'refuses destination %j',
    (to) => {
      expect(submitted({ destination_addr: to })).toEqual({ kind: 'refused', status: STATUS.INVALID_DESTINATION })
    },
  )

  test('refuses a destination of a wrong type', () => {
    expect(submitted({ dest_addr_ton: 5 })).toEqual({ kind: 'refused', status: STATUS.INVALID_DESTINATION })
  })

  test.each(['TWELVELETTER', '12345', 'MOT*CUA', ''])('refuses brandname %j', (from) => {
    expect(submitted({ source_addr: from })).toEqual({ kind: 'refused', status: STATUS.INVALID_SOURCE })
  })

  test('takes a short code', () => {
    expect(submitted({ source_addr_ton: 3, source_addr: '8088' })).toMatchObject({ from: '8088' })
    expect(submitted({ source_addr_ton: 1, source_addr: '8088' })).toMatchObject({ status: STATUS.INVALID_SOURCE })
  })
})

test.each([
  [0, 'never'],
  [1, 'always'],
  [2, 'on-failure'],
  [0x11, 'always'],
])('registered_delivery %i asks for a receipt: %s', (registered, receipt) => {
  expect(submitted({ registered_delivery: registered })).toMatchObject({ receipt })
})
