import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'

const CODE_DIGITS = 6

/** Six digits, evenly spread, from the system's random source (ASVS 6.5.3). */
export function newOtpCode(): string {
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0')
}

/** HMAC-SHA-256 of challenge and code: equal codes of two challenges look different, and the database alone gives none away. */
export function otpHmac(key: Uint8Array, challengeId: string, code: string): Buffer {
  return createHmac('sha256', key).update(`${challengeId}:${code}`).digest()
}

/** Compares in constant time. */
export function sameHmac(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b)
}
