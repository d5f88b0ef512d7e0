import { isVowel, type Letter } from './letter.ts'

/** Where the parts of a word's first syllable lie: [0, nucleus) onset, [nucleus, coda) nucleus, [coda, end) coda. */
export interface Syllable {
  readonly nucleus: number
  readonly coda: number
  readonly end: number
  /** True when nothing follows the coda: one syllable. */
  readonly clean: boolean
}

/**
 * Splits a word: the onset goes to the first vowel, with `qu` and `gi` before a vowel as onsets of their own; the vowels after it are the nucleus, the
 * consonants after those the coda. `gi` before e and a coda is g and the nucleus iê (giêng, giết). Source: domain.md §9.4.
 */
export function splitSyllable(letters: readonly Letter[]): Syllable {
  const first = skip(letters, 0, false)
  const quOrGi = first + onsetVowels(letters, first)
  const coda = skip(letters, quOrGi, true)
  const end = skip(letters, coda, false)
  const isGieng = quOrGi > first && letters[first]?.base === 'i' && coda === quOrGi + 1 && end > coda
  const nucleus = isGieng && letters[quOrGi]?.base === 'e' ? first : quOrGi
  return { nucleus, coda, end, clean: end === letters.length }
}

function skip(letters: readonly Letter[], from: number, vowels: boolean): number {
  let at = from
  while (at < letters.length && isVowel(letters[at]) === vowels) at += 1
  return at
}

/** How many vowels at the word's first vowel belong to the onset: the u of `qu`, the i of `gi` before another vowel. */
function onsetVowels(letters: readonly Letter[], first: number): number {
  const [before, vowel] = [letters[first - 1]?.base, letters[first]?.base]
  if (before === 'q' && vowel === 'u') return 1
  return first === 1 && before === 'g' && vowel === 'i' && isVowel(letters[first + 1]) ? 1 : 0
}
