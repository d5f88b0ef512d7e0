import { tidyName, withoutMarks } from './name-text.ts'

/**
 * Compares two names of one person (product.md §3, domain.md §9.2, §9.5). Letter case, blanks and the place of the tone mark (hòa = hoà, thúy = thuý)
 * never count. 'marks-differ': the same letters under other marks, and a missing apostrophe counts as a missing mark (H'Hen, H Hen). đ is another
 * letter than d, unless the other name is written in ASCII throughout: Đỗ and Do differ in marks, Đỗ and Dỗ are different names.
 */
export function compareNames(a: string, b: string): 'same' | 'marks-differ' | 'different' {
  const left = tidyName(a)
  const right = tidyName(b)
  if (tonesLast(left) === tonesLast(right)) return 'same'
  const oneIsAscii = isAscii(left) || isAscii(right)
  const spellings = (name: string) =>
    spellingsWithoutApostrophe(oneIsAscii ? foldD(withoutMarks(name)) : withoutMarks(name))
  const leftSpellings = spellings(left)
  return spellings(right).some((spelling) => leftSpellings.includes(spelling)) ? 'marks-differ' : 'different'
}

/** Whether a name was written without any Vietnamese letter, as carriers and machine-readable zones do. */
export function isAscii(name: string): boolean {
  return /^[\0-\x7f]*$/.test(name)
}

/**
 * Lower case with the tone of each syllable behind it, so that both styles of placing it (§9.5) read the same. No two Vietnamese names differ by that
 * place alone. Words of several syllables or tones (foreign names) keep their marks where they are.
 */
function tonesLast(name: string): string {
  return name.toLowerCase().replace(/[\p{L}\p{M}]+/gu, (word) => {
    const decomposed = word.normalize('NFD')
    const tones = decomposed.match(TONE) ?? []
    const toneless = decomposed.replace(TONE, '').normalize('NFC')
    return tones.length === 1 && ONE_SYLLABLE.test(toneless) ? toneless + tones[0] : word.normalize('NFC')
  })
}

// Acute, grave, hook above, tilde, dot below.
const TONE = /[\u0301\u0300\u0309\u0303\u0323]/g
const ONE_SYLLABLE = /^[^aăâeêioôơuưy]*[aăâeêioôơuưy]+[^aăâeêioôơuưy]*$/

function foldD(name: string): string {
  return name.replaceAll('đ', 'd')
}

// "h'hen" is also written "h hen" and "hhen"; hyphens go the same way.
function spellingsWithoutApostrophe(name: string): readonly string[] {
  return [name.replace(/' ?|-/g, ' ').trim(), name.replace(/' ?|-/g, '')]
}
