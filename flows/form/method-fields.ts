import type { FieldName } from '../base/events.ts'
import type { Method, Subject } from '../base/terms.ts'

/** What is asked before a proof and what after it, in the order asked. */
export interface MethodFields {
  readonly before: readonly FieldName[]
  /** Asked when the proof has told who it is; what it told stands fixed beside them. */
  readonly after: readonly FieldName[]
}

const PERSON: readonly FieldName[] = ['idNumber', 'fullName', 'birthDate']
const NONE: readonly FieldName[] = []

/** The fields of each method (product.md §3; source 4, figure 4). */
export function fieldsOf(method: Method, subject: Subject): MethodFields {
  switch (method) {
    case 'mobile':
      return { before: [...PERSON, 'phone', 'email'], after: NONE }
    case 'social-insurance':
      return { before: [...PERSON, 'insuranceNumber', 'phone', 'email'], after: NONE }
    case 'vnpost':
    case 'vneid':
      return { before: NONE, after: ['phone', 'email'] }
    case 'usb-token':
      return { before: NONE, after: ['email'] }
    case 'sim-pki':
      return { before: ['carrier', 'phone'], after: ['email'] }
    case 'remote-signing':
      return { before: [subject === 'citizen' ? 'idNumber' : 'taxCode', 'signingProvider'], after: ['email'] }
    case 'in-person':
      return {
        before:
          subject === 'citizen'
            ? [...PERSON, 'phone', 'email']
            : [...PERSON, 'organisation', 'taxCode', 'phone', 'email'],
        after: NONE,
      }
  }
}
