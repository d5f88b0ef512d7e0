import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RawKey } from './key-input.ts'
import { flushKeys, KEY_PARSER_START, parseKeys } from './key-parser.ts'

const SEED = 20_261_122

/** Feeds chunks, then silence. Text runs are joined, so that splits cannot be seen. */
function read(...chunks: string[]): readonly RawKey[] {
  let state = KEY_PARSER_START
  const keys: RawKey[] = []
  for (const chunk of chunks) {
    const step = parseKeys(state, chunk)
    state = step.state
    keys.push(...step.keys)
  }
  keys.push(...flushKeys(state).keys)
  const joined: RawKey[] = []
  for (const each of keys) {
    const last = joined.at(-1)
    if (each.kind === 'text' && last?.kind === 'text')
      joined.splice(-1, 1, { kind: 'text', text: last.text + each.text })
    else joined.push(each)
  }
  return joined
}

const key = (name: string) => ({ kind: 'key', name })
const text = (typed: string) => ({ kind: 'text', text: typed })

describe('key sequences', () => {
  test.each([
    ['\r', 'enter'],
    ['\n', 'enter'],
    ['\r\n', 'enter'],
    ['\u007f', 'backspace'],
    ['\b', 'backspace'],
    ['\u0003', 'ctrl-c'],
    ['\u001b', 'escape'],
    ['\t', 'tab'],
    ['\u001b[Z', 'shift-tab'],
    ['\u001bOP', 'f1'],
    ['\u001b[11~', 'f1'],
    ['\u001b[[A', 'f1'],
    ['\u001b[1;2P', 'f1'],
    ['\u001bOQ', 'f2'],
    ['\u001b[[C', 'f3'],
    ['\u001bOS', 'f4'],
    ['\u001b[15~', 'f5'],
    ['\u001b[[E', 'f5'],
    ['\u001b[21~', 'f10'],
    ['\u001b[21;5~', 'f10'],
    ['\u001b[A', 'up'],
    ['\u001bOB', 'down'],
    ['\u001b[3~', 'delete'],
    ['\u001b[1~', 'home'],
  ])('%j is %s', (bytes, name) => {
    expect(read(bytes)).toEqual([key(name)])
  })

  test('replies of terminals and unknown sequences are no text', () => {
    expect(read('\u001b[?1;2c', '\u001b[12;40R', '\u001b[I', '\u001b[<0;3;4M', '7')).toEqual([text('7')])
  })

  test('Esc followed at once by a letter is both keys', () => {
    expect(read('\u001b1')).toEqual([key('escape'), text('1')])
  })

  test('a torn sequence gives no key and does not swallow what follows', () => {
    expect(read('\u001b[2', '\r', 'a')).toEqual([key('enter'), text('a')])
  })

  test('bracketed paste is literal, its key bytes included', () => {
    expect(read('\u001b[200~a\rb\u001b[A\u001b[201~x')).toEqual([{ kind: 'paste', text: 'a\rb\u001b[A' }, text('x')])
  })

  test('a paste whose end never comes is what arrived', () => {
    expect(read('\u001b[200~Lê Văn')).toEqual([{ kind: 'paste', text: 'Lê Văn' }])
  })
})

describe('splits and noise', () => {
  test('keys are the same at every split point', () => {
    const stream = '04\u001b[21~Lê Mẫu\u007f\u001bOP\u001b[200~a|b|\u001b[201~\r\u001b[[E9\u001b[3~'
    const whole = read(stream)
    for (let at = 1; at < stream.length; at++) expect(read(stream.slice(0, at), stream.slice(at))).toEqual(whole)
    expect(read(...stream)).toEqual(whole)
  })

  test('every string gives keys, and only text that was in it', () => {
    const pieces = fc.constantFrom('\u001b', '[', 'O', '2', '0', '~', ';', 'A', '\r', '\u007f', 'ẫ', '|', '\u001b[200~')
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        for (const each of read(...parts)) {
          if (each.kind !== 'text') continue
          expect(parts.join('')).toContain(each.text[0])
          expect(each.text).not.toContain('\u001b')
        }
      }),
      { seed: SEED, numRuns: 500 },
    )
  })
})
