import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printable, wrapEvenly, wrapText } from './wrap-text.ts'

const measure = (text: string) => [...text].length

describe('wrapping', () => {
  test.each([
    ['fits', 10, ['fits']],
    ['two words here', 9, ['two words', 'here']],
    ['abcdefghijkl mn', 5, ['abcde', 'fghij', 'kl mn']],
    ['a bcdefgh', 4, ['a', 'bcde', 'fgh']],
    ['', 5, ['']],
  ])('%j at %d', (text, width, lines) => {
    expect(wrapText(text, width, measure)).toEqual(lines)
  })

  test('loses nothing and is never too wide, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 8, max: 40 }), (raw, width) => {
        const text = printable(raw)
        const lines = wrapText(text, width, measure)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
        for (const line of lines) {
          // A letter with more marks than the line is wide stays whole.
          if (!/\p{M}/u.test(line)) expect(measure(line)).toBeLessThanOrEqual(width)
        }
      }),
      { seed: 20221209, numRuns: 300 },
    )
  })

  test('a heading gets lines of about one length', () => {
    const text = 'LUYỆN TẬP – KHÔNG CÓ GIÁ TRỊ'
    expect(wrapText(text, 25, measure)).toEqual(['LUYỆN TẬP – KHÔNG CÓ GIÁ', 'TRỊ'])
    expect(wrapEvenly(text, 25, measure)).toEqual(['LUYỆN TẬP –', 'KHÔNG CÓ GIÁ TRỊ'])
    expect(wrapEvenly('BẢN SAO', 25, measure)).toEqual(['BẢN SAO'])
  })
})

test('what goes on paper is NFC, of one line, without control characters', () => {
  expect(printable(' Nguye\u0302\u0303n\tVa\u0306n\r\n\u001b@ A\u00a0\u200e ')).toBe('Nguyễn Văn @ A')
})
