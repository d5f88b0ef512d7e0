import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import deliverVectors from '../../../test/vectors/gsm-pdu/deliver.json' with { type: 'json' }
import partVectors from '../../../test/vectors/gsm-pdu/parts.json' with { type: 'json' }
import reportVectors from '../../../test/vectors/gsm-pdu/status-report.json' with { type: 'json' }
import submitVectors from '../../../test/vectors/gsm-pdu/submit.json' with { type: 'json' }
import { encodeDeliver } from './deliver.ts'
import { fromSeptets, packSeptets, toSeptets, unpackSeptets } from './gsm7.ts'
import { toHex } from './octets.ts'
import { decodeSmsPdu, tpduLengthOctets } from './sms-pdu.ts'
import { PART_SEPTETS, PART_UNITS, plainWherePossible, SINGLE_SEPTETS, SINGLE_UNITS, splitText } from './split-text.ts'
import { encodeStatusReport, statusMeaning } from './status-report.ts'
import { encodeSubmit } from './submit.ts'

const SETTINGS = { seed: 20221209, numRuns: 500 }
const alphabetOf = (text: string) => splitText(text).alphabet

describe('SUBMIT', () => {
  test.each(submitVectors)('$text to $to ($source)', ({ to, text, alphabet, length, pdu }) => {
    expect(alphabetOf(text)).toBe(alphabet)
    const part = { to, text, alphabet: alphabetOf(text), concatenation: null, report: false }
    const { bytes, lengthOctets } = encodeSubmit(part)
    expect(toHex(bytes)).toBe(pdu)
    expect(lengthOctets).toBe(length)
    expect(tpduLengthOctets(pdu)).toBe(length)
    expect(decodeSmsPdu(pdu, 'mobile')).toMatchObject({ to: { digits: to }, report: false, data: { text, alphabet } })
  })

  test.each(partVectors)('part $sequence of $total, reference of $referenceBits bits ($source)', (vector) => {
    const concatenation = {
      reference: vector.reference,
      referenceBits: vector.referenceBits as 8 | 16,
      total: vector.total,
      sequence: vector.sequence,
    }
    const part = { to: '1414', text: vector.text, alphabet: 'gsm7' as const, concatenation, report: false }
    expect(toHex(encodeSubmit(part).bytes)).toBe(vector.pdu)
    expect(decodeSmsPdu(vector.pdu, 'mobile')).toMatchObject({ data: { text: vector.text, concatenation } })
  })

  test('asks for a status report with bit 5', () => {
    const part = { to: '1414', text: 'A', alphabet: 'gsm7' as const, concatenation: null, report: true }
    expect(toHex(encodeSubmit(part).bytes).slice(2, 4)).toBe('21')
  })
})

describe('DELIVER', () => {
  test.each(deliverVectors)('$text ($source)', ({ pdu, from, sentAt, text }) => {
    expect(decodeSmsPdu(pdu)).toMatchObject({ kind: 'deliver', from, sentAtMs: Date.parse(sentAt), data: { text } })
  })

  test('any text from any sender comes back, in one part or several', () => {
    const sender = fc.oneof(
      fc.stringMatching(/^\+84[1-9]\d{8}$/).map((digits) => ({ kind: 'number' as const, digits })),
      fc.stringMatching(/^[A-Za-z][\w .-]{0,10}$/).map((name) => ({ kind: 'name' as const, name })),
    )
    const concatenation = fc.option(
      fc.record({
        reference: fc.nat(255),
        referenceBits: fc.constant(8 as const),
        total: fc.constant(9),
        sequence: fc.integer({ min: 1, max: 9 }),
      }),
    )
    fc.assert(
      fc.property(sender, fc.string({ unit: 'grapheme', maxLength: 30 }), concatenation, (from, text, part) => {
        const sentAtMs = Date.UTC(2022, 11, 9, 1, 2, 3)
        const pdu = toHex(encodeDeliver({ from, sentAtMs, text, alphabet: alphabetOf(text), concatenation: part }))
        expect(decodeSmsPdu(pdu)).toMatchObject({
          kind: 'deliver',
          from,
          sentAtMs,
          data: { text, concatenation: part },
        })
      }),
      SETTINGS,
    )
  })
})

