import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BerNode, integerOf, oidOf, readBer } from './ber.ts'
import { integer, oid, sequence, tlv } from './der-write.ts'

const SEED = 20261122
const hex = (text: string) => Buffer.from(text, 'hex')
const read = (text: string) => readBer(hex(text), 'TEST')
/** The tree of tags. */
const tags = (node: BerNode): unknown => (node.children.length > 0 ? [node.tag, ...node.children.map(tags)] : node.tag)

test('tags of one and two octets, short and long lengths', () => {
  expect(tags(read('61055f1f024142'))).toEqual([0x61, 0x5f1f])
  expect(read('61055f1f024142').children[0]?.value).toEqual(new Uint8Array([0x41, 0x42]))
  expect(tags(readBer(tlv(0x6d, sequence(integer(9), tlv(0x0c, Buffer.alloc(300, 'x')))), 'TEST'))).toEqual([
    0x6d,
    [0x30, 0x02, 0x0c],
  ])
  // A longer form than needed is BER all the same.
  expect(read('3082000302010a').children[0]?.value).toEqual(new Uint8Array([10]))
})

test.each([
  ['', 'nothing'],
  ['30', 'no length'],
  ['3003020a', 'ends early'],
  ['3003020103ff', 'goes on'],
  ['3003020503', 'child longer than its parent'],
  ['3004300302010a', 'the outer one too short'],
  ['30053002020105', 'child cut off by its parent'],
  ['3084000000020500', 'length of four octets'],
  ['30800201010000', 'indefinite length'],
  ['5f1f', 'tag without a length'],
  ['1f8181810100', 'tag of four octets'],
])('%s is no data object: %s', (bytes) => {
  expect(() => read(bytes)).toThrow(expect.objectContaining({ code: 'CHIP_FILE_INVALID' }))
})

test('depth is bounded', () => {
  const deep = (levels: number): Uint8Array => (levels === 0 ? integer(1) : sequence(deep(levels - 1)))
  expect(readBer(deep(20), 'TEST').children).toHaveLength(1)
  expect(() => readBer(deep(200), 'TEST')).toThrow(expect.objectContaining({ code: 'CHIP_FILE_INVALID' }))
  // Kept small enough that every nesting is one byte of tag and an indefinite length.
  expect(() => readBer(Buffer.alloc(60_000, Buffer.of(0x30, 0x80)), 'TEST')).toThrow(
    expect.objectContaining({ code: 'CHIP_FILE_INVALID' }),
  )
})

test('integers and object identifiers', () => {
  for (const number of [0, 1, 127, 128, 255, 256, 65_537, 2 ** 31 - 1])
    expect(integerOf(readBer(integer(number), 'T'))).toBe(number)
  expect(integerOf(read('0204ffffffff'))).toBeNull()
  expect(integerOf(read('0200'))).toBeNull()
  expect(integerOf(undefined)).toBeNull()
  for (const dotted of ['0.4.0.127.0.7.2.2.4.2.4', '2.23.136.1.1.1', '1.2.840.113549.1.7.2']) {
    expect(oidOf(readBer(oid(dotted), 'T'))).toBe(dotted)
  }
  expect(oidOf(read('0201ff'))).toBeNull()
})

test('any bytes give a node or CHIP_FILE_INVALID', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        expect(readBer(bytes, 'TEST').raw).toEqual(bytes)
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'CHIP_FILE_INVALID', details: { file: 'TEST' } })
      }
    }),
    { seed: SEED, numRuns: 3_000 },
  )
})
