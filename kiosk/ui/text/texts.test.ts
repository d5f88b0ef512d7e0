import { describe, expect, test } from 'vitest'
import { FAULT_CODES } from '../../../flows/base/fault-codes.ts'
import { CITIZEN_FAULTS } from './citizen-faults.ts'
import { TEXTS, wordsForFault } from './texts.ts'

/** Every piece of text with the path to it; functions are called with sample values. */
function pieces(value: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return pieces(value('4', '3', '2'), `${path}()`)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => pieces(part, `${path}.${name}`))
}

describe.each(['vi', 'en'] as const)('%s', (language) => {
  const texts = TEXTS[language]

  test.each(FAULT_CODES)('says what happened and what to do for %s', (code) => {
    const { what, now } = wordsForFault(texts, code)
    expect(what).not.toBe('')
    expect(now).not.toBe('')
    const isKnown = (CITIZEN_FAULTS as readonly string[]).includes(code)
    expect(`${what} ${now}`.includes(code)).toBe(!isKnown)
  })

  test('is precomposed, without blanks at its ends, of signs every console font with Vietnamese has', () => {
    for (const [path, text] of pieces(texts)) {
      expect(text, path).toBe(text.normalize('NFC'))
      expect(text, path).toMatch(/^[\p{Script=Latin}\p{N}\p{P} +|=^$<>]*$/u)
      expect(text, path).not.toMatch(/[…–—“”‘’×]/)
    }
  })
})

test('both languages have the same pieces', () => {
  const paths = (language: 'vi' | 'en') => pieces(TEXTS[language]).map(([path]) => path)
  expect(paths('en')).toEqual(paths('vi'))
})

test('Vietnamese speaks politely and blames nobody', () => {
  for (const [path, text] of pieces(TEXTS.vi)) {
    expect(text, path).not.toMatch(/\bbạn\b|không hợp lệ|\blỗi của\b|sai định dạng/i)
  }
})
