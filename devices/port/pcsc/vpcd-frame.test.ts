import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createVpcdParser, encodeVpcd } from './vpcd-frame.ts'

const select = Uint8Array.of(0x00, 0xa4, 0x04, 0x00)

test('control bytes and commands are told apart; what is neither is named', () => {
  const stream = [[0], [1], [2], [4], select, [3], [], [1, 2]].map((part) => encodeVpcd(Uint8Array.from(part)))
  expect(createVpcdParser()(Buffer.concat(stream))).toEqual([
    { kind: 'power-off' },
    { kind: 'power-on' },
    { kind: 'reset' },
    { kind: 'atr' },
    { kind: 'command', apdu: select },
    { kind: 'unknown', sizeBytes: 1 },
    { kind: 'unknown', sizeBytes: 0 },
    { kind: 'unknown', sizeBytes: 2 },
  ])
})

test('where the stream is cut makes no difference', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 4, maxLength: 300 })), fc.array(fc.nat(7)), (commands, sizes) => {
      const stream = Buffer.concat(commands.map(encodeVpcd))
      const parse = createVpcdParser()
      const heard = []
      let at = 0
      for (const size of sizes) {
        heard.push(...parse(stream.subarray(at, at + size)))
        at += size
      }
      heard.push(...parse(stream.subarray(at)))
      expect(heard).toEqual(commands.map((apdu) => ({ kind: 'command', apdu })))
    }),
    { seed: 20221209 },
  )
})

test('every split point of two messages', () => {
  const stream = Buffer.concat([encodeVpcd(select), encodeVpcd(Uint8Array.of(4))])
  for (let at = 0; at <= stream.length; at += 1) {
    const parse = createVpcdParser()
    expect([...parse(stream.subarray(0, at)), ...parse(stream.subarray(at))]).toEqual([
      { kind: 'command', apdu: select },
      { kind: 'atr' },
    ])
  }
})
