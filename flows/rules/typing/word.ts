import type { ToneStyle } from './choices.ts'
import { type Letter, letterText, readLetter, type Tone } from './letter.ts'
import { tonePlace } from './tone-place.ts'

/** The word under the cursor, as it is being typed. Immutable. */
export interface Word {
  readonly letters: readonly Letter[]
  /** The cursor's place among the letters: what is typed goes in here. */
  readonly at: number
  readonly tone: Tone
  readonly style: ToneStyle
  /** Keys whose work was undone in this word: they are letters from then on. */
  readonly locked: string
  /** All keys of the word in their order, or null when it was not typed here from its first letter. */
  readonly keys: string | null
}

/** A word of which nothing is typed. */
export function emptyWord(style: ToneStyle): Word {
  return { letters: [], at: 0, tone: 'level', style, locked: '', keys: '' }
}

/** The word as it stands on the screen: NFC, one UTF-16 unit a letter. */
export function textOf({ letters, tone, style }: Word): string {
  const place = tone === 'level' ? null : tonePlace(letters, style)
  return letters.map((letter, at) => letterText(letter, at === place ? tone : 'level')).join('')
}

/**
 * Reads a word that was not typed here, the cursor `at` units from its start. It keeps the style its tone is placed in; where both are the same it takes
 * the one given. Null for what is no single Vietnamese syllable's spelling: letters of other languages, two tones, a tone on another vowel
 * than ours (Qúy). Such a word is left as it is.
 */
export function wordOf(text: string, at: number, style: ToneStyle): Word | null {
  const letters: Letter[] = []
  let tone: Tone = 'level'
  for (const character of text) {
    const read = readLetter(character)
    if (!read || (read.tone !== 'level' && tone !== 'level')) return null
    letters.push(read.letter)
    if (read.tone !== 'level') tone = read.tone
  }
  const word: Word = { letters, at, tone, style, locked: '', keys: text === '' ? '' : null }
  const styles: readonly ToneStyle[] = [style, style === 'old' ? 'new' : 'old']
  const found = styles.find((one) => textOf({ ...word, style: one }) === text)
  return found ? { ...word, style: found } : null
}

/**
 * Takes away the displayed letter left of the cursor with its mark. The tone stays with the word and finds its new place (loạn → lọa), until no vowel is
 * left to carry it. A word with nothing left of the cursor stays as it is.
 */
export function eraseLast(word: Word): Word {
  if (word.at === 0) return word
  const letters = word.letters.toSpliced(word.at - 1, 1)
  if (letters.length === 0) return emptyWord(word.style)
  const tone = tonePlace(letters, word.style) === null ? 'level' : word.tone
  return { ...word, letters, at: word.at - 1, tone, keys: null }
}
