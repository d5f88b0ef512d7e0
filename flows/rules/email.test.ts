import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkEmail } from './email.ts'

/** Any text at all: bytes, letters, astral characters, lone surrogates (fast-check's own 'binary' strings take a second to set up). */
const anyText = fc
  .array(fc.oneof(fc.nat(0x17f), fc.nat(0xffff), fc.nat(0x10ffff)), { maxLength: 60 })
  .map((points) => String.fromCodePoint(...points))

const SEED = 20261122

describe('checkEmail', () => {
  test('nobody has to give one', () => {
    expect(checkEmail('')).toEqual({ ok: true, value: null, warnings: [] })
    expect(checkEmail('   ')).toEqual({ ok: true, value: null, warnings: [] })
  })

  test.each([
    ['mau@example.vn', 'mau@example.vn'],
    [' Le.Van+dvc@Mail.Example.VN ', 'Le.Van+dvc@mail.example.vn'],
    ["o'neil@a-b.vn", "o'neil@a-b.vn"],
  ])('%j', (text, value) => expect(checkEmail(text)).toEqual({ ok: true, value, warnings: [] }))

  test.each([
    'mau',
    'mau@',
    '@example.vn',
    'mau@example',
    'mau@@example.vn',
    'mau@example..vn',
    '.mau@example.vn',
    'mau.@example.vn',
    'm..au@example.vn',
    'mau@-example.vn',
    'mau@10.0.0.1',
    'mẫu@example.vn',
    'mau @example.vn',
    'mau@example.vn, khac@example.vn',
    `${'a'.repeat(65)}@example.vn`,
    `mau@${'a'.repeat(64)}.vn`,
    `mau@${'abc.'.repeat(80)}vn`,
  ])('%j is no address', (text) => expect(checkEmail(text)).toEqual({ ok: false, problem: 'EMAIL_FORMAT' }))

  test('takes every address a generator makes, and its own answer again', () => {
    fc.assert(
      fc.property(fc.emailAddress({ size: 'small' }), (address) => {
        const checked = checkEmail(address)
        expect(checked.ok).toBe(true)
        if (checked.ok) expect(checkEmail(checked.value ?? '')).toEqual(checked)
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  test('every text gets an answer, quickly', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.stringMatching(/^[a.@-]{0,300}$/)), (text) => {
        const checked = checkEmail(text)
        if (!checked.ok) expect(checked.problem).toBe('EMAIL_FORMAT')
      }),
      { seed: SEED, numRuns: 1000 },
    )
    // A pattern that backtracks would stand here for minutes.
    expect(checkEmail(`${'a.'.repeat(20_000)}@`).ok).toBe(false)
    expect(checkEmail(`a@${'a-'.repeat(20_000)}`).ok).toBe(false)
  })
})
