import { accepted, type Checked, refused } from './field.ts'

/** RFC 5321 §4.5.3.1: octets of a whole path, less its brackets. */
export const EMAIL_MAX_LENGTH = 254

/**
 * Checks an e-mail address, which nobody has to give: an empty answer is null. ASCII addresses with a dotted domain only; the domain comes back in
 * lower case, the rest as typed. Whether it works is known when a message arrives, so no rule here tries to. Problem: EMAIL_FORMAT.
 */
export function checkEmail(text: string): Checked<string | null> {
  const typed = text.trim()
  if (typed === '') return accepted(null)
  const parts = typed.length > EMAIL_MAX_LENGTH ? null : ADDRESS.exec(typed)
  if (!parts) return refused('EMAIL_FORMAT')
  return accepted(`${parts[1]}@${parts[2]?.toLowerCase()}`)
}

const WORD = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
// RFC 5321 §4.1.2 dot-string (64 octets at most), and a domain of two labels or more whose last is not a number.
const ADDRESS = new RegExp(`^(?=[^@]{1,64}@)(${WORD}(?:\\.${WORD})*)@((?:${LABEL}\\.)+(?!\\d+$)${LABEL})$`)
