import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { messageKeys, receiptKeys } from './message-id.ts'
import { readReceipt } from './receipt.ts'
import { relativeTime } from './sms-sender.ts'

const meets = (submitted: string, receipted: string) =>
  receiptKeys(receipted).some((key) => messageKeys(submitted).includes(key))

describe('message ids of an SMS centre', () => {
  test.each([
    ['1A2B3C', '1715004'],
    ['1715004', '1a2b3c'],
    ['00001A2B3C', '0001715004'],
    ['abc-17', 'ABC-17'],
  ])('%s in the answer is %s in the receipt', (submitted, receipted) => {
    expect(meets(submitted, receipted)).toBe(true)
  })

  test('other messages do not meet', () => {
    expect(meets('1715004', '1715005')).toBe(false)
    expect(meets('', 'x')).toBe(false)
  })

  test('any number meets itself in either notation', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 64n }), (id) => {
        expect(meets(id.toString(16), id.toString(10))).toBe(true)
        expect(meets(id.toString(10), id.toString(16).toUpperCase())).toBe(true)
      }),
      { seed: 20_261_122 },
    )
  })
})

describe('delivery receipts', () => {
  const text =
    'id:77 sub:001 dlvrd:001 submit date:2611220941 done date:2611220942 stat:DELIVRD err:000 text:MOT CUA: Ma xac'
  const pdu = (fields: object) => ({ esm_class: 4, short_message: { message: text }, ...fields }) as never

  test('are read from the text, without its message', () => {
    expect(readReceipt(pdu({}))).toEqual({ messageId: '77', stat: 'DELIVRD', error: '000' })
  })

  test('TLVs come before the text', () => {
    expect(readReceipt(pdu({ receipted_message_id: '4d', message_state: 5 }))).toEqual({
      messageId: '4d',
      stat: 'UNDELIV',
      error: '000',
    })
  })

  test('a message of a person is none', () => {
    expect(readReceipt(pdu({ esm_class: 0 }))).toBeNull()
    expect(readReceipt(pdu({ short_message: { message: 'hello' } }))).toBeNull()
  })
})

test('the life of a code as relative time (SMPP 3.4 §7.1.1.1)', () => {
  expect(relativeTime(300_000)).toBe('000000000500000R')
  expect(relativeTime(90_061_000)).toBe('000001010101000R')
})
