import type { PkiCertificate } from './certificate.ts'
import { checkRevocation, type RevocationSources, type RevocationStatus, recallRevocation } from './revocation.ts'

export type PathRevocation = RevocationStatus & { readonly of: 'certificate' | 'authority' }

/**
 * Revocation of everything in a proved path but its root: the authorities first, since a revoked one takes with it all it issued. The first that is revoked decides,
 * then the first that is unknown, else the certificate's own good word. A root is taken out by taking it out of the trust store.
 */
export async function checkPathRevocation(
  path: readonly PkiCertificate[],
  nowMs: number,
  sources: RevocationSources,
): Promise<PathRevocation> {
  let unknown: PathRevocation | null = null
  let own: PathRevocation | null = null
  for (let at = path.length - 2; at >= 0; at -= 1) {
    const certificate = path[at]
    const issuer = path[at + 1]
    if (!certificate || !issuer) continue
    const subject = { certificate, issuer, nowMs }
    const status = recallRevocation(subject, sources) ?? (await checkRevocation(subject, sources))
    own = { ...status, of: at === 0 ? 'certificate' : 'authority' }
    if (status.kind === 'revoked') return own
    if (status.kind === 'unknown') unknown ??= own
  }
  if (!own) throw new RangeError('a path has two certificates at least')
  return unknown ?? own
}
