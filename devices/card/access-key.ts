import { createHash } from 'node:crypto'
import type { ChipKey } from '../../flows/ports/card.port.ts'

const DOCUMENT_NUMBER_LENGTH = 9
const WEIGHTS = [7, 3, 1]

/**
 * The password bytes PACE derives its key from (ICAO 9303-11 §9.7.3, f(π)) and its number in MSE:Set AT (§4.4.4.1). The caller wipes them.
 */
export function pacePassword(key: ChipKey): { readonly reference: 1 | 2; readonly bytes: Uint8Array } {
  return key.kind === 'can'
    ? { reference: 2, bytes: Uint8Array.from(Buffer.from(key.can, 'latin1')) }
    : { reference: 1, bytes: mrzHash(key) }
}

/** SHA-1 over the three fields of the MRZ with their check digits (ICAO 9303-11 §4.4.3.3 for PACE; its first half is the seed of BAC, §9.7.2). */
export function mrzHash(key: Extract<ChipKey, { kind: 'mrz' }>): Uint8Array {
  const fields = [key.documentNumber.padEnd(DOCUMENT_NUMBER_LENGTH, '<'), key.birthDate, key.expiryDate]
  return createHash('sha1')
    .update(fields.map((field) => field + checkDigit(field)).join(''), 'latin1')
    .digest()
}

/** ICAO 9303-3 §4.9: weights 7, 3, 1; A = 10 … Z = 35, filler 0. */
function checkDigit(field: string): number {
  const values = [...field].map((letter) => (letter === '<' ? 0 : Number.parseInt(letter, 36)))
  return values.reduce((sum, value, index) => sum + value * WEIGHTS[index % WEIGHTS.length]!, 0) % 10
}
