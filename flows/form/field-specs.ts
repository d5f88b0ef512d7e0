import type { FieldName } from '../base/events.ts'
import { SIGNING_PROVIDERS } from '../ports/remote.port.ts'
import { CARRIERS } from '../rules/carrier.ts'

/** What kind of answer a field takes; presentations draw and read keys by it. */
export type FieldKind = 'id' | 'name' | 'date' | 'phone' | 'email' | 'number' | 'unit' | 'choice'

export interface FieldSpec {
  readonly kind: FieldKind
  readonly required: boolean
  /** The answers of a choice, in the order shown. */
  readonly choices?: readonly string[]
}

/** Every field of product.md §3, once. */
export const FIELD_SPECS: Readonly<Record<FieldName, FieldSpec>> = {
  idNumber: { kind: 'id', required: true },
  fullName: { kind: 'name', required: true },
  birthDate: { kind: 'date', required: true },
  insuranceNumber: { kind: 'number', required: true },
  organisation: { kind: 'unit', required: true },
  taxCode: { kind: 'number', required: true },
  phone: { kind: 'phone', required: true },
  carrier: { kind: 'choice', required: true, choices: CARRIERS },
  signingProvider: { kind: 'choice', required: true, choices: SIGNING_PROVIDERS },
  email: { kind: 'email', required: false },
}
