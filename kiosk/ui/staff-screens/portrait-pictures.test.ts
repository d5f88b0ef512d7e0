import { expect, test } from 'vitest'
import { createPortraits } from '../../../flows/base/portraits.ts'
import type { Picture } from '../draw/colour-blocks.ts'
import { createPortraitPictures } from './portrait-pictures.ts'

const SIZE = { columns: 1, rows: 2 }

function start() {
  const portraits = createPortraits(() => String(portraits.count))
  const handle = portraits.keep(Uint8Array.of(1))
  const drawn: Uint8Array[] = []
  const pictures = createPortraitPictures(portraits, async (image): Promise<Picture | null> => {
    if (image[0] === 7) throw new Error('broken')
    if (image[0] === 0) return null
    const pixels = Uint8Array.of(1, 2, 3, 4, 5, 6)
    drawn.push(pixels)
    return { ...SIZE, pixels }
  })
  const told: string[] = []
  pictures.subscribe(({ kind }) => void told.push(kind))
  return { portraits, handle, pictures, drawn, told, settle: () => new Promise((done) => setImmediate(done)) }
}

test('is drawn from the portrait, which stays, and overwritten when it is forgotten', async () => {
  const { portraits, handle, pictures, drawn, told, settle } = start()
  pictures.show(handle, SIZE)
  await settle()
  expect(pictures.getSnapshot()).toMatchObject({ kind: 'drawn', columns: 1, rows: 2 })
  expect(portraits.count).toBe(1)
  pictures.forget()
  expect(told).toEqual(['drawn', 'none'])
  expect([...(drawn[0] ?? [])]).toEqual([0, 0, 0, 0, 0, 0])
})

test('a drawing that comes after its screen has gone is overwritten unseen', async () => {
  const { handle, pictures, drawn, told, settle } = start()
  pictures.show(handle, SIZE)
  pictures.forget()
  await settle()
  expect(told).toEqual([])
  expect([...(drawn[0] ?? [])]).toEqual([0, 0, 0, 0, 0, 0])
})

test.each([[0], [7]])('what cannot be decoded (%i), or is gone, is said to be not drawn', async (first) => {
  const { portraits, handle, pictures, settle } = start()
  pictures.show(portraits.keep(Uint8Array.of(first)), SIZE)
  await settle()
  expect(pictures.getSnapshot()).toEqual({ kind: 'not-drawn' })
  portraits.discard(handle)
  pictures.show(handle, SIZE)
  await settle()
  expect(pictures.getSnapshot()).toEqual({ kind: 'not-drawn' })
})
