import type { PkiCertificate } from '../../../../data/pki/certificate.ts'
import { algorithmOf, certificateOf } from '../certificates.ts'
import type { RemoteCredential } from '../remote-signer.ts'
import { confirmationOf } from './confirmation.ts'
import type { CscCredential } from './csc-replies.ts'

/** OIDs by which a key says how it signs (domain.md §5.1), the one that names the hash first. */
const SIGN_ALGORITHMS = {
  RS256: ['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.1'],
  ES256: ['1.2.840.10045.4.3.2'],
} as const

/** A key that can sign a statement when its holder agrees in the app. */
export interface UsableKey {
  readonly certificate: PkiCertificate
  readonly signAlgo: string
  readonly authData: readonly { readonly id: string }[]
}

/** Null for a key that is disabled, expired, revoked, suspended, of a kind that is not taken, or not authorised in an app. */
export function usableKeyOf({ key, cert, auth }: CscCredential): UsableKey | null {
  const certificate = certificateOf(cert.certificates[0] ?? '')
  const algorithm = certificate && algorithmOf(certificate)
  if (!algorithm || key.status !== 'enabled' || (cert.status ?? 'valid') !== 'valid') return null
  const signAlgo = SIGN_ALGORITHMS[algorithm].find((id) => key.algo.includes(id))
  const authData = confirmationOf(auth)
  return signAlgo && authData ? { certificate, signAlgo, authData } : null
}

/** Null when the certificate cannot be read. */
export function remoteCredentialOf(credentialId: string, credential: CscCredential): RemoteCredential | null {
  const [own, ...chain] = credential.cert.certificates.map(certificateOf)
  if (!own) return null
  return {
    credentialId,
    certificate: own.der,
    chain: chain.flatMap((one) => (one ? [one.der] : [])),
    status: usableKeyOf(credential) ? 'valid' : 'invalid',
  }
}
