import { createHmac, hash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMarks, BITS_PER_KEY, BLOCK_BYTES, BLOCKS_MAX, blocksFor, filterHas } from './person-filter.ts'
import { createPersonMarker, MARK_BYTES, markPads } from './person-mark.ts'

const SEED = 20_261_122
const KEYS = 40_000
const STRANGERS = 100_000

test('a mark is the first half of HMAC-SHA-256 over kind and number', () => {
  const keyed = fc.record({
    key: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    kind: fc.constantFrom('id', 'tax', 'agency'),
    number: fc.string({ maxLength: 200, unit: 'binary' }),
  })
  fc.assert(
    fc.property(keyed, ({ key, kind, number }) => {
      const marker = createPersonMarker(key)
      const account = { kind: kind as 'id', number }
      const expected = createHmac('sha256', key).update(`${kind}:${number}`).digest().subarray(0, MARK_BYTES)
      expect(marker(account)).toEqual(expected)
      // The work space is used again: a short text after a long one leaves nothing behind.
      expect(marker({ kind: 'id', number: '1' })).toEqual(
        createHmac('sha256', key).update('id:1').digest().subarray(0, MARK_BYTES),
      )
    }),
    { seed: SEED },
  )
  expect(() => markPads(new Uint8Array(65))).toThrow(RangeError)
})

test('what was added is always found, at any size', () => {
  const marks = fc.array(fc.uint8Array({ minLength: MARK_BYTES, maxLength: MARK_BYTES }), { maxLength: 300 })
  fc.assert(
    fc.property(marks, fc.integer({ min: 1, max: 40 }), (added, blocks) => {
      const filter = new Uint8Array(blocks * BLOCK_BYTES)
      addMarks(filter, Buffer.concat(added))
      expect(added.every((mark) => filterHas(filter, mark))).toBe(true)
    }),
    { seed: SEED },
  )
})

test('at full load about one stranger of a hundred passes, and the file keeps to 1.25 bytes a key', () => {
  const marks = Buffer.concat(Array.from({ length: KEYS }, (_, at) => markOf(`in ${at}`)))
  const filter = new Uint8Array(blocksFor(KEYS) * BLOCK_BYTES)
  addMarks(filter, marks)
  expect(filter.length / KEYS).toBeLessThanOrEqual(BITS_PER_KEY / 8 + BLOCK_BYTES / KEYS)
  let passed = 0
  for (let at = 0; at < STRANGERS; at += 1) passed += filterHas(filter, markOf(`out ${at}`)) ? 1 : 0
  expect(passed / STRANGERS).toBeGreaterThan(0.005)
  expect(passed / STRANGERS).toBeLessThan(0.0125)
})

test.each([
  [0, 1],
  [1, 1],
  [51, 1],
  [52, 2],
  [10_000_000, 195_313],
  [1e9, BLOCKS_MAX],
])('%i marks take %i blocks', (marks, blocks) => expect(blocksFor(marks)).toBe(blocks))

function markOf(text: string): Buffer {
  return hash('sha256', text, 'buffer').subarray(0, MARK_BYTES)
}
