/**
 * An ID number as screens and receipts show it: the first three and last three digits, a star for each one between
 * ("046******234"). Anything that is not 9 or 12 digits is hidden whole, so that a wrong call can show nothing.
 */
export function maskIdNumber(digits: string): string {
  if (!/^(\d{9}|\d{12})$/.test(digits)) return '*'.repeat(digits.length)
  return digits.slice(0, 3) + '*'.repeat(digits.length - 6) + digits.slice(-3)
}
