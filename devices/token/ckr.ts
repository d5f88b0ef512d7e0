import type { RefusalReason } from './messages.ts'

/**
 * Return values that a module gives to what is asked here, with what they mean to a person (PKCS#11 v2.40 §11.1; numbers of pkcs11t.h).
 * Whatever is not listed, vendors' own values (0x80000000 and above) among them, is `failed`.
 */
export const CKR = {
  CKR_CANCEL: [0x001, 'pin-pad-cancelled'],
  CKR_HOST_MEMORY: [0x002, 'failed'],
  CKR_SLOT_ID_INVALID: [0x003, 'token-removed'],
  CKR_GENERAL_ERROR: [0x005, 'failed'],
  CKR_FUNCTION_FAILED: [0x006, 'failed'],
  CKR_ARGUMENTS_BAD: [0x007, 'failed'],
  CKR_NO_EVENT: [0x008, 'failed'],
  CKR_NEED_TO_CREATE_THREADS: [0x009, 'failed'],
  CKR_CANT_LOCK: [0x00a, 'failed'],
  CKR_ATTRIBUTE_TYPE_INVALID: [0x012, 'failed'],
  CKR_ATTRIBUTE_VALUE_INVALID: [0x013, 'failed'],
  CKR_DATA_INVALID: [0x020, 'failed'],
  CKR_DATA_LEN_RANGE: [0x021, 'failed'],
  CKR_DEVICE_ERROR: [0x030, 'failed'],
  CKR_DEVICE_MEMORY: [0x031, 'failed'],
  CKR_DEVICE_REMOVED: [0x032, 'token-removed'],
  CKR_FUNCTION_CANCELED: [0x050, 'pin-pad-cancelled'],
  CKR_FUNCTION_NOT_SUPPORTED: [0x054, 'failed'],
  CKR_KEY_HANDLE_INVALID: [0x060, 'key-missing'],
  CKR_KEY_SIZE_RANGE: [0x062, 'mechanism'],
  CKR_KEY_TYPE_INCONSISTENT: [0x063, 'mechanism'],
  CKR_KEY_FUNCTION_NOT_PERMITTED: [0x068, 'mechanism'],
  CKR_MECHANISM_INVALID: [0x070, 'mechanism'],
  CKR_MECHANISM_PARAM_INVALID: [0x071, 'mechanism'],
  CKR_OBJECT_HANDLE_INVALID: [0x082, 'key-missing'],
  CKR_OPERATION_ACTIVE: [0x090, 'failed'],
  CKR_OPERATION_NOT_INITIALIZED: [0x091, 'failed'],
  CKR_PIN_INCORRECT: [0x0a0, 'pin-wrong'],
  // The token itself refused these without a try.
  CKR_PIN_INVALID: [0x0a1, 'pin-malformed'],
  CKR_PIN_LEN_RANGE: [0x0a2, 'pin-malformed'],
  CKR_PIN_EXPIRED: [0x0a3, 'pin-not-set'],
  CKR_PIN_LOCKED: [0x0a4, 'pin-locked'],
  CKR_SESSION_CLOSED: [0x0b0, 'token-removed'],
  CKR_SESSION_COUNT: [0x0b1, 'failed'],
  // Sessions end when their token is pulled (PKCS#11 v2.40 §11.6).
  CKR_SESSION_HANDLE_INVALID: [0x0b3, 'token-removed'],
  CKR_TOKEN_NOT_PRESENT: [0x0e0, 'token-removed'],
  CKR_TOKEN_NOT_RECOGNIZED: [0x0e1, 'token-removed'],
  CKR_USER_ALREADY_LOGGED_IN: [0x100, 'failed'],
  // A login that was lost on the way: another program logged out, or the token was pulled and put back.
  CKR_USER_NOT_LOGGED_IN: [0x101, 'token-removed'],
  CKR_USER_PIN_NOT_INITIALIZED: [0x102, 'pin-not-set'],
  CKR_USER_TYPE_INVALID: [0x103, 'failed'],
  CKR_USER_ANOTHER_ALREADY_LOGGED_IN: [0x104, 'failed'],
  CKR_USER_TOO_MANY_TYPES: [0x105, 'failed'],
  CKR_BUFFER_TOO_SMALL: [0x150, 'failed'],
  CKR_CRYPTOKI_NOT_INITIALIZED: [0x190, 'failed'],
  CKR_CRYPTOKI_ALREADY_INITIALIZED: [0x191, 'failed'],
  CKR_NEW_PIN_MODE: [0x1b0, 'pin-not-set'],
  CKR_FUNCTION_REJECTED: [0x200, 'pin-pad-cancelled'],
} as const satisfies Readonly<Record<string, readonly [value: number, meaning: RefusalReason]>>

export type CkrName = keyof typeof CKR

const MEANINGS: ReadonlyMap<number, RefusalReason> = new Map(Object.values(CKR))

/** What a return value means; `failed` for one that is not in the table. */
export function meaningOf(ckr: number): RefusalReason {
  return MEANINGS.get(ckr) ?? 'failed'
}

/** Is it this return value? */
export function isCkr(ckr: number | null, ...names: readonly CkrName[]): boolean {
  return names.some((name) => CKR[name][0] === ckr)
}
