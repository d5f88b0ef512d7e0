import { createHash } from 'node:crypto'
import { Resvg } from '@resvg/resvg-js'
import { expect, test } from 'vitest'
import { integer, tlv } from './der-write.ts'
import { readDg2 } from './dg2.ts'
import { sampleDg2 } from './sample-data-groups.ts'
import { samplePortrait } from './sample-portrait.ts'

const JP2 = Buffer.from('0000000c6a5020200d0a870a00000014', 'hex')
const CODESTREAM = Buffer.from('ff4fff5100290000', 'hex')

test('the portrait, what it is, and its hash', () => {
  const image = samplePortrait()
  expect(readDg2(sampleDg2(image))).toEqual({
    image: Uint8Array.from(image),
    mediaType: 'image/jpeg',
    sha256: createHash('sha256').update(image).digest('hex'),
  })
  expect(image).toHaveLength(15_000)
})

test('the sample portrait is an image: dark hair, light face, light background', () => {
  const jpeg = Buffer.from(samplePortrait()).toString('base64')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="320"><image width="240" height="320" href="data:image/jpeg;base64,${jpeg}"/></svg>`
  const { pixels, width } = new Resvg(svg).render()
  const grey = (x: number, y: number) => pixels[(y * width + x) * 4] ?? 0
  expect(grey(8, 8)).toBeGreaterThan(220)
  expect(grey(120, 60)).toBeLessThan(60)
  expect(grey(120, 140)).toBeGreaterThan(170)
})

test.each([
  [JP2, 'image/jp2'],
  [CODESTREAM, 'image/jp2'],
])('JPEG 2000', (image, mediaType) => {
  expect(readDg2(sampleDg2(image)).mediaType).toBe(mediaType)
})

test('feature points before the image are passed over', () => {
  const file = Buffer.from(sampleDg2(JP2))
  const face = file.indexOf('FAC') + 14
  const record = Buffer.concat([file.subarray(face - 14, face + 20), Buffer.alloc(16), file.subarray(face + 20)])
  record.writeUInt32BE(record.length, 8)
  record.writeUInt32BE(record.length - 14, 14)
  record.writeUInt16BE(2, 18)
  const wrapped = tlv(0x75, tlv(0x7f61, integer(1), tlv(0x7f60, tlv(0xa1), tlv(0x5f2e, record))))
  expect(Buffer.from(readDg2(wrapped).image)).toEqual(JP2)
})

test.each([
  ['another record format', (file: Buffer) => file.write('XXX', file.indexOf('FAC'))],
  ['a record length that is not', (file: Buffer) => file.writeUInt32BE(7, file.indexOf('FAC') + 8)],
  ['a face longer than the record', (file: Buffer) => file.writeUInt32BE(0xffff_ffff, file.indexOf('FAC') + 14)],
  ['more feature points than room', (file: Buffer) => file.writeUInt16BE(0xffff, file.indexOf('FAC') + 18)],
  ['no image anybody knows', (file: Buffer) => file.writeUInt32BE(0, file.indexOf('FAC') + 46)],
])('CHIP_FILE_INVALID: %s', (_, damage) => {
  const file = Buffer.from(sampleDg2())
  damage(file)
  expect(() => readDg2(file)).toThrow(expect.objectContaining({ code: 'CHIP_FILE_INVALID' }))
})
