import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeScan, encodeScan, type ScanTerminator, terminatorsOf } from './frame.ts'
import { SAMPLE_CARD_2021, SAMPLE_CARD_2024 } from './sample-cards.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array | string, terminated = true) =>
  decodeScan({ bytes: typeof bytes === 'string' ? utf8(bytes) : bytes, terminated })

describe('terminators', () => {
  test.each<[ScanTerminator, number[][]]>([
    ['line-end', [[13], [10]]],
    ['cr', [[13]]],
    ['lf', [[10]]],
    ['crlf', [[13, 10]]],
    ['tab', [[9]]],
    [[0x1e, 0x04], [[0x1e, 0x04]]],
  ])('%j', (setting, bytes) => {
    expect(terminatorsOf(setting)).toEqual(bytes)
  })

  test.each([[[]], [[256]], [[-1]], [[1.5]], [[0x02]]])('the senseless %j is refused', (setting) => {
    expect(() => terminatorsOf(setting)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }))
  })
})

describe('one frame', () => {
  test.each([SAMPLE_CARD_2021, SAMPLE_CARD_2024])('is a text: %s', (card) => {
    expect(decode(card)).toEqual({ kind: 'scan', text: card })
  })

  test.each(['\x02card text\x03', '\0\0card text\0', '\r\ncard text', 'card text\r', '\x7fcard text\x7f'])(
    'loses the control bytes around it: %j',
    (text) => {
      expect(decode(text)).toEqual({ kind: 'scan', text: 'card text' })
    },
  )

  test.each([']Q1', ']Q3', ']d2', ']C0'])('loses the AIM identifier %s, also after STX', (aim) => {
    expect(decode(`${aim}card text`)).toEqual({ kind: 'scan', text: 'card text' })
    expect(decode(`\x02${aim}card text\x03`)).toEqual({ kind: 'scan', text: 'card text' })
  })

  test('loses a byte-order mark, before or after the AIM identifier is taken off', () => {
    expect(decode('\ufeffcard text')).toEqual({ kind: 'scan', text: 'card text' })
    expect(decode(']Q1\ufeffcard text')).toEqual({ kind: 'scan', text: 'card text' })
  })

  test('keeps blanks, empty fields and what only looks like an AIM identifier', () => {
    for (const text of [' a | b ', 'a||||', ']] card text', 'a]Q1b']) {
      expect(decode(text)).toEqual({ kind: 'scan', text })
    }
  })

  test.each([
    ['a cut letter', utf8('Nguyễn').subarray(0, 6)],
    ['an overlong form', Uint8Array.of(0x41, 0x42, 0x43, 0x44, 0xc0, 0xaf)],
    ['half a surrogate pair', Uint8Array.of(0x41, 0x42, 0x43, 0xed, 0xa0, 0x80)],
    ['a letter of a code page', Uint8Array.of(0x4e, 0x67, 0x75, 0x79, 0xea, 0x6e)],
    ['an escape character', utf8('card \x1b[2J text')],
    ['a NUL inside', utf8('card \0 text')],
    ['a C1 control', utf8('card \u009b text')],
  ])('with %s is SCAN_DAMAGED', (_, bytes) => {
    expect(decode(bytes)).toEqual({ kind: 'refused', code: 'SCAN_DAMAGED' })
    expect(decode(bytes, false)).toEqual({ kind: 'refused', code: 'SCAN_DAMAGED' })
  })

  test.each([
    ['three', Uint8Array.of(0, 0xff, 0xfe), true],
    ['four without an end', Uint8Array.of(0xff, 0xff, 0xff, 0xff), false],
    ['one', Uint8Array.of(0x80), true],
    ['two letters without an end', utf8('ab'), false],
    ['an AIM identifier and nothing else', utf8(']Q1'), true],
    ['many NULs', new Uint8Array(300), false],
  ])('of a few bytes that mean nothing is noise: %s', (_, bytes, terminated) => {
    expect(decode(bytes, terminated)).toEqual({ kind: 'dropped', sizeBytes: bytes.length, reason: 'noise' })
  })

  test('of a few bytes that are a proper text with its terminator is a scan', () => {
    expect(decode('7', true)).toEqual({ kind: 'scan', text: '7' })
  })

  test('of one byte more than noise has an answer', () => {
    expect(decode(new Uint8Array(5).fill(0xff), false)).toEqual({ kind: 'refused', code: 'SCAN_DAMAGED' })
    expect(decode('abcde', false)).toEqual({ kind: 'scan', text: 'abcde' })
  })
})

test('any text of five characters or more, sent in any way, comes back as it was', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 5 }).filter((one) => !/\p{Cc}|^\ufeff|^\][A-Za-z]/u.test(one))
  const encoding = fc.record({
    terminator: fc.constantFrom<ScanTerminator>('cr', 'lf', 'crlf', 'tab', [0x1e]),
    aimIdentifier: fc.constantFrom('', ']Q1'),
    marks: fc.boolean(),
  })
  fc.assert(
    fc.property(text, encoding, (one, how) => {
      const bytes = encodeScan(one, how)
      const suffixBytes = terminatorsOf(how.terminator)[0]!.length
      expect(decode(bytes.slice(0, -suffixBytes))).toEqual({ kind: 'scan', text: one })
    }),
    { seed: 20221209, numRuns: 500 },
  )
})

test('any bytes at all are a scan, a refusal or noise, and no scan holds a control character', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, terminated) => {
      const message = decodeScan({ bytes, terminated })
      if (message.kind === 'scan') expect(message.text).toMatch(/^\P{Cc}+$/u)
      else expect(message).toMatchObject({ kind: expect.stringMatching(/^(refused|dropped)$/) })
    }),
    { seed: 20221209, numRuns: 2_000 },
  )
})
