import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CommandApdu, parseCommandApdu } from '../port/pcsc/apdu.ts'
import { CIPHER_SUITES, type CipherSuite } from './cipher-suite.ts'
import { deriveSessionKeys } from './kdf.ts'
import { createSecureMessaging } from './secure-messaging.ts'
import { type ChipSession, openCommand, sealAnswer } from './simulated/chip-messaging.ts'

const SEED = { seed: 20221209, numRuns: 60 }
const suites = CIPHER_SUITES.map((suite) => [suite.name, suite] as const)
const pair = (suite: CipherSuite) => {
  const secret = Uint8Array.from({ length: 32 }, (_, index) => index * 7)
  const chip: ChipSession = { keys: deriveSessionKeys(suite, secret), counter: new Uint8Array(suite.blockBytes) }
  return { chip, reader: createSecureMessaging(deriveSessionKeys(suite, secret), new Uint8Array(suite.blockBytes)) }
}
const command = (data: Uint8Array, le: number | null, ins = 0xb0): CommandApdu => ({
  cla: 0,
  ins,
  p1: 1,
  p2: 2,
  data,
  le,
})

describe.each(suites)('%s', (_, suite) => {
  test('carries any command and any answer, one after the other, also longer than 256 bytes and with an odd instruction', () => {
    const { chip, reader } = pair(suite)
    const bytes = fc.uint8Array({ maxLength: 700 })
    const le = fc.constantFrom(null, 1, 255, 256, 257, 65_536)
    fc.assert(
      fc.property(bytes, bytes, le, fc.constantFrom(0xb0, 0xb1), (asked, answered, length, ins) => {
        // A command with neither data nor expected length has nothing to protect; the chip is never sent one.
        fc.pre(asked.length > 0 || length !== null)
        const opened = openCommand(chip, parseCommandApdu(reader.protect(command(asked, length, ins)))!)
        expect({ ...opened!, data: Buffer.from(opened!.data) }).toEqual({
          ...command(asked, length, ins),
          data: Buffer.from(asked),
        })
        const answer = reader.unprotect(sealAnswer(chip, ins, 0x9000, answered))
        expect(Buffer.from(answer.data)).toEqual(Buffer.from(answered))
        expect(answer.status).toBe(0x9000)
      }),
      SEED,
    )
  })

  test('refuses an answer with any byte flipped', () => {
    const answered = Uint8Array.from({ length: 40 }, (_, index) => index)
    const { chip, reader } = pair(suite)
    reader.protect(command(Uint8Array.of(1), 256))
    openCommand(chip, parseCommandApdu(pair(suite).reader.protect(command(Uint8Array.of(1), 256)))!)
    const whole = sealAnswer(chip, 0xb0, 0x9000, answered)
    for (let at = 0; at < whole.length; at += 1) {
      const flipped = Uint8Array.from(whole)
      flipped[at]! ^= 0x01
      const fresh = pair(suite).reader
      fresh.protect(command(Uint8Array.of(1), 256))
      expect(() => fresh.unprotect(flipped), `byte ${at}`).toThrow('CHIP_PROTOCOL')
    }
    expect(Buffer.from(reader.unprotect(whole).data)).toEqual(Buffer.from(answered))
  })

  test('refuses an answer cut short or lengthened anywhere, and any bytes that are no answer', () => {
    const { chip } = pair(suite)
    const { reader: first } = pair(suite)
    openCommand(chip, parseCommandApdu(first.protect(command(Uint8Array.of(1), 256)))!)
    const whole = sealAnswer(chip, 0xb0, 0x9000, new Uint8Array(20))
    const refused = (answer: Uint8Array) => {
      const { reader } = pair(suite)
      reader.protect(command(Uint8Array.of(1), 256))
      expect(() => reader.unprotect(answer)).toThrow('CHIP_PROTOCOL')
    }
    for (let length = 2; length < whole.length; length += 1) refused(whole.subarray(0, length))
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2, maxLength: 80 }), (bytes) => {
        refused(bytes)
        refused(Uint8Array.from([...whole.subarray(0, -2), ...bytes]))
      }),
      SEED,
    )
  })

  test('refuses yesterday’s answer: the counter went on', () => {
    const { chip, reader } = pair(suite)
    openCommand(chip, parseCommandApdu(reader.protect(command(Uint8Array.of(1), 256)))!)
    const first = sealAnswer(chip, 0xb0, 0x9000, Uint8Array.of(7))
    expect(reader.unprotect(first).data).toHaveLength(1)
    reader.protect(command(Uint8Array.of(1), 256))
    expect(() => reader.unprotect(first)).toThrow('CHIP_PROTOCOL')
  })

  test('tells a session the chip dropped, and why', () => {
    const { reader } = pair(suite)
    reader.protect(command(Uint8Array.of(1), 256))
    const details = { step: 'secure messaging', unprotected: true, status: '6988' }
    expect(() => reader.unprotect(Uint8Array.of(0x69, 0x88))).toThrow(
      expect.objectContaining({ code: 'CHIP_PROTOCOL', details }),
    )
  })

  test('knows how much a short answer holds: one byte more would not fit', () => {
    const { chip, reader } = pair(suite)
    const most = new Uint8Array(reader.shortDataBytes)
    expect(sealAnswer(chip, 0xb0, 0x9000, most).length).toBeLessThanOrEqual(258)
    expect(sealAnswer(chip, 0xb0, 0x9000, new Uint8Array(most.length + 1)).length).toBeGreaterThan(258)
  })

  test('a protected short command says so in every length', () => {
    const { reader } = pair(suite)
    const sent = parseCommandApdu(reader.protect(command(new Uint8Array(0), 223)))!
    expect([sent.cla, sent.le]).toEqual([0x0c, 256])
    const long = parseCommandApdu(reader.protect(command(new Uint8Array(0), 65_536)))!
    expect(long.le).toBe(65_536)
  })

  test('keys are overwritten at the end', () => {
    const keys = deriveSessionKeys(suite, new Uint8Array(16))
    createSecureMessaging(keys, new Uint8Array(suite.blockBytes)).wipe()
    expect([...keys.encryption, ...keys.mac].every((byte) => byte === 0)).toBe(true)
  })
})
