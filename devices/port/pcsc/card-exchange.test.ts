import { expect, test } from 'vitest'
import { exchangeWhole, withoutLe } from './card-exchange.ts'

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replace(/\s/g, ''), 'hex'))
const hexOf = (all: Uint8Array) => Buffer.from(all).toString('hex')

/** A card that gives these answers in turn; `asked` are the commands it heard. */
function scripted(...answers: string[]) {
  const asked: string[] = []
  return {
    asked,
    exchange: async (command: Uint8Array) => {
      asked.push(hexOf(command))
      return bytes(answers.shift() ?? '6f00')
    },
  }
}

test('an ordinary answer is handed on', async () => {
  const card = scripted('01 02 9000')
  expect(hexOf(await exchangeWhole(card.exchange, bytes('00b0000002')))).toBe('01029000')
  expect(card.asked).toEqual(['00b0000002'])
})

test('61 xx is fetched in pieces until nothing is left, in the class of its command without secure messaging', async () => {
  const card = scripted('61 02', '01 02 61 00', '03 9000')
  expect(hexOf(await exchangeWhole(card.exchange, bytes('0ea4040000')))).toBe('0102039000')
  expect(card.asked).toEqual(['0ea4040000', '02c0000002', '02c0000000'])
})

test('a 2G card is asked in its own class', async () => {
  const card = scripted('61 05', '9000')
  await exchangeWhole(card.exchange, bytes('a0a40000023f00'))
  expect(card.asked[1]).toBe('a0c0000005')
})

test.each([
  ['00b00000', '00b0000009'],
  ['00b0000000', '00b0000009'],
  ['00cb3fff025c01', '00cb3fff025c0109'],
  ['00cb3fff025c0100', '00cb3fff025c0109'],
])('6C 09 after %s is asked again as %s', async (command, again) => {
  const card = scripted('6c09', '9000')
  await exchangeWhole(card.exchange, bytes(command))
  expect(card.asked).toEqual([command, again])
})

test('a card that names lengths for ever is left at some time', async () => {
  let asked = 0
  const answer = await exchangeWhole(async () => {
    asked += 1
    return bytes('0161ff')
  }, bytes('00b0000000'))
  expect(asked).toBeLessThan(400)
  expect(hexOf(answer.subarray(-2))).toBe('61ff')
})

test.each([
  ['00a4000402 3f00 00', '00a4000402 3f00'],
  ['00a4000402 3f00', '00a4000402 3f00'],
  ['00b0000000', '00b0000000'],
  ['00b00000', '00b00000'],
])('over T=0 %s goes out as %s', (command, sent) => {
  expect(withoutLe(bytes(command))).toEqual(bytes(sent))
})
