import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerApdu, answerData, commandApdu, headerText, parseCommandApdu, statusOf } from './apdu.ts'

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replace(/\s/g, ''), 'hex'))

describe('a command APDU (ISO 7816-4 §5.1)', () => {
  test.each([
    ['case 1', '00 A4 00 00', '', null],
    ['case 2', '00 B0 00 00 0A', '', 10],
    ['case 2, all there is', '00 B0 00 00 00', '', 256],
    ['case 3', '00 A4 00 0C 02 3F00', '3F00', null],
    ['case 4', '00 A4 00 04 02 3F00 00', '3F00', 256],
    ['case 2 extended', '00 B0 00 00 00 0200', '', 512],
    ['case 2 extended, all there is', '00 B0 00 00 00 0000', '', 65_536],
    ['case 3 extended', '00 D6 00 00 00 0002 3F00', '3F00', null],
    ['case 4 extended', '00 D6 00 00 00 0002 3F00 0000', '3F00', 65_536],
  ])('%s', (_, hex, data, le) => {
    expect(parseCommandApdu(bytes(hex))).toMatchObject({ data: bytes(data), le })
  })

  test.each([
    '',
    '00 A4 00',
    '00 A4 00 00 05 01',
    '00 A4 00 00 02 3F00 00 00',
    '00 A4 00 00 00 01',
    '00 A4 00 00 00 0002 3F',
  ])('whose lengths contradict it is none: %s', (hex) => {
    expect(parseCommandApdu(bytes(hex))).toBeNull()
  })

  test('reads back as it was written, and any bytes are read or refused', () => {
    const le = fc.option(fc.integer({ min: 1, max: 65_536 }), { nil: undefined })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), le, (data, expected) => {
        const written = commandApdu([0x00, 0xcb, 0x3f, 0xff], { data, ...(expected && { le: expected }) })
        expect(parseCommandApdu(written)).toEqual({ cla: 0, ins: 0xcb, p1: 0x3f, p2: 0xff, data, le: expected ?? null })
        parseCommandApdu(data)
      }),
      { seed: 20221209, numRuns: 300 },
    )
  })

  test('is logged by its header alone', () => {
    expect(headerText(bytes('00 20 00 80 08 31323334'))).toBe('00 20 00 80')
  })
})

test('an answer is data and status', () => {
  const answer = answerApdu(0x6283, bytes('0102'))
  expect(answer).toEqual(bytes('01026283'))
  expect(statusOf(answer)).toBe(0x6283)
  expect(answerData(answer)).toEqual(bytes('0102'))
  expect(statusOf(bytes('90'))).toBeNull()
})
