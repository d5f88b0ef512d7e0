import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPrinterParser, type PrinterMessage } from './parser.ts'

const PROCESS = [0x37, 0x22, ...Buffer.from('0042'), 0]
const AUTOMATIC = [0x18, 0x00, 0x0c, 0x0f]

const parsed = (...chunks: (readonly number[])[]): PrinterMessage[] => {
  const parser = createPrinterParser()
  return [...chunks.flatMap((chunk) => parser.push(Uint8Array.from(chunk))), ...parser.idle()]
}

describe('what a printer says', () => {
  test.each<[string, readonly number[], readonly PrinterMessage[]]>([
    ['an answer to DLE EOT', [0x12], [{ kind: 'answer', byte: 0x12 }]],
    ['an answer with every bit that may be set', [0x7e], [{ kind: 'answer', byte: 0x7e }]],
    ['an automatic status', AUTOMATIC, [{ kind: 'automatic', bytes: AUTOMATIC }]],
    ['an answer to GS r', [0x0c], [{ kind: 'sensor', byte: 0x0c }]],
    ['a process id', PROCESS, [{ kind: 'process', id: '0042' }]],
    ['XON and XOFF', [0x11, 0x13], []],
    ['bytes that mean nothing, told once', [0xff, 0xfe, 0x80], [{ kind: 'dropped', sizeBytes: 3 }]],
    [
      'an automatic status broken off by an answer',
      [0x10, 0x00, 0x12],
      [
        { kind: 'dropped', sizeBytes: 1 },
        { kind: 'sensor', byte: 0 },
        { kind: 'answer', byte: 0x12 },
      ],
    ],
    [
      'a process id broken off',
      [0x37, 0x22, 0x31, 0xff, 0x12],
      [
        { kind: 'dropped', sizeBytes: 4 },
        { kind: 'answer', byte: 0x12 },
      ],
    ],
    [
      'half an automatic status and then silence',
      [0x10, 0x0c],
      [
        { kind: 'dropped', sizeBytes: 1 },
        { kind: 'sensor', byte: 0x0c },
      ],
    ],
  ])('%s', (_, bytes, messages) => {
    expect(parsed(bytes)).toEqual(messages)
  })
})

test('is the same wherever the bytes are cut', () => {
  const bytes = [0x12, ...AUTOMATIC, 0x03, 0xff, ...PROCESS, 0x13, 0x16, 0x10, 0x0f, 0x0f, 0x0f]
  const whole = parsed(bytes)
  expect(whole).toHaveLength(7)
  for (let at = 0; at <= bytes.length; at += 1) expect(parsed(bytes.slice(0, at), bytes.slice(at))).toEqual(whole)
  expect(parsed(...bytes.map((byte) => [byte]))).toEqual(whole)
})

test('takes any bytes, keeps at most six, accounts for each, and is whole again after a silence', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 10 }), (chunks) => {
      const parser = createPrinterParser()
      const messages = chunks.flatMap((chunk) => parser.push(chunk))
      messages.push(...parser.idle())
      expect(parser.waiting).toBe(false)
      const all = chunks.flatMap((chunk) => [...chunk])
      const flow = all.filter((byte) => byte === 0x11 || byte === 0x13).length
      const told = messages.reduce((sum, message) => sum + sizeOf(message), 0)
      // A false start may have swallowed XON or XOFF as its second byte, never anything else.
      expect(told).toBeLessThanOrEqual(all.length)
      expect(told).toBeGreaterThanOrEqual(all.length - flow)
      expect(parser.push(Uint8Array.from(PROCESS))).toEqual([{ kind: 'process', id: '0042' }])
    }),
    { seed: 20221209, numRuns: 500 },
  )
})

test('what was begun when the line went is no message', () => {
  const parser = createPrinterParser()
  expect(parser.push(Uint8Array.of(0x10, 0x0f))).toEqual([])
  expect(parser.waiting).toBe(true)
  expect(parser.unplugged()).toEqual([{ kind: 'dropped', sizeBytes: 2 }])
  expect(parser.unplugged()).toEqual([])
  expect(parser.push(Uint8Array.of(0x12))).toEqual([{ kind: 'answer', byte: 0x12 }])
})

function sizeOf(message: PrinterMessage): number {
  switch (message.kind) {
    case 'dropped':
      return message.sizeBytes
    case 'automatic':
      return 4
    case 'process':
      return 7
    default:
      return 1
  }
}
