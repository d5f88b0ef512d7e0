import { tidyName, withoutMarks } from './name-text.ts'

/**
 * Whether a name has clearly lost letters on its way, as the fourth source document has (nearly every letter of U+1EA0–U+1EF9 is gone from it: "Nguyn",
 * "Trn", "Phm"). The signs, each of which no real name shows:
 * 1. U+FFFD, control, format, private-use, unassigned characters or lone surrogates (blanks of any kind are no damage);
 * 2. a question mark, which a code page puts for a letter it lacks;
 * 3. UTF-8 read as Windows-1252 or Latin-1, or text of the old 8-bit fonts ("Nguyá»…n", "Ä‘", "NguyÔn ThÞ");
 * 4. a combining mark that NFC joins to no letter, or to a consonant, save the breve on ê ô ơ ư, which minority scripts use;
 * 5. a word of two letters or more without any vowel letter (apostrophes and hyphens do not end a word: Bh'riu is one word);
 * 6. the few words which kept a vowel and still can only be a family or given name that lost its marked letter.
 * Never damage: words of one letter (Y, A, K', H'), consonant clusters with a vowel (Krông, Kdăm, Mlô), names without marks.
 */
export function isDamagedName(text: string): boolean {
  if (isMisread(text)) return true
  const name = tidyName(text)
  if (LONE_MARK.test(name)) return true
  return name.split(' ').some((word) => LOST_WORD.test(withoutMarks(word)) || isWithoutVowel(word))
}

/** Signs 1 to 3 alone: for names of organisations, which have words without vowels (TNHH, MTV), figures and signs. */
export function isMisread(text: string): boolean {
  const composed = text.normalize('NFC')
  return LOST.test(composed) || composed.includes('?') || MISREAD.test(composed)
}

const LOST = /[\ufffd]|(?!\s)[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/u

// Lead bytes C3–C6 and CC of Vietnamese letters and marks in UTF-8 are seen as Ã Ä Å Æ Ì, with the image of a continuation byte (80–BF) behind them; E1 BA and E1 BB as
// áº and á». The old 8-bit fonts leave capitals or signs inside words. The acute accent (U+00B4) is left out: people type it for an apostrophe.
const TRAIL = '\u0080-\u009f\u00a1-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™'
const SIGN = '[\u00a1-\u00b3\u00b5-\u00bf]'
const MISREAD = new RegExp(`[ÃÄÅÆÌ][${TRAIL}]|\\p{Ll}[ÃÄÅÆÇÔÕÖØÞ]|Ã\u00a0\\p{Ll}|[Þþ]|\\p{L}${SIGN}|${SIGN}\\p{L}`, 'u')

// NFC does join marks to some consonants (U+1E00–U+1E9D, Ṽ and ṇ for instance), letters that no script of Vietnam has.
const LONE_MARK = /(?<![êôơư])\u0306|(?!\u0306)\p{M}|[\u1e00-\u1e9d]/iu

// Nguyễn, Nguyệt, Huỳnh; and qu- without the vowel that must follow (Quốc, Quỳnh).
const LOST_WORD = /^(nguyn|nguyt|hunh|qu[^aeiouy'-]+)$/

function isWithoutVowel(word: string): boolean {
  const letters = withoutMarks(word).match(/\p{L}/gu) ?? []
  return letters.length > 1 && letters.every((letter) => CONSONANT.test(letter))
}

// Vowels of other languages are left out too, so that a foreign name is not taken for damage; other scripts are no damage but no name here either.
const CONSONANT = /^(?![aeiouyæœøı])[a-z\u00df-\u024f]$/
