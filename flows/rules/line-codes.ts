import type { FaultCode } from '../base/fault-codes.ts'

/** Faults that say that central cannot send a code now, and nothing of the person: another way may be tried, or a later time. */
export const LINE_CODES: readonly FaultCode[] = [
  'LINE_DOWN',
  'CAPTIVE_PORTAL',
  'CENTRAL_BUSY',
  'OTP_NOT_SENT',
  'CENTRAL_ANSWER_INVALID',
]
