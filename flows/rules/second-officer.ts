import type { SecondOfficer } from '../base/registration.ts'

/** What an attestation rests on: which sources of the card were read, and in which fields they differ. */
export interface Compared {
  readonly compared: readonly string[]
  readonly differences: readonly string[]
}

/**
 * Whether a second officer must confirm (product.md §3 in-person, "where the policy asks it"). `on-differences` asks where sources differ, and where nothing of the card was
 * read at all: then one officer's word would be the whole proof. The same at the counter and at central.
 */
export function needsSecondOfficer(policy: SecondOfficer, { compared, differences }: Compared): boolean {
  switch (policy) {
    case 'always':
      return true
    case 'on-differences':
      return differences.length > 0 || compared.length === 0
    case 'never':
      return false
  }
}
