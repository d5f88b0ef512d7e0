import type { PkiCertificate } from './certificate.ts'
import { checkRevocation, type RevocationSources, type RevocationStatus } from './revocation.ts'

/**
 * Revocation of everything in a proved path but its root: the authorities first, since a revoked one takes with it all it issued. The first that is revoked decides,
 * then the first that is unknown, else the certificate's own good word. A root is taken out by taking it out of the trust store.
 */
export async function checkPathRevocation(
  path: readonly PkiCertificate[],
  nowMs: number,
  sources: RevocationSources,
): Promise<RevocationStatus & { readonly of: 'certificate' | 'authority' }> {
  const pairs = path.slice(1).flatMap((issuer, at) => {
    const certificate = path[at]
    return certificate
      ? [{ certificate, issuer, of: at === 0 ? ('certificate' as const) : ('authority' as const) }]
      : []
  })
  const answers: (RevocationStatus & { readonly of: 'certificate' | 'authority' })[] = []
  for (const { certificate, issuer, of } of pairs.reverse()) {
    const status = await checkRevocation({ certificate, issuer, nowMs }, sources)
    if (status.kind === 'revoked') return { ...status, of }
    answers.push({ ...status, of })
  }
  const unknown = answers.find(({ kind }) => kind === 'unknown')
  const own = answers.at(-1)
  if (!own) throw new RangeError('a path has two certificates at least')
  return unknown ?? own
}
