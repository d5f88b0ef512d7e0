import type { Subject } from '../../../flows/base/terms.ts'
import type { CertificateVariant } from '../authorities/authorities.ts'

/** A key kept by a provider of remote signatures, opened by its holder in the provider's app. */
export interface RemoteKey {
  /** `smartca` speaks VNPT's sp769, `csc` the Cloud Signature Consortium's API v2. */
  readonly provider: 'smartca' | 'csc'
  /** ID number (citizen) or tax code (enterprise) the holder goes by at the provider. */
  readonly userKey: string
  readonly certificate: { readonly person: string; readonly subject: Subject; readonly variant: CertificateVariant }
  /** E.164, the phone with the app. */
  readonly phone: string
  /** What happens in the app. `confirms` and `rejects` once the person answers; `other-text` signs another hash. */
  readonly behaviour: 'confirms' | 'other-text'
}
