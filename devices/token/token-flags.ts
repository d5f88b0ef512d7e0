import type { PinStanding } from '../../flows/ports/token.port.ts'

/** CK_TOKEN_INFO flags (PKCS#11 v2.40 §3.2, table 5). */
export const CKF = {
  USER_PIN_INITIALIZED: 0x00000008,
  PROTECTED_AUTHENTICATION_PATH: 0x00000100,
  TOKEN_INITIALIZED: 0x00000400,
  USER_PIN_COUNT_LOW: 0x00010000,
  USER_PIN_FINAL_TRY: 0x00020000,
  USER_PIN_LOCKED: 0x00040000,
} as const

/** How the user PIN stands. The worst that the flags tell counts: some tokens leave `count-low` set beside the others. */
export function pinStanding(flags: number): PinStanding {
  if (flags & CKF.USER_PIN_LOCKED) return 'locked'
  if (!(flags & CKF.USER_PIN_INITIALIZED)) return 'not-set'
  if (flags & CKF.USER_PIN_FINAL_TRY) return 'final-try'
  if (flags & CKF.USER_PIN_COUNT_LOW) return 'count-low'
  return 'fine'
}
