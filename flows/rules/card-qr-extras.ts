import { checkName } from './name.ts'

export interface CardQrExtras {
  readonly cancelledIdNumber: string | null
  readonly father: string | null
  readonly mother: string | null
}

/**
 * Reads what a Căn cước of 2024 has behind its issue date (places 7–10, empty for most adults). The ministry names the contents (cancelled number, names of
 * the parents) but not their order, so each is told by its shape: 12 digits are the number, 8 digits a date that nobody here needs, words a parent,
 * father first (domain.md §1.3). A single name in the last of the four places is the mother, as in the one published layout. Null when a field is none of
 * these, when there are more of a kind than there can be, or when something stands behind the four.
 */
export function readCardQrExtras(places: readonly string[]): CardQrExtras | null {
  const filled = places.filter((text) => text !== '')
  const numbers = filled.filter((text) => /^\d{12}$/.test(text))
  const words = filled.filter((text) => !/^(\d{8}|\d{12})$/.test(text))
  const names = words.map((text) => checkName(text)).flatMap((checked) => (checked.ok ? [checked.value] : []))
  const tooMany = numbers.length > 1 || names.length > 2 || places.slice(EXTRA_PLACES).some((text) => text !== '')
  if (tooMany || names.length < words.length) return null
  const motherOnly = names.length === 1 && words[0] === places[EXTRA_PLACES - 1]
  const [father = null, mother = null] = motherOnly ? [null, ...names] : names
  return { cancelledIdNumber: numbers[0] ?? null, father, mother }
}

const EXTRA_PLACES = 4
