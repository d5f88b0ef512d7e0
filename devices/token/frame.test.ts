import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFrameReader, encodeFrame, MAX_FRAME_BYTES } from './frame.ts'

const bytes = () => fc.uint8Array({ maxLength: 40 })
const message = () =>
  fc.record({
    kind: fc.string(),
    count: fc.integer(),
    pin: fc.option(bytes()),
    certificates: fc.array(bytes(), { maxLength: 4 }),
    nested: fc.record({ der: bytes(), text: fc.string({ unit: 'binary' }) }),
  })
const plain = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (_, one) => (ArrayBuffer.isView(one) ? [...(one as Uint8Array)] : one)))

describe('a message between the processes', () => {
  test('comes out as it went in, wherever the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(message(), { minLength: 1, maxLength: 4 }), fc.array(fc.nat()), (messages, cuts) => {
        const stream = Buffer.concat(messages.map(encodeFrame))
        const places = [0, ...cuts.map((cut) => cut % (stream.length + 1)), stream.length].sort((a, b) => a - b)
        const reader = createFrameReader()
        const read = places
          .slice(1)
          .flatMap((to, index) => reader.push(Uint8Array.from(stream.subarray(places[index]!, to))))
        expect(read.map(plain)).toEqual(messages.map(plain))
      }),
      { seed: 20_261_122, numRuns: 200 },
    )
  })

  test('every split point of one message', () => {
    const frame = encodeFrame({ kind: 'begin', pin: Buffer.from('12345678'), der: Uint8Array.from([1, 2, 3]) })
    for (let cut = 0; cut <= frame.length; cut += 1) {
      const reader = createFrameReader()
      const first = reader.push(Uint8Array.from(frame.subarray(0, cut)))
      const rest = reader.push(Uint8Array.from(frame.subarray(cut)))
      expect(plain([...first, ...rest])).toEqual([{ kind: 'begin', pin: [...Buffer.from('12345678')], der: [1, 2, 3] }])
    }
  })

  test('leaves the PIN in no buffer but its own', () => {
    const pin = Buffer.from('31415926')
    const chunk = encodeFrame({ pin })
    expect(chunk.includes('31415926')).toBe(true)
    const [read] = createFrameReader().push(chunk) as [{ pin: Uint8Array }]
    expect(chunk.every((byte) => byte === 0)).toBe(true)
    expect(Buffer.from(read.pin).toString()).toBe('31415926')
    expect(read.pin.buffer.byteLength).toBe(8)
  })

  test('bytes of a module that wrote over its memory are refused, and never more', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (noise) => {
        try {
          createFrameReader().push(noise)
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'TOKEN_FAILED' })
        }
      }),
      { seed: 20_261_122, numRuns: 500 },
    )
  })

  test.each([
    ['longer than any', (frame: Buffer) => frame.writeUInt32BE(MAX_FRAME_BYTES, 0)],
    ['with an attachment outside', (frame: Buffer) => frame.set(Buffer.from('[0,9]'), frame.indexOf('[0,3]'))],
    ['whose text is none', (frame: Buffer) => frame.writeUInt8(0xff, 8)],
  ])('%s is refused', (_, spoil) => {
    const frame = encodeFrame({ der: Uint8Array.from([1, 2, 3]) })
    spoil(frame)
    expect(() => createFrameReader().push(frame)).toThrow(expect.objectContaining({ code: 'TOKEN_FAILED' }))
  })
})
