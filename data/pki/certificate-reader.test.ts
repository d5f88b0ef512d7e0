import { expect, test } from 'vitest'
import { createCertificateReader } from './certificate-reader.ts'
import { CA, caSigner, leaf } from './testing/ca.ts'

const FIRST = leaf(caSigner)

test('gives the same certificate for the same bytes, wherever they lie', () => {
  const read = createCertificateReader()
  const found = read(FIRST)
  expect(found?.der).toEqual(new Uint8Array(FIRST))
  const message = Buffer.concat([Buffer.alloc(7), FIRST, Buffer.alloc(3)])
  expect(read(message.subarray(7, 7 + FIRST.length))).toBe(found)
  expect(read(CA)?.fingerprint).not.toBe(found?.fingerprint)
})

test('holds its own copy of the bytes', () => {
  const read = createCertificateReader()
  const message = Uint8Array.from(FIRST)
  const found = read(message)
  message.fill(0)
  expect(found?.der).toEqual(new Uint8Array(FIRST))
})

test('takes none for another that ends in the same bytes, in either order', () => {
  const other = Uint8Array.from(FIRST)
  const at = Buffer.from(other).indexOf('NGUY')
  other[at] = 'M'.charCodeAt(0)
  for (const [one, two] of [
    [FIRST, other],
    [other, FIRST],
  ] as const) {
    const read = createCertificateReader()
    const [first, second] = [read(one), read(two)]
    expect(second?.subjectKey).not.toBe(first?.subjectKey)
    expect(second?.der).toEqual(new Uint8Array(two))
    expect(read(one)?.der).toEqual(new Uint8Array(one))
  }
})

test.each([
  ['nothing', new Uint8Array()],
  ['less than its key', Uint8Array.of(0x30, 0x00)],
  ['noise', new Uint8Array(400).fill(0x30)],
  ['one octet too few', FIRST.subarray(0, -1)],
  ['the end of one that is known', FIRST.subarray(-16)],
])('is null for %s', (_, bytes) => {
  const read = createCertificateReader()
  read(FIRST)
  expect(read(bytes)).toBeNull()
})
