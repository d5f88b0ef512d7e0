import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'

const CODE_DIGITS = 6

/** Six digits, evenly spread, from the system's random source (ASVS 6.5.3). */
export function newCode(): string {
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0')
}

/** HMAC-SHA-256 of challenge and code: equal codes of two challenges look different. */
export function markOfCode(key: Uint8Array, challengeId: string, code: string): Buffer {
  return createHmac('sha256', key).update(`code:${challengeId}:${code}`).digest()
}

/** HMAC-SHA-256 of a phone (E.164): the same phone is known again, and no number stands in the store. */
export function markOfPhone(key: Uint8Array, phone: string): Buffer {
  return createHmac('sha256', key).update(`phone:${phone}`).digest()
}

/** Compares in constant time. */
export function sameMark(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b)
}
