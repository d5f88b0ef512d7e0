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

/** Whether central asks for patience: what was sent is not to blame, and the next request would be one too many. */
export function asksForPatience({ code }: Fault): boolean {
  return ['CENTRAL_BUSY', 'RATE_LIMITED', 'DATABASE_UNAVAILABLE'].includes(code)
}

/** Whether nothing else need be asked now: nobody is there, or whoever is there wants to be left alone. */
export function isCutOff(fault: Fault): boolean {
  if (fault.code === 'CAPTIVE_PORTAL' || asksForPatience(fault)) return true
  return fault.code === 'LINE_DOWN' && fault.details.reason !== 'server'
}

/** Whether either the line or something in the request may be why it failed; only asking otherwise tells them apart. */
export function mayBeTheContent({ code, details }: Fault): boolean {
  if (code === 'LINE_DOWN') return details.reason !== 'unreachable'
  return code === 'CENTRAL_ANSWER_INVALID' || code === 'INTERNAL'
}

/** Whether central is of a version that does not know the question. */
export function isUnknownRoute({ code, details }: Fault): boolean {
  return code === 'NOT_FOUND' || (code === 'CENTRAL_REFUSED' && details.status === 404)
}

/** Whether a request that failed this way may have reached central all the same. */
export function mayHaveArrived(fault: Fault): boolean {
  if (fault.code === 'CENTRAL_ANSWER_INVALID' || fault.code === 'INTERNAL') return true
  return fault.code === 'LINE_DOWN' && fault.details.reason !== 'unreachable'
}

/** The code itself when this program knows it, else CENTRAL_REFUSED. */
export function knownCode(code: string): FaultCode {
  return isFaultCode(code) ? code : 'CENTRAL_REFUSED'
}

function isFaultCode(code: string): code is FaultCode {
  return (FAULT_CODES as readonly string[]).includes(code)
}
