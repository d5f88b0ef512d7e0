import { createHash } from 'node:crypto'

/** Decimal digits that follow from the words, so that no number, PIN or password of the sandbox has to be written down. The same at every start. */
export function inventedDigits(words: string, count: number): string {
  const number = BigInt(`0x${digestOf(words)}`) % 10n ** BigInt(count)
  return number.toString().padStart(count, '0')
}

/** A PIN of a token: 6 to 8 digits, as issuers hand them out. */
export function inventedPin(key: string): string {
  return inventedDigits(`pin ${key}`, PIN_DIGITS_MIN + (Number(inventedDigits(`pin length ${key}`, 3)) % PIN_LENGTHS))
}

/** A password for the page of an identity provider. */
export function inventedPassword(words: string): string {
  return Buffer.from(digestOf(`password ${words}`).slice(0, PASSWORD_BYTES * 2), 'hex').toString('base64url')
}

/** An identifier that tells nothing about its owner. */
export function inventedId(words: string): string {
  return digestOf(`id ${words}`).slice(0, ID_LENGTH)
}

const PIN_DIGITS_MIN = 6
/** 6, 7 or 8 digits. */
const PIN_LENGTHS = 3
const PASSWORD_BYTES = 12
const ID_LENGTH = 20

function digestOf(words: string): string {
  return createHash('sha256').update(`motcua sandbox ${words}`).digest('hex')
}
