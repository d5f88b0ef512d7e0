import type { Fault } from '../../flows/base/fault.ts'
import { FAULT_CODES, type FaultCode } from '../../flows/base/fault-codes.ts'

/**
 * Whether central's refusal of one packet will stand however often it is asked. A code this program does not know stands: a person looks.
 * A broken chain mends itself while an earlier packet is still on its way.
 */
export function isLasting(code: string, earlierWaits: boolean): boolean {
  if (code === 'PACKET_CHAIN_BROKEN') return !earlierWaits
  return !['CENTRAL_BUSY', 'DATABASE_UNAVAILABLE', 'RATE_LIMITED', 'TIMED_OUT', 'INTERNAL'].includes(code)
}

/** Whether the batch as a whole was refused for what is in it: then the one to blame is found by sending halves. */
export function blamesContent(fault: Fault): boolean {
  return ['SHAPE_INVALID', 'BODY_MALFORMED', 'BODY_TOO_LARGE'].includes(fault.code)
}

/** Whether a request that failed this way may have reached central all the same. */
export function mayHaveArrived(fault: Fault): boolean {
  if (fault.code === 'CENTRAL_ANSWER_INVALID') return true
  return fault.code === 'LINE_DOWN' && fault.details.reason !== 'unreachable'
}

/** The code itself when this program knows it, else CENTRAL_REFUSED. */
export function knownCode(code: string): FaultCode {
  return isFaultCode(code) ? code : 'CENTRAL_REFUSED'
}

function isFaultCode(code: string): code is FaultCode {
  return (FAULT_CODES as readonly string[]).includes(code)
}
