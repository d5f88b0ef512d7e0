import { Fault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { AtError } from './frame.ts'

/** What to do about an error of the modem. `retry` after a pause; `make-room` deletes read messages first. */
export interface ErrorRule {
  readonly code: FaultCode
  readonly action: 'retry' | 'make-room' | 'give-up'
}

/** The only errors that a later try may heal (domain.md §4.3; TS 27.005 §3.2.5, TS 24.011 annex E). */
export const RETRIED_CMS: readonly number[] = [38, 41, 42, 47, 314, 331, 332, 500]
export const CMS_MEMORY_FULL = 322

/** The rule for an error that answers the sending of a message. A plain ERROR says nothing and is final: a second message may cost the citizen trust. */
export function smsErrorRule({ family, number }: AtError): ErrorRule {
  if (number === null) return { code: 'SMS_REJECTED', action: 'give-up' }
  if (family === 'cme') return { code: CME_CODES[number] ?? 'SMS_REJECTED', action: 'give-up' }
  if (number === CMS_MEMORY_FULL) return { code: 'SMS_TEMPORARY', action: 'make-room' }
  if (RETRIED_CMS.includes(number)) return { code: CMS_CODES[number] ?? 'SMS_TEMPORARY', action: 'retry' }
  return { code: CMS_CODES[number] ?? 'SMS_REJECTED', action: 'give-up' }
}

/** The fault for it, with family and number for the technician. */
export function smsFault(error: AtError): Fault {
  return new Fault(smsErrorRule(error).code, { family: error.family, number: error.number })
}

/** The code of an error that answers a question about the SIM (TS 27.007 §9.2.1). Null when it says nothing about the SIM. */
export function simErrorCode({ family, number }: AtError): FaultCode | null {
  if (number === null) return null
  return (family === 'cme' ? CME_CODES : CMS_CODES)[number] ?? null
}

const CMS_CODES: Readonly<Record<number, FaultCode>> = {
  310: 'SIM_ABSENT',
  311: 'SIM_PIN_REQUIRED',
  316: 'SIM_PUK_REQUIRED',
  331: 'MODEM_NO_NETWORK',
}

const CME_CODES: Readonly<Record<number, FaultCode>> = {
  10: 'SIM_ABSENT',
  11: 'SIM_PIN_REQUIRED',
  12: 'SIM_PUK_REQUIRED',
  30: 'MODEM_NO_NETWORK',
  31: 'SMS_TEMPORARY',
  32: 'MODEM_NO_NETWORK',
}
