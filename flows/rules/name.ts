import { accepted, type Checked, refused } from './field.ts'
import { isDamagedName } from './name-damage.ts'
import { tidyName } from './name-text.ts'

export { compareNames } from './name-compare.ts'
export { searchKey } from './name-text.ts'

/** Code points. Longer than any name in the civil register; the wire shape has the same limit. */
export const NAME_MAX_LENGTH = 120

/**
 * Checks a full name as typed or read: letters of the Latin script in words, apostrophes and hyphens inside them, two letters at least, 120 code
 * points at most. Names without any mark are names too. Gives it in NFC, blanks collapsed, ’ as ', letter case kept. Problems: FIELD_REQUIRED;
 * NAME_DAMAGED for text that has clearly lost letters (the rule is in name-damage.ts); NAME_FORMAT for anything else that is no name.
 */
export function checkName(text: string): Checked<string> {
  if (text.trim() === '') return refused('FIELD_REQUIRED')
  if (isDamagedName(text)) return refused('NAME_DAMAGED')
  const name = tidyName(text)
  const letters = name.match(/\p{L}/gu)?.length ?? 0
  if (!NAME.test(name) || letters < 2 || [...name].length > NAME_MAX_LENGTH) return refused('NAME_FORMAT')
  return accepted(name)
}

/** The name as cards with capitals print it: "Nguyễn Thị Mẫu" → "NGUYỄN THỊ MẪU". NFC. */
export function toCardCapitals(text: string): string {
  return text.normalize('NFC').toUpperCase().normalize('NFC')
}

// Latin, Latin-1, Latin Extended A and B, and the Vietnamese block: Vietnamese, the minority scripts (č ĕ ĭ ñ ŏ ŭ ƀ), and citizens with foreign names.
// The breve may stand on ê ô ơ ư as a mark of its own: those letters of Ê Đê, Gia Rai and Ba Na have no precomposed form.
const LETTER = '(?:[A-Za-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u024F\\u1E9E\\u1EA0-\\u1EF9]\\u0306?)'
const WORD = `${LETTER}+(?:['-]${LETTER}+)*'?`
const NAME = new RegExp(`^${WORD}(?: ${WORD})*$`)
