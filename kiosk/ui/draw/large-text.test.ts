import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { largeGlyph } from './large-glyphs.ts'
import { drawLarge } from './large-text.ts'

const TONES = ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323']
const VOWELS = [...'AĂÂEÊIOÔƠUƯY']
/** Every capital of Vietnamese (domain.md §9.1), digits, and what stands in dates and numbers. */
const ALPHABET = [
  ...VOWELS.flatMap((vowel) => TONES.map((tone) => (vowel + tone).normalize('NFC'))),
  ...'BCDĐGHKLMNPQRSTVXFJWZ0123456789/.-',
]
const WIDE = { columns: 72, rows: 20 }
const NAME = 'Nguyễn Thị Huyền Trang'

describe('large letters', () => {
  test('are there for every letter of Vietnamese, each unlike the others', () => {
    const drawn = ALPHABET.map((letter) => largeGlyph(letter)?.join('\n') ?? letter)
    expect(drawn.filter((rows) => !rows.includes('#'))).toEqual([])
    const alike = ALPHABET.filter((_, at) => drawn.indexOf(drawn[at] ?? '') !== at)
    expect(alike).toEqual([])
  })

  test('have rows of one width, and the same drawing however a letter is composed and whatever its case', () => {
    for (const letter of ALPHABET) {
      const rows = largeGlyph(letter) ?? []
      expect(new Set(rows.map((row) => row.length)).size, letter).toBe(1)
      expect(largeGlyph(letter.normalize('NFD')), letter).toEqual(rows)
      expect(largeGlyph(letter.toLowerCase()), letter).toEqual(rows)
    }
  })

  test('show hat and tone side by side, a horn at the corner, a dot below', () => {
    expect(largeGlyph('ễ')).toEqual([
      '.#...#.#',
      '#.#.#.#.',
      '........',
      '..####..',
      '..#.....',
      '..###...',
      '..#.....',
      '..####..',
      '........',
      '........',
    ])
    expect(largeGlyph('ự')?.slice(2)).toEqual(['....#', '#..##', '#..#.', '#..#.', '#..#.', '.##..', '.....', '.##..'])
  })

  test('there is none for other scripts and other marks', () => {
    for (const sign of ['漢', 'č', '@', '\u001b', '']) expect(largeGlyph(sign), sign).toBeNull()
  })
})

describe('a text drawn large', () => {
  test('is three rows of half blocks for digits', () => {
    expect(drawLarge('046', 'unicode', WIDE)).toEqual(['▄▀▀▄  █  █  ▄▀▀ ', '█  █  ▀▀▀█  █▀▀▄', ' ▀▀      ▀   ▀▀ '])
  })

  test.each(['046204001234', '0912 345 678', '29/02/2004', '0101234567-001'])(
    '%s fits one line of 80 columns',
    (text) => {
      const lines = drawLarge(text, 'unicode', { columns: 72, rows: 3 })
      expect(lines).toHaveLength(3)
    },
  )

  test('breaks a name between words, and shows its end where there is room for one line alone', () => {
    const whole = drawLarge(NAME, 'unicode', { columns: 70, rows: 10 })
    expect(whole).toHaveLength(9)
    expect(drawLarge(NAME, 'unicode', { columns: 70, rows: 8 })).toEqual(whole?.slice(5))
  })

  test('breaks a number after its hyphen', () => {
    const lines = drawLarge('HUE01-000123', 'unicode', { columns: 36, rows: 6 })
    expect(lines).toHaveLength(6)
    expect(lines?.slice(3)).toEqual(drawLarge('000123', 'unicode', { columns: 28, rows: 3 }))
  })

  test('is of # alone in ASCII where the height allows, else of signs that stand high and low', () => {
    expect(drawLarge('17', 'ascii', { columns: 72, rows: 5 })).toEqual([
      ' #   ####',
      '##      #',
      ' #     # ',
      ' #    #  ',
      '###   #  ',
    ])
    expect(drawLarge('17', 'ascii', { columns: 72, rows: 3 })).toEqual(['o#   """#', ' #    o" ', '"""   "  '])
  })

  test.each([
    ['', WIDE],
    ['漢', WIDE],
    ['046', { columns: 72, rows: 2 }],
    ['W', { columns: 4, rows: 5 }],
  ])('%j in %o is not drawn', (text, room) => {
    expect(drawLarge(text, 'unicode', room)).toBeNull()
  })

  test('never leaves its room, and is made of its signs alone', () => {
    const text = fc.string({ unit: fc.constantFrom(...ALPHABET, ' ', ' '), maxLength: 60 })
    fc.assert(
      fc.property(text, fc.constantFrom('unicode', 'ascii'), fc.nat(90), fc.nat(12), (word, glyphs, columns, rows) => {
        const lines = drawLarge(word, glyphs, { columns, rows }) ?? []
        expect(lines.length).toBeLessThanOrEqual(rows)
        for (const line of lines) {
          expect(line.length).toBeLessThanOrEqual(columns)
          expect(line).toMatch(glyphs === 'ascii' ? /^[#"o ]*$/ : /^[█▀▄ ]*$/)
        }
      }),
      { seed: 4 },
    )
  })
})