describe('STATUS-REPORT', () => {
  test.each(reportVectors)(
    'status $status means $meaning ($source)',
    ({ pdu, reference, recipient, status, meaning }) => {
      expect(decodeSmsPdu(pdu)).toEqual({
        kind: 'status-report',
        reference,
        recipient: { kind: 'number', digits: recipient },
        sentAtMs: Date.parse('2022-12-09T08:30:40+07:00'),
        status,
      })
      expect(statusMeaning(status)).toBe(meaning)
    },
  )

  test('comes back', () => {
    const report = {
      reference: 7,
      recipient: { kind: 'number' as const, digits: '+84821234088' },
      sentAtMs: 1_670_549_440_000,
      status: 0,
    }
    expect(decodeSmsPdu(toHex(encodeStatusReport(report)))).toEqual({ kind: 'status-report', ...report })
  })
})

describe('the alphabet', () => {
  test('packs and unpacks any septets at any alignment', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(127), { maxLength: 170 }), fc.nat(6), (septets, fill) => {
        expect(unpackSeptets(packSeptets(septets, fill), septets.length, fill)).toEqual(septets)
      }),
      SETTINGS,
    )
  })

  test('knows every letter once, and has none of Vietnamese but à è é ì ò ù', () => {
    const all = Array.from({ length: 128 }, (_, septet) => fromSeptets([septet])).filter((letter) => letter !== '')
    expect(new Set(all).size).toBe(127)
    for (const letter of all) expect(fromSeptets(toSeptets(letter)!)).toBe(letter)
    expect([...'àèéìòù'].filter((letter) => toSeptets(letter) === null)).toEqual([])
    expect([...'ăâêôơưđạảãáíóúý'].filter((letter) => toSeptets(letter) !== null)).toEqual([])
  })

  test('an unknown extension reads as the letter of the basic table', () => {
    expect(fromSeptets([0x1b, 0x41])).toBe('A')
    expect(fromSeptets([0x1b, 0x1b, 0x41])).toBe(' A')
  })
})

describe('splitting', () => {
  test.each([
    ['a'.repeat(SINGLE_SEPTETS), [160]],
    ['a'.repeat(SINGLE_SEPTETS + 1), [153, 8]],
    ['ạ'.repeat(SINGLE_UNITS), [70]],
    ['ạ'.repeat(SINGLE_UNITS + 1), [67, 4]],
    [`${'a'.repeat(PART_SEPTETS - 1)}€${'a'.repeat(10)}`, [152, 11]],
    [`${'ạ'.repeat(PART_UNITS - 1)}😀${'ạ'.repeat(5)}`, [66, 7]],
    ['', [0]],
  ])('%# keeps to the limits and cuts no letter', (text, sizes) => {
    expect(splitText(text).parts.map((part) => part.length)).toEqual(sizes)
  })

  test('loses nothing, and every part fits into 140 octets', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const { alphabet, parts } = splitText(text)
        expect(parts.join('')).toBe(text)
        parts.forEach((part, index) => {
          const concatenation =
            parts.length > 1
              ? { reference: 1, referenceBits: 8 as const, total: parts.length, sequence: index + 1 }
              : null
          const { bytes } = encodeSubmit({ to: '1414', text: part, alphabet, concatenation, report: true })
          expect(bytes.length).toBeLessThanOrEqual(1 + 2 + 4 + 2 + 1 + 140)
        })
      }),
      SETTINGS,
    )
  })

  test('marks are left out where that makes it 7 bit, and only there', () => {
    expect(plainWherePossible('Mã xác thực của Ông/Bà: Đ1')).toBe('Ma xac thuc cua Ong/Ba: D1')
    expect(plainWherePossible('à la carte')).toBe('à la carte')
    expect(plainWherePossible('Mã 😀')).toBe('Mã 😀')
  })
})

describe('any text', () => {
  test('is a PDU or none, never a throw', () => {
    const hex = fc.uint8Array({ maxLength: 200 }).map(toHex)
    fc.assert(
      fc.property(fc.oneof(hex, fc.string()), fc.constantFrom('network' as const, 'mobile' as const), (text, from) => {
        expect(() => decodeSmsPdu(text, from)).not.toThrow()
        expect(() => tpduLengthOctets(text)).not.toThrow()
      }),
      { ...SETTINGS, numRuns: 2_000 },
    )
  })

  test('that is a PDU cut short is none', () => {
    for (const { pdu } of [...deliverVectors, ...reportVectors]) {
      for (let octets = 0; octets < pdu.length / 2; octets += 1)
        expect(decodeSmsPdu(pdu.slice(0, 2 * octets))).toBeNull()
    }
  })
})
