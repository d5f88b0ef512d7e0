import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeScan, type ScanMessage, type ScanTerminator, terminatorsOf } from './frame.ts'
import { createScanParser, MAX_SCAN_BYTES } from './parser.ts'
import { SAMPLE_CARD_2021, SAMPLE_CARD_2024 } from './sample-cards.ts'
import { cutLetter, flipBit, garbage } from './scan-damage.ts'

const bytesOf = (...parts: (string | number[] | Uint8Array)[]) =>
  Uint8Array.from(parts.flatMap((part) => [...(typeof part === 'string' ? new TextEncoder().encode(part) : part)]))
const parserFor = (terminator: ScanTerminator = 'line-end') => createScanParser(terminatorsOf(terminator))
const scan = (text: string): ScanMessage => ({ kind: 'scan', text })
const damaged: ScanMessage = { kind: 'refused', code: 'SCAN_DAMAGED' }
const tooLong: ScanMessage = { kind: 'refused', code: 'SCAN_TOO_LONG' }

describe.each([SAMPLE_CARD_2021, SAMPLE_CARD_2024])('the card %s', (card) => {
  const endings: [ScanTerminator, ScanTerminator][] = [
    ['cr', 'line-end'],
    ['lf', 'line-end'],
    ['crlf', 'line-end'],
    ['cr', 'cr'],
    ['crlf', 'crlf'],
    ['tab', 'tab'],
    [
      [0x1e, 0x04, 0x1e],
      [0x1e, 0x04, 0x1e],
    ],
  ]
  test.each(endings)('sent with %j and awaited with %j, cut at every point', (sent, awaited) => {
    for (const marks of [false, true]) {
      const bytes = encodeScan(card, { terminator: sent, aimIdentifier: ']Q1', marks })
      for (let cut = 0; cut <= bytes.length; cut += 1) {
        const parser = parserFor(awaited)
        const messages = [...parser.push(bytes.subarray(0, cut)), ...parser.push(bytes.subarray(cut)), ...parser.idle()]
        expect(messages.filter((message) => message.kind !== 'dropped')).toEqual([scan(card)])
      }
    }
  })

  test('byte by byte', () => {
    const parser = parserFor()
    const messages = [...encodeScan(card)].flatMap((byte) => parser.push(Uint8Array.of(byte)))
    expect(messages).toEqual([scan(card)])
    expect(parser.waiting).toBe(false)
  })

  test('without a terminator: ended by silence, and only once', () => {
    const parser = parserFor()
    expect(parser.push(bytesOf(card))).toEqual([])
    expect(parser.waiting).toBe(true)
    expect(parser.idle()).toEqual([scan(card)])
    expect(parser.idle()).toEqual([])
  })

  test('cut off by silence at every point gives an answer or is noise, and the next scan is whole', () => {
    const bytes = encodeScan(card)
    for (let cut = 0; cut < bytes.length; cut += 1) {
      const parser = parserFor()
      const first = [...parser.push(bytes.subarray(0, cut)), ...parser.idle()]
      expect(first.length).toBe(cut === 0 ? 0 : 1)
      expect(first.filter((message) => message.kind === 'dropped').length).toBe(cut > 0 && cut <= 4 ? 1 : 0)
      expect(parser.push(bytes)).toEqual([scan(card)])
    }
  })

  test('with a bit flipped or cut in a letter is SCAN_DAMAGED, and the next scan is whole', () => {
    const parser = parserFor()
    expect(parser.push(flipBit(encodeScan(card)))).toEqual([damaged])
    expect([...parser.push(cutLetter(bytesOf(card))), ...parser.idle()]).toEqual([damaged])
    expect(parser.push(encodeScan(card))).toEqual([scan(card)])
  })

  test('with any one bit flipped is a text or SCAN_DAMAGED, and the next scan is whole', () => {
    const bytes = encodeScan(card)
    const textBits = (bytes.length - 1) * 8
    for (let bit = 0; bit < textBits; bit += 1) {
      const flipped = bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      const parser = parserFor()
      const messages = [...parser.push(flipped), ...parser.idle()]
      expect(messages.some((message) => message.kind !== 'dropped')).toBe(true)
      expect(messages).not.toContainEqual(scan(card))
      expect(parser.push(bytes)).toEqual([scan(card)])
    }
  })
})

test('lone terminators say nothing', () => {
  const parser = parserFor()
  expect([...parser.push(bytesOf('\r\n\r\r\n\n')), ...parser.idle()]).toEqual([])
})

test('STX starts anew, so a scan that begins inside garbage is found', () => {
  const parser = parserFor()
  const bytes = bytesOf(garbage(40), encodeScan(SAMPLE_CARD_2024, { marks: true }))
  expect(parser.push(bytes)).toEqual([damaged, scan(SAMPLE_CARD_2024)])
})

test('ETX ends a scan that has no other end, at once', () => {
  const parser = parserFor('cr')
  expect(parser.push(bytesOf([2], SAMPLE_CARD_2021, [3]))).toEqual([scan(SAMPLE_CARD_2021)])
})

