import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodeIccid,
  decodeImsi,
  decodeMsisdn,
  decodeProviderName,
  fcpRecordBytes,
  gsmRecordBytes,
  swappedDigits,
  usimAid,
} from './frame.ts'
import { simTree } from './simulator-files.ts'

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replace(/\s/g, ''), 'hex'))

describe('EF_ICCID (TS 102 221 §13.2)', () => {
  test.each([
    ['98 48 40 00 00 21 43 65 87 F9', '8984040000123456789'],
    ['98 48 40 00 00 21 43 65 87 09', '89840400001234567890'],
    ['98 48 40 00 00 21 43 65 87 FF', '898404000012345678'],
  ])('%s is %s', (hex, digits) => {
    expect(decodeIccid(bytes(hex))).toBe(digits)
  })

  test.each(['', 'FFFFFFFFFFFFFFFFFFFF', '98 48 4A 00 00 21 43 65 87 F9', '98 48 40', '98 F8 40 00 00 21 43 65 87 F9'])(
    '%s is none',
    (hex) => {
      expect(decodeIccid(bytes(hex))).toBeNull()
    },
  )
})

describe('EF_IMSI (TS 31.102 §4.2.2)', () => {
  test('the length and the half octet of type and parity are no digits', () => {
    expect(decodeImsi(bytes('08 49 25 40 10 32 54 76 98'))).toBe('452040123456789')
  })

  test.each([
    '',
    '00 49 25',
    '09 49 25 40 10 32 54 76 98',
    'FF FF FF FF FF FF FF FF FF',
    '08 4A 25 40 10 32 54 76 9B',
    '03 49 25 40',
  ])('%s is none', (hex) => {
    expect(decodeImsi(bytes(hex))).toBeNull()
  })
})

describe('EF_MSISDN (TS 31.102 §4.2.26)', () => {
  const name = 'FF'.repeat(14)
  test.each([
    ['international', `${name} 07 91 48 28 21 43 80 F8 FF FF FF FF FF FF`, '+84821234088'],
    ['as dialled at home', `${name} 06 81 80 12 32 04 88 FF FF FF FF FF FF FF`, '+84821234088'],
    ['without a sign but with the country', `${name} 07 81 48 28 21 43 80 F8 FF FF FF FF FF FF`, '+84821234088'],
    ['without any name', '07 91 48 28 21 43 80 F8 FF FF FF FF FF FF', '+84821234088'],
  ])('a number %s', (_, hex, number) => {
    expect(decodeMsisdn(bytes(hex))).toBe(number)
  })

  test.each([
    ['an empty record', 'FF'.repeat(28)],
    ['a length beyond the record', `${name} 0C 91 48 28 21 43 80 F8 FF FF FF FF FF FF`],
    ['a star code', `${name} 04 81 2A 01 BA FF FF FF FF FF FF FF FF FF`],
    ['a number of nowhere', `${name} 05 81 98 76 54 32 FF FF FF FF FF FF FF FF`],
    ['too short a record', '07 91 48'],
  ])('%s says none', (_, hex) => {
    expect(decodeMsisdn(bytes(hex))).toBeNull()
  })
})

describe('EF_SPN (TS 31.102 §4.2.12, TS 102 221 annex A)', () => {
  test.each([
    ['default alphabet', '01 56 69 65 74 74 65 6C FF FF FF', 'Viettel'],
    ['default alphabet beyond ASCII', '00 7F 15 00 5F 20 60', 'àΩ@§ ¿'],
    ['UCS-2', '01 80 00 4D 1E A1 00 6E 00 67 FF FF', 'Mạng'],
    ['UCS-2 with a half-page base', '01 81 03 3D 4D A1 A0', 'MạẠ'],
    ['UCS-2 with a full base', '01 82 02 1E A0 4D 81', 'Mạ'],
  ])('%s', (_, hex, text) => {
    expect(decodeProviderName(bytes(hex))).toBe(text)
  })

  test.each(['', '01', '01 FF FF FF', '01 80 FF FF', '01 20 20', '01 80 D8 00'])('%s says none', (hex) => {
    expect(decodeProviderName(bytes(hex))).toBeNull()
  })

  test('every one of the 128 characters of the alphabet is there, and none in a control place', () => {
    const all = Uint8Array.from({ length: 128 }, (_, code) => code)
    expect([...(decodeProviderName(Uint8Array.from([1, 0x41, ...all, 0x41])) ?? '')]).toHaveLength(130 - 2)
  })
})

describe('what SELECT says', () => {
  test('the record length from an FCP, wherever the descriptor stands in it', () => {
    expect(fcpRecordBytes(bytes('62 0B 83 02 6F40 82 05 42 21 00 1C 01'))).toBe(28)
    expect(fcpRecordBytes(bytes('62 04 82 02 41 21'))).toBeNull()
    expect(fcpRecordBytes(bytes('6F 04 82 02 41 21'))).toBeNull()
  })

  test('the record length of a 2G card', () => {
    expect(gsmRecordBytes(bytes('0000 001C 6F40 04 00 11FF22 01 02 01 1C'))).toBe(28)
    expect(gsmRecordBytes(bytes('0000 000A 2FE2 04 00 11FF22 01 02 00 00'))).toBeNull()
  })

  test("a USIM's AID, and nobody else's", () => {
    expect(usimAid(bytes('61 12 4F 10 A0000000871002FF84FF01890000 0100 FF'))).toEqual(
      bytes('A0000000871002FF84FF018900000100'),
    )
    expect(usimAid(bytes('61 12 4F 10 A0000000871004FF84FF01890000 0100 FF'))).toBeNull()
    expect(usimAid(bytes('FFFFFFFF'))).toBeNull()
  })
})

describe('any bytes', () => {
  test('give a proper value or none, and never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (any) => {
        expect(decodeIccid(any) ?? '8'.repeat(18)).toMatch(/^\d{18,20}$/)
        expect(decodeImsi(any) ?? '4'.repeat(15)).toMatch(/^\d{15}$/)
        expect(decodeMsisdn(any) ?? '+84821234088').toMatch(/^\+[1-9]\d{7,14}$/)
        expect(decodeProviderName(any) ?? 'x').not.toMatch(/\p{C}/u)
        fcpRecordBytes(any)
        gsmRecordBytes(any)
        usimAid(any)
      }),
      { seed: 20221209, numRuns: 2_000 },
    )
  })

  test('digits survive being written and read', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{18,20}$/), fc.stringMatching(/^\d{15}$/), (iccid, imsi) => {
        const files = simTree({ iccid, imsi }).directories
        expect(decodeIccid(files.get('3f00')!.get('2fe2')!.records[0]!)).toBe(iccid)
        expect(decodeImsi(files.get('7f20')!.get('6f07')!.records[0]!)).toBe(imsi)
        expect(swappedDigits(bytes('21 43'))).toBe('1234')
      }),
      { seed: 20221209 },
    )
  })
})
