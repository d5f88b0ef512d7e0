import type { FaultCode } from '../base/fault-codes.ts'
import type { ChipKey } from '../ports/card.port.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import { type CitizenMrz, canOf } from '../rules/mrz.ts'

/** The key that a 12-digit ID number gives: the card access number is its last six digits (domain.md §1.6). Null for a CMND, which has no chip. */
export function keyOfIdNumber(idNumber: string): ChipKey | null {
  const digits = idNumber.replace(/[\s.\-–]/g, '')
  return /^\d{12}$/.test(digits) ? { kind: 'can', can: canOf(digits) } : null
}

/**
 * The keys a reading starts with: those given, else what the scanned card gives, the CAN before the MRZ because PACE with it is what the newer cards
 * offer; none when the person must be asked.
 */
export function firstKeys(given: {
  readonly keys: readonly ChipKey[] | null
  readonly card: CitizenCard | null
  readonly mrz: CitizenMrz | null
}): readonly ChipKey[] {
  if (given.keys && given.keys.length > 0) return given.keys
  const can = keyOfIdNumber(given.card?.idNumber ?? given.mrz?.idNumber ?? '')
  return [...(can ? [can] : []), ...(given.mrz ? [{ kind: 'mrz' as const, ...given.mrz.chipKey }] : [])]
}

/** Why a key cannot open any chip, or null when it has the shape of one (ICAO 9303-11 §9.7.2). A wrong key is not spent on the chip. */
export function keyProblem(key: ChipKey): FaultCode | null {
  if (key.kind === 'can') return /^\d{6}$/.test(key.can) ? null : 'ID_NUMBER_FORMAT'
  const isSound =
    /^[A-Z0-9<]{9,}$/.test(key.documentNumber) && [key.birthDate, key.expiryDate].every((date) => /^\d{6}$/.test(date))
  return isSound ? null : 'MRZ_FORMAT'
}
