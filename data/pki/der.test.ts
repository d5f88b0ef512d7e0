import { generateKeyPairSync } from 'node:crypto'
import { BmpString, fromBER, Integer, ObjectIdentifier } from 'asn1js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { childrenOf, DerError, readDer, TAG, valuesIn } from './der.ts'
import { integerOf, namedBitsOf, oidOf, serialOf, timeOf } from './der-values.ts'
import {
  certificateTime,
  generalizedTime,
  integer,
  namedBits,
  octetString,
  oid,
  sequence,
  setOf,
  utf8,
  writeDer,
} from './der-write.ts'
import { textOf } from './name.ts'

describe('DER', () => {
  test.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['too few octets', '300301'],
    ['an octet too many', '300000'],
    ['the indefinite form', '3080020101000000'],
    ['a length written too long', '308101ff'],
    ['a length with leading zeros', '30820001ff'],
    ['a length beyond all bounds', '3085ffffffffff'],
    ['a tag of several octets', '3f8100'],
  ])('%s is refused', (_, hex) => {
    expect(() => readDer(Buffer.from(hex, 'hex'))).toThrow(DerError)
  })

  test('a value longer than the one around it is refused, where asn1js takes it', () => {
    const longer = Buffer.from('300630020402aabb', 'hex')
    const [inner] = childrenOf(readDer(longer.subarray(0, 8).fill(0x05, 6, 7).fill(0, 7, 8)))
    expect(() => childrenOf(inner)).toThrow(DerError)
    expect(fromBER(Buffer.from('300630020402aabb', 'hex')).offset).toBe(8)
  })

  test('lengths of every size come back', () => {
    for (const size of [0, 1, 127, 128, 255, 256, 65_535, 65_536]) {
      const node = readDer(octetString(new Uint8Array(size)))
      expect([node.tag, node.contents.length]).toEqual([TAG.octetString, size])
    }
  })

  test('any bytes are read or raise DerError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          const node = readDer(bytes)
          expect([...valuesIn(node)].reduce((sum, { raw }) => sum + raw.length, 0)).toBe(node.contents.length)
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(DerError)
        }
      }),
      { seed: 11, numRuns: 2_000 },
    )
  })

  test('numbers, identifiers, bits and times come back, as asn1js writes and reads them too', () => {
    fc.assert(
      fc.property(
        fc.nat(0x7fff_ffff),
        fc.array(fc.nat(0x7fff_ffff), { minLength: 1, maxLength: 8 }),
        fc.nat(0xffff),
        (number, arcs, bits) => {
          expect(integerOf(readDer(integer(number)))).toBe(number)
          expect(Buffer.from(integer(number)).equals(Buffer.from(new Integer({ value: number }).toBER()))).toBe(true)
          const dotted = ['2', String((arcs[0] ?? 0) % 40), ...arcs.slice(1)].join('.')
          expect(oidOf(readDer(oid(dotted)))).toBe(dotted)
          expect(Buffer.from(oid(dotted)).equals(Buffer.from(new ObjectIdentifier({ value: dotted }).toBER()))).toBe(
            true,
          )
          expect(namedBitsOf(readDer(namedBits(bits)))).toBe(bits)
        },
      ),
      { seed: 12, numRuns: 500 },
    )
    const seconds = fc.integer({ min: -600_000_000, max: 8_000_000_000 }).map((second) => second * 1000)
    fc.assert(
      fc.property(seconds, (ms) => {
        expect(timeOf(readDer(generalizedTime(ms)))).toBe(ms)
        expect(timeOf(readDer(certificateTime(ms)))).toBe(ms)
      }),
      { seed: 13, numRuns: 500 },
    )
  })

  test.each([
    '20260231000000Z',
    '20261122050009+0700',
    '2026112205Z',
    '20261122240000Z',
    '20261122056000Z',
    '2026112205000Z',
    '20261122050009',
    '20261122050009.Z',
    '20261122050009.0000000000Z',
    '20261122050009.1xZ',
    '20261122050009ZZ',
    '2026112 050009Z',
    '',
    'Z',
  ])('%j is no time', (text) => {
    // As the last value of a message, and with digits behind it that belong to the next.
    const value = writeDer(TAG.generalizedTime, Buffer.from(text))
    const [inside] = childrenOf(readDer(sequence(value, utf8('20261122050009Z'))))
    expect(() => timeOf(readDer(value))).toThrow(DerError)
    expect(() => timeOf(inside)).toThrow(DerError)
    const short = writeDer(TAG.utcTime, Buffer.from(text.slice(2)))
    expect(() => timeOf(readDer(short))).toThrow(DerError)
  })

  test('a time with fractions of a second counts whole ones, in its long form alone', () => {
    const time = (tag: number, text: string) => () => timeOf(readDer(writeDer(tag, Buffer.from(text))))
    expect(time(TAG.generalizedTime, '20261122050009.123Z')()).toBe(Date.UTC(2026, 10, 22, 5, 0, 9))
    expect(time(TAG.utcTime, '261122050009.123Z')).toThrow(DerError)
    expect(time(TAG.utcTime, '261122050009Z')()).toBe(Date.UTC(2026, 10, 22, 5, 0, 9))
  })

  test('a serial number is the same however many zeros stand before it', () => {
    const serial = (hex: string) => serialOf(readDer(writeDer(TAG.integer, Buffer.from(hex, 'hex'))))
    expect([serial('0054aa'), serial('54aa'), serial('00'), serial('05')]).toEqual(['54aa', '54aa', '0', '5'])
  })

  test('a SET OF is put in order', () => {
    expect(setOf(integer(9), integer(1), utf8('a'))).toEqual(setOf(utf8('a'), integer(9), integer(1)))
    expect(childrenOf(readDer(sequence(integer(9), integer(1)))).map((node) => integerOf(node))).toEqual([9, 1])
  })

  test('BMP text reads as asn1js writes it', () => {
    expect(textOf(readDer(new Uint8Array(new BmpString({ value: 'Trần Quốc Bảo' }).toBER())))).toBe('Trần Quốc Bảo')
  })

  test('a key as OpenSSL writes it', () => {
    const der = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'der' })
    const [algorithm] = childrenOf(readDer(der))
    expect(childrenOf(algorithm).map(oidOf)).toEqual(['1.2.840.10045.2.1', '1.2.840.10045.3.1.7'])
  })
})
