import type { Subject } from '../../../flows/base/terms.ts'
import type { CertificateVariant } from '../authorities/authorities.ts'

/** A SIM with a key and a certificate on it (domain.md §4.1), or one that is asked for a signature all the same. */
export interface SigningSim {
  /** E.164. */
  readonly phone: string
  /** Whose certificate it holds: key of one of the people, and in which capacity; null is an ordinary SIM without a key. */
  readonly certificate: {
    readonly person: string
    readonly subject: Subject
    readonly variant: CertificateVariant
  } | null
  /**
   * What happens on the phone. `signs` when the person confirms. The others as their TS 102 204 status: out of reach 209, PIN blocked 402, card blocked 403,
   * busy 406; `other-text` signs something else than asked.
   */
  readonly behaviour: 'signs' | 'out-of-reach' | 'pin-blocked' | 'card-blocked' | 'busy' | 'other-text'
}
