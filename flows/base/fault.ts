import type { FaultCode } from './fault-codes.ts'

/** Facts that explain a fault to a person: numbers, names of parties, field names. Never personal data, never a secret. */
export type FaultDetails = Readonly<Record<string, string | number | boolean | null>>

/**
 * The one error class of the product. Compare `code`, never the message. The book of codes is docs/faults.md.
 * Expected outcomes are values; a Fault is thrown where the caller cannot simply go on.
 */
export class Fault extends Error {
  readonly code: FaultCode
  readonly details: FaultDetails

  constructor(code: FaultCode, details: FaultDetails = {}, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause })
    this.name = 'Fault'
    this.code = code
    this.details = details
  }
}

/** Gives the fault itself, or wraps anything else thrown as INTERNAL with the thrown value as its cause. */
export function toFault(thrown: unknown): Fault {
  return thrown instanceof Fault ? thrown : new Fault('INTERNAL', {}, thrown)
}
