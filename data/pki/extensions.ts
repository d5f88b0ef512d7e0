import { childrenOf, DerError, type DerNode, must, readDer, TAG } from './der.ts'
import { booleanOf, integerOf, namedBitsOf, oidOf } from './der-values.ts'
import { OID } from './oids.ts'

/** Extensions of a certificate or a list, by their identifiers. */
export interface Extension {
  readonly critical: boolean
  /** What the OCTET STRING holds. */
  readonly value: Uint8Array
}
export type Extensions = ReadonlyMap<string, Extension>

/** Reads Extensions (RFC 5280 §4.1.2.9); one that is there twice makes all of them void. Raises DerError. */
export function readExtensions(list: DerNode | undefined): Extensions {
  const extensions = new Map<string, Extension>()
  for (const each of list ? childrenOf(list) : []) {
    const parts = childrenOf(each)
    const id = oidOf(parts[0])
    if (extensions.has(id) || parts.length < 2 || parts.length > 3) throw new DerError('extension')
    const critical = parts.length === 3 && booleanOf(parts[1])
    extensions.set(id, { critical, value: must(parts.at(-1), TAG.octetString).contents })
  }
  return extensions
}

/** Key usage bits (RFC 5280 §4.2.1.3), null without the extension: not restricted. Raises DerError. */
export function keyUsageOf(extensions: Extensions): number | null {
  const found = extensions.get(OID.keyUsage)
  return found ? namedBitsOf(readDer(found.value)) : null
}

/** Purposes of the key (RFC 5280 §4.2.1.12), null without the extension. Raises DerError. */
export function purposesOf(extensions: Extensions): readonly string[] | null {
  const found = extensions.get(OID.extendedKeyUsage)
  return found ? childrenOf(readDer(found.value)).map(oidOf) : null
}

/** basicConstraints (RFC 5280 §4.2.1.9). Raises DerError. */
export function constraintsOf(extensions: Extensions): {
  readonly isAuthority: boolean
  readonly pathLength: number | null
} {
  const found = extensions.get(OID.basicConstraints)
  if (!found) return { isAuthority: false, pathLength: null }
  const parts = childrenOf(readDer(found.value))
  const isAuthority = parts[0]?.tag === TAG.boolean && booleanOf(parts[0])
  const length = parts.find(({ tag }) => tag === TAG.integer)
  return { isAuthority, pathLength: length ? integerOf(length) : null }
}

/** Where to ask: OCSP responders, issuers' certificates, revocation lists; http and https alone. Raises DerError. */
export function addressesOf(extensions: Extensions): Addresses {
  const access = extensions.get(OID.authorityInfoAccess)
  const points = extensions.get(OID.crlDistributionPoints)
  const described = access ? childrenOf(readDer(access.value)).map((one) => childrenOf(one)) : []
  const under = (method: string) =>
    described.flatMap(([id, location]) => (oidOf(id) === method && location ? urlsOf([location]) : []))
  const lists = points ? childrenOf(readDer(points.value)).flatMap(fullNames) : []
  return { ocsp: under(OID.ocsp), issuers: under(OID.caIssuers), lists: urlsOf(lists) }
}

export interface Addresses {
  readonly ocsp: readonly string[]
  readonly issuers: readonly string[]
  readonly lists: readonly string[]
}

/** GeneralNames of the kind [number] as text (RFC 5280 §4.2.1.6): 1 rfc822Name, 6 URI. */
export function generalNames(names: readonly DerNode[], number: 1 | 6): readonly string[] {
  return names
    .filter(({ tag }) => tag === TAG.context0 + number)
    .map(({ contents }) => Buffer.from(contents).toString('latin1'))
    .filter((text) => /^[\x21-\x7e]+$/.test(text))
}

/** DistributionPoint ::= { [0] { [0] fullName }, [1] reasons, [2] cRLIssuer }; a point for some reasons, or of another issuer, is left out (RFC 5280 §4.2.1.13). */
function fullNames(point: DerNode): readonly DerNode[] {
  const parts = childrenOf(point)
  const [name] = parts
  if (parts.length !== 1 || name?.tag !== TAG.explicit0) return []
  const [full] = childrenOf(name, TAG.explicit0)
  return full?.tag === TAG.explicit0 ? childrenOf(full, TAG.explicit0) : []
}

function urlsOf(names: readonly DerNode[]): readonly string[] {
  return generalNames(names, 6).filter((url) => /^https?:\/\//i.test(url) && URL.canParse(url))
}
