import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { typeKeys } from '../../testing/type-keys.ts'
import type { Keying, ToneStyle } from './choices.ts'
import { type Letter, readLetter, TONES, type Tone } from './letter.ts'
import { CODAS, isPossible, NUCLEI, takesTone } from './possible.ts'
import { spellOut } from './spell-out.ts'
import { createTyping } from './typing.ts'
import { emptyWord, textOf, wordOf } from './word.ts'

/** Onsets of every shape, those of peoples' names among them. */
const ONSETS = ['', 'b', 'c', 'd', 'đ', 'g', 'gi', 'h', 'kh', 'kr', 'ng', 'ngh', 'qu', 's', 'tr', 'x']

const STYLES: readonly ToneStyle[] = ['old', 'new']

interface Spelling {
  readonly letters: readonly Letter[]
  readonly tone: Tone
}

/** Every onset with every nucleus, coda and tone that go together. */
const ALL: readonly Spelling[] = ONSETS.flatMap((onset) => rhymes().map((rhyme) => onset + rhyme))
  .filter((plain) => !/^(gii|giy|quu)/.test(plain.normalize('NFD').replace(/\p{M}/gu, '')))
  .flatMap((plain) => {
    const letters = [...plain].map((character) => readLetter(character)?.letter as Letter)
    // gi before e and a coda is g and the nucleus iê: giêng is one, giêch is none.
    if (!isPossible(letters)) return []
    return TONES.filter((tone) => tone === 'level' || takesTone(letters, tone)).map((tone) => ({ letters, tone }))
  })

function rhymes(): readonly string[] {
  const closed = Object.entries(CODAS).flatMap(([coda, nuclei]) => nuclei.map((nucleus) => nucleus + coda))
  return [...NUCLEI.either, ...NUCLEI.open, ...closed]
}

const written = ({ letters, tone }: Spelling, style: ToneStyle) => textOf({ ...emptyWord(style), letters, tone })

/** The same keys with every mark behind the last letter, the tone behind the marks. */
function marksLast({ letters, tone }: Spelling, keying: Keying): string {
  const plain = letters.map(({ base }) => base).join('')
  const keys = letters.map((letter) => {
    const spelled = spellOut(textOf({ ...emptyWord('old'), letters: [letter] }), keying)
    return letter.mark === 'none' ? '' : spelled.slice(1)
  })
  const mark = [...new Set(keys)].join('')
  return plain + mark + (tone === 'level' ? '' : spellOut(written({ letters: A, tone }, 'old'), keying).slice(1))
}
const A: readonly Letter[] = [{ base: 'a', mark: 'none', upper: false, origin: 'typed' }]

test('there are thousands of syllables', () => {
  expect(ALL.length).toBeGreaterThan(15_000)
})

describe.each(STYLES)('%s style', (style) => {
  const telex = createTyping('telex', style)
  const vni = createTyping('vni', style)

  test('every syllable taken apart and typed comes out as it was, in Telex and VNI', () => {
    const texts = ALL.map((spelling) => written(spelling, style))
    expect(texts.filter((text) => typeKeys(telex, spellOut(text, 'telex')) !== text)).toEqual([])
    expect(texts.filter((text) => typeKeys(vni, spellOut(text, 'vni')) !== text)).toEqual([])
  })

  test('and in capitals', () => {
    const texts = ALL.map((spelling) => written(spelling, style).toUpperCase())
    expect(texts.filter((text) => typeKeys(telex, spellOut(text, 'telex').toUpperCase()) !== text)).toEqual([])
    expect(texts.filter((text) => typeKeys(vni, spellOut(text, 'vni')) !== text)).toEqual([])
  })

  test('every syllable is precomposed and read back into the letters and tone it is made of', () => {
    const texts = ALL.map((spelling) => ({ spelling, text: written(spelling, style) }))
    expect(texts.filter(({ text }) => text !== text.normalize('NFC'))).toEqual([])
    const misread = texts.filter(({ spelling, text }) => {
      const word = wordOf(text, text.length, style)
      return word?.tone !== spelling.tone || word.style !== style || !isDeepStrictEqual(word.letters, spelling.letters)
    })
    expect(misread).toEqual([])
  })
})

test('VNI gives what Telex gives with the marks behind the word', () => {
  // Of Telex the letters alone would be marks: oo is ô, and a d before another d is đ.
  const spellings = ALL.filter(({ letters }) => !/oo|^d.*d/.test(letters.map(({ base }) => base).join('')))
  const differs = (keying: Keying) =>
    spellings.filter(
      (spelling) => typeKeys(createTyping(keying, 'old'), marksLast(spelling, keying)) !== written(spelling, 'old'),
    )
  expect(differs('telex')).toEqual([])
  expect(differs('vni')).toEqual([])
})
