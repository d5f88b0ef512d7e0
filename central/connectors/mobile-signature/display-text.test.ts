import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DISPLAY_MAX, displayText, plainText } from './display-text.ts'

/** Any text at all (fast-check's own 'binary' strings take a second to set up). */
const anyText = fc
  .array(fc.oneof(fc.nat(0x1ff), fc.nat(0xffff), fc.nat(0x10ffff)), { maxLength: 400 })
  .map((points) => String.fromCodePoint(...points))

test.each([
  ['Ký đăng ký tài khoản DVCQG', '4821', 'Ky dang ky tai khoan DVCQG. Ma kiem tra: 4821'],
  ['Ký đăng ký.', '0007', 'Ky dang ky. Ma kiem tra: 0007'],
  ['', '4821', 'Ma kiem tra: 4821'],
  ['Đường – [A] ~ €\n\tB', '4821', 'Duong - ?A? ? ? B. Ma kiem tra: 4821'],
  ['Ký 😀', '4821', 'Ky ??. Ma kiem tra: 4821'],
])('%j with %s is shown as %j', (text, code, expected) => {
  expect(displayText(text, code)).toBe(expected)
})

test('whatever the text, the phone shows the code whole, in one message of GSM-7', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const shown = displayText(text, '4821')
      expect(shown).toMatch(/^[\x20-\x7e]*Ma kiem tra: 4821$/)
      expect(shown).not.toMatch(/[[\]{}\\^~|`]/)
      expect(shown.length).toBeLessThanOrEqual(DISPLAY_MAX)
    }),
    { seed: 102204, numRuns: 500 },
  )
})

test('the longest text fills the message', () => {
  expect(displayText('x'.repeat(500), '4821')).toHaveLength(DISPLAY_MAX)
  expect(plainText('Xã Đa Phước, ấp 5')).toBe('Xa Da Phuoc, ap 5')
})
