/** National form (0 and nine digits) → E.164. Anything else comes back unchanged, for the caller's look-up to miss. */
export function e164(phone: string): string {
  return /^0\d{9}$/.test(phone) ? `+84${phone.slice(1)}` : phone
}
