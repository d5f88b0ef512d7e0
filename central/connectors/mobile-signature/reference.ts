import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { PhoneE164 } from '../../../data/wire/primitives.ts'
import { Fault } from '../../../flows/base/fault.ts'

const Reference = Type.Object({
  msspTransId: Type.String({ minLength: 1, maxLength: 256 }),
  /** Of the signature request. */
  apTransId: Type.String({ minLength: 1, maxLength: 256 }),
  phone: PhoneE164,
  /** Where it was sent: settings may change while it is open. */
  url: Type.String({ minLength: 1, maxLength: 2_048 }),
  /** When the service itself ends it, by our clock. */
  untilMs: Type.Integer(),
})
/** All that is needed to ask after a signature request. */
export type MobileSignatureReference = Static<typeof Reference>
const check = Compile(Reference)

export function writeReference(reference: MobileSignatureReference): string {
  return JSON.stringify(reference)
}

/** Raises SIM_SIGN_UNAVAILABLE, reason `reference`, for a string that `writeReference` did not write. */
export function readReference(text: string): MobileSignatureReference {
  try {
    const value: unknown = JSON.parse(text)
    if (check.Check(value)) return value
  } catch {
    // Told below, without the text: it holds a phone number.
  }
  throw new Fault('SIM_SIGN_UNAVAILABLE', { reason: 'reference' })
}

/** AP_TransID of a signature request: an NCName (it must not begin with a digit, as most of our identifiers do), the same for the same transaction. */
export function apTransIdOf(transactionId: string): string {
  return `T${transactionId.replace(/[^A-Za-z0-9_.-]/g, '_')}`
}
