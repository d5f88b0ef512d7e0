import type { ToneStyle } from './choices.ts'
import type { Letter } from './letter.ts'
import { splitSyllable } from './syllable.ts'

/** Index of the letter that carries the word's tone, or null where there is no vowel to carry it. Source: domain.md §9.5. */
export function tonePlace(letters: readonly Letter[], style: ToneStyle): number | null {
  const { nucleus, coda, end } = splitSyllable(letters)
  const vowels = letters.slice(nucleus, coda)
  if (vowels.length === 0) return null
  const marked = vowels.findLastIndex(({ mark }) => mark !== 'none')
  if (marked >= 0) return nucleus + marked
  if (vowels.length !== 2) return nucleus + Math.min(1, vowels.length - 1)
  const isClosed = end > coda
  const pair = vowels.map(({ base }) => base).join('')
  return isClosed || (style === 'new' && NEW_STYLE_PAIRS.includes(pair)) ? nucleus + 1 : nucleus
}

const NEW_STYLE_PAIRS = ['oa', 'oe', 'uy']
