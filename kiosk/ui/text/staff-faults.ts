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
  'UNFINISHED_KEY_UNAVAILABLE',
  'UNFINISHED_EARLIER',
  'UNFINISHED_UNREADABLE',
  'STORE_BUSY',
  'STORE_RESTORED',
  'STORE_LOST',
  'LIMIT_DISK',
  'LIMIT_QUEUE_AGE',
  'LIMIT_QUEUE_COUNT',
  'LIMIT_REFERENCE_AGE',
  'SYNC_COUNT_DIFFERS',
  'STATION_FORKED',
  'INTERNAL',
] as const satisfies readonly FaultCode[]

export type StaffFault = (typeof STAFF_FAULTS)[number]
