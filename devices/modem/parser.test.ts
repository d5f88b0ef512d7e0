import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commandName, fieldsOf } from './frame.ts'
import { type AtToken, createAtParser, MAX_LINE_BYTES } from './parser.ts'

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const line = (text: string): AtToken => ({ kind: 'line', text })
const SETTINGS = { seed: 20221209, numRuns: 500 }

function parse(chunks: readonly Uint8Array[]): AtToken[] {
  const parser = createAtParser()
  return chunks.flatMap((chunk) => parser.push(chunk))
}

const DIALOGUE = 'AT+CMGS=13\r\r\n> 0001000481\x1a\r\n+CMTI: "ME",3\r\n\r\n+CMGS: 42\r\n\r\nOK\r\n'
const TOKENS = [
  line('AT+CMGS=13'),
  { kind: 'prompt' },
  line('0001000481'),
  line('+CMTI: "ME",3'),
  line('+CMGS: 42'),
  line('OK'),
]

test('a whole dialogue with echo', () => {
  expect(parse([bytesOf(DIALOGUE)])).toEqual(TOKENS)
})

test('cut at every byte, and into single bytes', () => {
  const bytes = bytesOf(DIALOGUE)
  for (let at = 0; at <= bytes.length; at += 1)
    expect(parse([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(TOKENS)
  expect(parse([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(TOKENS)
})

test.each(['\r\n', '\n', '\r', '\r\r\n', '\n\r'])('lines end with %j alike', (end) => {
  expect(parse([bytesOf(`+CSQ: 21,99${end}OK${end}`)])).toEqual([line('+CSQ: 21,99'), line('OK')])
})

describe('garbage', () => {
  test('takes its own line with it and no other', () => {
    expect(parse([bytesOf('\x81\xfe\x07noise\r\nOK\r\n')])).toEqual([
      { kind: 'dropped', sizeBytes: 8, reason: 'garbage' },
      line('OK'),
    ])
  })

  test('of any bytes before an answer never takes the answer with it, and where it is cut makes no difference', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(20), { maxLength: 20 }), (noise, sizes) => {
        const bytes = Uint8Array.from([...noise, ...bytesOf('\r\nOK\r\n')])
        const whole = parse([bytes])
        expect(whole.at(-1)).toEqual(line('OK'))
        let from = 0
        const chunks = sizes.map((size) => {
          from += size
          return bytes.subarray(from - size, from)
        })
        expect(parse([...chunks, bytes.subarray(from)])).toEqual(whole)
      }),
      SETTINGS,
    )
  })

  test('without an end is not kept, and the next line is whole', () => {
    const parser = createAtParser()
    for (let chunk = 0; chunk < 100; chunk += 1) {
      expect(parser.push(new Uint8Array(1_000).fill(0x41))).toEqual([])
      expect(parser.keptBytes).toBeLessThanOrEqual(MAX_LINE_BYTES)
    }
    expect(parser.push(bytesOf('\r\nOK\r\n'))).toEqual([
      { kind: 'dropped', sizeBytes: 100_000, reason: 'overflow' },
      line('OK'),
    ])
  })
})

test('the prompt is one only at the beginning of a line', () => {
  expect(parse([bytesOf('a> \r\n> ')])).toEqual([line('a>'), { kind: 'prompt' }])
})

test('what lies on the line when it breaks is no line', () => {
  const parser = createAtParser()
  parser.push(bytesOf('+CMGS: 4'))
  expect(parser.unplugged()).toEqual([{ kind: 'dropped', sizeBytes: 8, reason: 'unplugged' }])
  expect(parser.push(bytesOf('OK\r\n'))).toEqual([line('OK')])
})

test.each([
  ['+CPMS: "ME",0,23', ['ME', '0', '23']],
  ['+CMGR: 0,,25', ['0', '', '25']],
  ['+COPS: 0,0,"Viettel, VN",7', ['0', '0', 'Viettel, VN', '7']],
  ['+CRSM: 144,0,"98400"', ['144', '0', '98400']],
  ['+CMTI:"SM", 4', ['SM', '4']],
  ['', ['']],
])('the values of %j', (text, values) => {
  expect(fieldsOf(text)).toEqual(values)
})

test.each([
  ['AT+CPIN="1234"', 'AT+CPIN'],
  ['AT+CMGS=23', 'AT+CMGS'],
  ['AT+CSQ', 'AT+CSQ'],
  ['AT', 'AT'],
])('a log has of %j only its name', (text, name) => {
  expect(commandName(text)).toBe(name)
})
