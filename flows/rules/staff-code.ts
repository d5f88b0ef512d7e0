/** What an officer types to sign in, product.md §5: short enough to type all day, and letters that every console has. */
export const STAFF_CODE_MIN_LENGTH = 2
export const STAFF_CODE_MAX_LENGTH = 20

// Looked at before it is made lower case: some letters of other scripts become ASCII then (K, the Kelvin sign).
const CODE = new RegExp(`^[A-Za-z0-9.-]{${STAFF_CODE_MIN_LENGTH},${STAFF_CODE_MAX_LENGTH}}$`)

/** The normal form of a sign-in code: 2–20 of a–z, 0–9, dot and dash, blanks at the ends dropped. Null for anything that is none. */
export function readStaffCode(text: string): string | null {
  const typed = text.trim()
  return CODE.test(typed) ? typed.toLowerCase() : null
}
