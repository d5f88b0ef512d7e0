import { toSeptets } from './gsm7.ts'

export interface SplitText {
  readonly alphabet: 'gsm7' | 'ucs2'
  readonly parts: readonly string[]
}

/** Limits of one message and of one part of a long one with an 8-bit reference (TS 23.040 §9.2.3.24.1; domain.md §4.4). */
export const SINGLE_SEPTETS = 160
export const PART_SEPTETS = 153
export const SINGLE_UNITS = 70
export const PART_UNITS = 67

/**
 * Cuts a text into the parts of one message: GSM 7 bit where every letter is in it, UCS2 else. A letter of two septets and a pair of
 * surrogates are never cut apart. An empty text is one empty part.
 */
export function splitText(text: string): SplitText {
  const alphabet = toSeptets(text) ? 'gsm7' : 'ucs2'
  const cost = alphabet === 'gsm7' ? (letter: string) => toSeptets(letter)!.length : (letter: string) => letter.length
  const [single, part] = alphabet === 'gsm7' ? [SINGLE_SEPTETS, PART_SEPTETS] : [SINGLE_UNITS, PART_UNITS]
  const letters = [...text]
  if (letters.reduce((sum, letter) => sum + cost(letter), 0) <= single) return { alphabet, parts: [text] }
  const parts: string[] = []
  let current = ''
  let used = 0
  for (const letter of letters) {
    if (used + cost(letter) > part) {
      parts.push(current)
      current = ''
      used = 0
    }
    current += letter
    used += cost(letter)
  }
  return { alphabet, parts: [...parts, current] }
}

/** The text without Vietnamese marks where that makes it GSM 7 bit: one letter like ạ would halve what fits in a message (domain.md §4.4, §8.2). */
export function plainWherePossible(text: string): string {
  if (toSeptets(text)) return text
  const plain = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .normalize('NFC')
  return toSeptets(plain) ? plain : text
}
