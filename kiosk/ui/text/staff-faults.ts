import type { FaultCode } from '../../../flows/base/fault-codes.ts'

/** Fault codes with words of their own for officers: those of staff accounts, which a citizen never meets, and those an officer mends otherwise than a citizen. */
export const STAFF_FAULTS = [
  'OFFICER_REQUIRED',
  'STAFF_NONE',
  'STAFF_UNKNOWN',
  'STAFF_EXISTS',
  'STAFF_PIN_WRONG',
  'STAFF_PIN_WEAK',
  'STAFF_TOKEN_WRONG',
  'STAFF_LOCKED',
  'STAFF_ROLE',
  'STAFF_SAME_OFFICER',
  'ATTESTATION_REFUSED',
  'STORE_BUSY',
  'INTERNAL',
] as const satisfies readonly FaultCode[]

export type StaffFault = (typeof STAFF_FAULTS)[number]
