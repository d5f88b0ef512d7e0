import { expect, test } from 'vitest'
import { samplePortrait } from '../devices/card/lds/sample-portrait.ts'
import { decodePortrait } from './decode-portrait.ts'

const SIZE = { columns: 24, rows: 32 }

test('a JPEG becomes pixels of the size asked for, a face lighter than what is around it', async () => {
  const image = samplePortrait()
  const before = Uint8Array.from(image)
  const picture = await decodePortrait(image, SIZE)
  expect(picture?.pixels).toHaveLength(3 * 24 * 32)
  expect(new Set(picture?.pixels).size).toBeGreaterThan(8)
  expect(image).toEqual(Buffer.from(before))
})

test.each([
  ['an empty JPEG', [0xff, 0xd8, 0xff, 0xd9]],
  ['a JPEG cut off', [...samplePortrait().subarray(0, 40)]],
  ['JPEG 2000', [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a]],
  ['nothing', []],
  ['a text', [...Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>')]],
])('%s is no picture', async (_, bytes) => {
  expect(await decodePortrait(Uint8Array.from(bytes), SIZE)).toBeNull()
})
