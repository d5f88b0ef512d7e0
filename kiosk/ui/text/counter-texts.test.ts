import { describe, expect, test } from 'vitest'
import { COUNTER_TEXTS } from './counter-texts.ts'

/** Every piece of text with the path to it; functions are called with sample values. */
function pieces(value: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return pieces(value('4', '3'), `${path}()`)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => pieces(part, `${path}.${name}`))
}

describe.each(['vi', 'en'] as const)('%s', (language) => {
  test('is precomposed, of signs every console font with Vietnamese has', () => {
    for (const [path, text] of pieces(COUNTER_TEXTS[language])) {
      expect(text, path).toBe(text.normalize('NFC'))
      expect(text, path).toMatch(/^[\p{Script=Latin}\p{N}\p{P} +|=^$<>]*$/u)
      expect(text, path).not.toMatch(/[…–—“”‘’×]/)
    }
  })
})

test('both languages have the same pieces', () => {
  const paths = (language: 'vi' | 'en') => pieces(COUNTER_TEXTS[language]).map(([path]) => path)
  expect(paths('en')).toEqual(paths('vi'))
})
