import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import { readTlvHeader, readTlvs, tlv, valueUnder } from './tlv.ts'

const RUNS = { seed: 20221209, numRuns: 300 }
const tags = fc.constantFrom(0x06, 0x7c, 0x80, 0x87, 0x99, 0x7f49, 0x5f01)

test('objects come back as they were written, of any length', () => {
  const object = fc.record({ tag: tags, value: fc.uint8Array({ maxLength: 70_000, size: 'max' }) })
  fc.assert(
    fc.property(fc.array(object, { maxLength: 4 }), (objects) => {
      const bytes = Buffer.concat(objects.map(({ tag, value }) => tlv(tag, value)))
      const read = readTlvs(bytes)
      expect(read.map(({ tag }) => tag)).toEqual(objects.map(({ tag }) => tag))
      read.forEach(({ value }, index) => {
        expect(Buffer.compare(value, objects[index]!.value)).toBe(0)
      })
      expect(Buffer.compare(Buffer.concat(read.map(({ raw }) => raw)), bytes)).toBe(0)
    }),
    { ...RUNS, numRuns: 50 },
  )
})

test('any bytes are objects without a rest, or CHIP_PROTOCOL', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      try {
        expect(readTlvs(bytes).reduce((sum, { raw }) => sum + raw.length, 0)).toBe(bytes.length)
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(Fault)
        expect(thrown).toMatchObject({ code: 'CHIP_PROTOCOL' })
      }
    }),
    RUNS,
  )
})

test('an object cut anywhere is CHIP_PROTOCOL', () => {
  const whole = tlv(0x7f49, new Uint8Array(300))
  for (let length = 1; length < whole.length; length += 1) {
    expect(() => readTlvs(whole.subarray(0, length)), `${length}`).toThrow('CHIP_PROTOCOL')
  }
})

test.each([
  ['nothing', [], null],
  ['a tag alone', [0x61], null],
  ['a length begun', [0x61, 0x82, 0x01], null],
  ['the indefinite length', [0x61, 0x80, 0x00], null],
  ['a length nobody can mean', [0x61, 0x84, 0, 0, 0, 1], null],
  ['short', [0x61, 0x5d, 0x5f], { tag: 0x61, headerBytes: 2, valueBytes: 0x5d }],
  ['two bytes of length', [0x75, 0x82, 0x3a, 0x98], { tag: 0x75, headerBytes: 4, valueBytes: 15_000 }],
  ['a tag of two bytes', [0x7f, 0x49, 0x4f], { tag: 0x7f49, headerBytes: 3, valueBytes: 0x4f }],
])('the header of a file: %s', (_, bytes, header) => {
  expect(readTlvHeader(Uint8Array.from(bytes))).toEqual(header)
})

test('a missing object is CHIP_PROTOCOL', () => {
  expect(() => valueUnder(readTlvs(tlv(0x80)), 0x81)).toThrow('CHIP_PROTOCOL')
})
