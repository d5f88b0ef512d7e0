import { Compile } from 'typebox/compile'
import { Fault } from '../../flows/base/fault.ts'
import { type PolicySet, readPolicySet } from '../../flows/rules/policy.ts'
import { PORTAL_2022 } from '../../flows/rules/policy-sets.ts'
import { PolicyDocument } from '../wire/reference.wire.ts'
import { createSignedReference, type ReferenceParts, type SignedReference } from './signed-reference.ts'

/** The matrix in force at this station: central's signed document, or portal-2022 until one has come. */
export interface PolicyReference extends Pick<SignedReference<unknown>, 'pull'> {
  /** The set kept here; never raises for a kept document that is not central's (it is ignored). */
  current(): Promise<{ readonly set: PolicySet; readonly version: number | null }>
}

export function createPolicyReference(parts: ReferenceParts): PolicyReference {
  const isDocument = Compile(PolicyDocument)
  const reference = createSignedReference(
    'policy',
    (signed) => {
      if (!isDocument.Check(signed)) throw new Fault('REFERENCE_INVALID', { reason: 'shape' })
      return { set: readPolicySet(signed.policy), version: signed.version }
    },
    parts,
  )
  return {
    pull: reference.pull,
    current: async () => (await reference.current()) ?? { set: PORTAL_2022, version: null },
  }
}
