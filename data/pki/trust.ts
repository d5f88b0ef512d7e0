import { type PkiCertificate, readCertificate } from './certificate.ts'

/** `public` the tree of the National Root CA and its licensed CAs · `state` that of the Government Cipher Committee (domain.md §3.1). */
export type Tree = 'public' | 'state'

/** What the administrator installed: roots of each tree, and authorities below them that tokens do not carry along. */
export interface Trust {
  readonly anchors: readonly { readonly tree: Tree; readonly certificate: PkiCertificate }[]
  readonly authorities: readonly PkiCertificate[]
  /** Files that are no certificate, by their place in what was given: told to the administrator, never passed over in silence. */
  readonly unreadable: readonly string[]
}

export interface TrustFiles {
  /** DER. `name` is what the administrator knows it by. */
  readonly anchors: readonly { readonly tree: Tree; readonly name: string; readonly der: Uint8Array }[]
  readonly authorities?: readonly { readonly name: string; readonly der: Uint8Array }[]
}

/** Reads installed certificates. Nothing is trusted for its name: an anchor is one because it was installed as one. */
export function readTrust({ anchors, authorities = [] }: TrustFiles): Trust {
  const unreadable: string[] = []
  const read = ({ name, der }: { readonly name: string; readonly der: Uint8Array }): readonly PkiCertificate[] => {
    const certificate = readCertificate(der)
    if (!certificate) unreadable.push(name)
    return certificate ? [certificate] : []
  }
  return {
    anchors: anchors.flatMap((file) => read(file).map((certificate) => ({ tree: file.tree, certificate }))),
    authorities: authorities.flatMap(read),
    unreadable,
  }
}