test('after garbage with no end the silence ends it, and the next scan is whole', () => {
  const parser = parserFor()
  expect(parser.push(garbage(64))).toEqual([])
  expect(parser.idle()).toEqual([damaged])
  expect(parser.push(encodeScan(SAMPLE_CARD_2021))).toEqual([scan(SAMPLE_CARD_2021)])
})

test('a plug being pulled is no scan, whatever was on the line', () => {
  const parser = parserFor()
  expect([...parser.push(bytesOf([0, 0xff, 0xfe])), ...parser.unplugged()]).toEqual([
    { kind: 'dropped', sizeBytes: 3, reason: 'unplugged' },
  ])
  expect([...parser.push(bytesOf('0462040012')), ...parser.unplugged()]).toEqual([
    { kind: 'dropped', sizeBytes: 10, reason: 'unplugged' },
  ])
  expect(parser.unplugged()).toEqual([])
  expect(parser.push(encodeScan(SAMPLE_CARD_2021))).toEqual([scan(SAMPLE_CARD_2021)])
})

describe.each<[ScanTerminator]>([['cr'], ['crlf'], [[1, 4, 5]]])('a line gone mad, terminator %j', (terminator) => {
  test('is answered once, kept bounded, reported, and the scan after it is whole', () => {
    const parser = parserFor(terminator)
    const flood = new Uint8Array(3 * MAX_SCAN_BYTES + 17).fill(0x41)
    const end = Uint8Array.from(terminatorsOf(terminator)[0]!)
    expect(parser.push(flood)).toEqual([tooLong])
    expect(parser.keptBytes).toBeLessThanOrEqual(MAX_SCAN_BYTES)
    expect(parser.push(end)).toEqual([{ kind: 'dropped', sizeBytes: flood.length, reason: 'overflow' }])
    expect(parser.waiting).toBe(false)
    expect(parser.push(encodeScan(SAMPLE_CARD_2021, { terminator }))).toEqual([scan(SAMPLE_CARD_2021)])
  })

  test('is ended by silence too', () => {
    const parser = parserFor(terminator)
    const flood = new Uint8Array(MAX_SCAN_BYTES + 1).fill(0x41)
    expect(parser.push(flood)).toEqual([tooLong])
    expect(parser.idle()).toEqual([{ kind: 'dropped', sizeBytes: flood.length, reason: 'overflow' }])
    expect(parser.push(encodeScan(SAMPLE_CARD_2021, { terminator }))).toEqual([scan(SAMPLE_CARD_2021)])
  })
})

test('the largest QR symbol there is fits', () => {
  const text = 'x'.repeat(2_953)
  expect(parserFor().push(encodeScan(text))).toEqual([scan(text)])
})

const chunked = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.constantFrom(encodeScan(SAMPLE_CARD_2021), encodeScan(SAMPLE_CARD_2024, { marks: true, terminator: 'crlf' })),
    fc.constantFrom(Uint8Array.of(13), Uint8Array.of(10), Uint8Array.of(2), Uint8Array.of(3), Uint8Array.of(0)),
    fc.constant(new Uint8Array(3_000).fill(0x42)),
    fc.constant('idle' as const),
    fc.constant('unplugged' as const),
  ),
  { maxLength: 30 },
)
const anyTerminator = fc.constantFrom<ScanTerminator>('line-end', 'cr', 'crlf', 'tab', [1, 4, 5])

test('any bytes in any chunks, with silences and losses between: never throws, bounded, and a scan after silence is whole', () => {
  fc.assert(
    fc.property(chunked, anyTerminator, (inputs, terminator) => {
      const parser = parserFor(terminator)
      for (const input of inputs) {
        const messages = typeof input === 'string' ? parser[input]() : parser.push(input)
        expect(parser.keptBytes).toBeLessThanOrEqual(MAX_SCAN_BYTES)
        for (const message of messages) expect(message.kind).toMatch(/^(scan|refused|dropped)$/)
      }
      parser.idle()
      expect(parser.waiting).toBe(false)
      expect(
        parser.push(encodeScan(SAMPLE_CARD_2021, { terminator: terminator === 'line-end' ? 'cr' : terminator })),
      ).toEqual([scan(SAMPLE_CARD_2021)])
    }),
    { seed: 20221209, numRuns: 1_000 },
  )
})

test('where the bytes are cut makes no difference', () => {
  const cuts = fc.array(fc.nat(50), { maxLength: 40 })
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), cuts, anyTerminator, (bytes, sizes, terminator) => {
      const whole = parserFor(terminator)
      const expected = [...whole.push(bytes), ...whole.idle()]
      const parser = parserFor(terminator)
      const messages: ScanMessage[] = []
      let from = 0
      for (const size of sizes) {
        messages.push(...parser.push(bytes.subarray(from, from + size)))
        from += size
      }
      messages.push(...parser.push(bytes.subarray(from)), ...parser.idle())
      expect(messages).toEqual(expected)
    }),
    { seed: 20221209, numRuns: 1_000 },
  )
})
