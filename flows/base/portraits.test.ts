import { expect, test } from 'vitest'
import { createPortraits } from './portraits.ts'

function start() {
  let ids = 0
  return { portraits: createPortraits(() => String(++ids)), image: Uint8Array.of(1, 2, 3) }
}

test('a portrait is given once', () => {
  const { portraits, image } = start()
  const handle = portraits.keep(image)
  expect(handle).not.toContain('1,2,3')
  expect(portraits.redeem(handle)).toBe(image)
  expect(portraits.redeem(handle)).toBeNull()
})

test('a discarded portrait is overwritten', () => {
  const { portraits, image } = start()
  const handle = portraits.keep(image)
  portraits.discard(handle)
  expect(image).toEqual(new Uint8Array(3))
  expect(portraits.redeem(handle)).toBeNull()
})

test('a portrait that is looked at stays, until it is redeemed or overwritten', () => {
  const { portraits, image } = start()
  const handle = portraits.keep(image)
  expect([portraits.peek(handle), portraits.peek(handle)]).toEqual([image, image])
  expect(portraits.count).toBe(1)
  portraits.discard(handle)
  expect(portraits.peek(handle)).toBeNull()
  const redeemed = portraits.keep(Uint8Array.of(9))
  portraits.redeem(redeemed)
  expect(portraits.peek(redeemed)).toBeNull()
})

test('a wipe overwrites all that are kept, and none that were given', () => {
  const { portraits, image } = start()
  const given = Uint8Array.of(9)
  portraits.redeem(portraits.keep(given))
  portraits.keep(image)
  expect(portraits.count).toBe(1)
  portraits.wipe()
  expect([portraits.count, [...image], [...given]]).toEqual([0, [0, 0, 0], [9]])
})
