import { accepted, type Checked, refused } from './field.ts'
import { isMisread } from './name-damage.ts'
import { tidyName } from './name-text.ts'

/** Code points. Names of state units with their whole line of superiors come near it; the enterprise register stays well below. */
export const ORGANISATION_MAX_LENGTH = 200
const ORGANISATION_MIN_LENGTH = 2

/**
 * Checks the name of an organisation as typed or told: letters needed, figures and signs allowed, 2 to 200 code points. Gives it in NFC, blanks collapsed, ’ as ',
 * letter case kept. Problems: FIELD_REQUIRED; NAME_DAMAGED for text that has clearly lost letters, control characters among them (`isMisread`);
 * ORGANISATION_FORMAT for anything else that is no name.
 */
export function checkOrganisation(text: string): Checked<string> {
  if (text.trim() === '') return refused('FIELD_REQUIRED')
  if (isMisread(text)) return refused('NAME_DAMAGED')
  const name = tidyName(text)
  const length = [...name].length
  const fits = length >= ORGANISATION_MIN_LENGTH && length <= ORGANISATION_MAX_LENGTH
  return fits && /\p{L}/u.test(name) ? accepted(name) : refused('ORGANISATION_FORMAT')
}
