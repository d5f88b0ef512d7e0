import { type KeyObject, verify } from 'node:crypto'
import { childrenOf, DerError, type DerNode } from './der.ts'
import { oidOf } from './der-values.ts'
import { OID } from './oids.ts'

export type KeyKind = 'rsa' | 'ec'
export type Hash = 'sha256' | 'sha384' | 'sha512'

/** How something was signed: sound, or why it is not taken. `weak` is MD5 or SHA-1, whatever the key; `unknown` cannot be judged here. */
export type SignatureScheme =
  | { readonly kind: 'sound'; readonly key: KeyKind; readonly hash: Hash }
  | { readonly kind: 'weak' }
  | { readonly kind: 'unknown' }

/** Reads an AlgorithmIdentifier of a signature (RFC 5280 §4.1.1.2). RSA-PSS is not among them: no Vietnamese issuer signs so (domain.md §3.3). Raises DerError. */
export function schemeOf(algorithm: DerNode | undefined): SignatureScheme {
  const id = oidOf(childrenOf(algorithm)[0])
  return SCHEMES.get(id) ?? (WEAK.has(id) ? WEAK_SCHEME : UNKNOWN_SCHEME)
}

/** Hash of a digest AlgorithmIdentifier (RFC 5754 §2). Raises DerError for one that is not taken. */
export function hashOf(algorithm: DerNode | undefined): Hash {
  const hash = HASHES.get(oidOf(childrenOf(algorithm)[0]))
  if (!hash) throw new DerError('hash')
  return hash
}

/** Whether a signature holds; a key of another kind, or a signature whose very shape is wrong, is one that does not. */
export function signatureHolds(
  scheme: SignatureScheme,
  signer: { readonly key: KeyObject | null; readonly keyKind: KeyKind | null },
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (scheme.kind !== 'sound' || signer.key === null || signer.keyKind !== scheme.key) return false
  try {
    return verify(scheme.hash, data, signer.key, signature)
  } catch {
    return false
  }
}

const HASHES: ReadonlyMap<string, Hash> = new Map([
  [OID.sha256, 'sha256'],
  [OID.sha384, 'sha384'],
  [OID.sha512, 'sha512'],
])

const WEAK_SCHEME: SignatureScheme = { kind: 'weak' }
const UNKNOWN_SCHEME: SignatureScheme = { kind: 'unknown' }
const SCHEMES: ReadonlyMap<string, SignatureScheme> = new Map([
  [OID.rsaSha256, { kind: 'sound', key: 'rsa', hash: 'sha256' }],
  [OID.rsaSha384, { kind: 'sound', key: 'rsa', hash: 'sha384' }],
  [OID.rsaSha512, { kind: 'sound', key: 'rsa', hash: 'sha512' }],
  [OID.ecdsaSha256, { kind: 'sound', key: 'ec', hash: 'sha256' }],
  [OID.ecdsaSha384, { kind: 'sound', key: 'ec', hash: 'sha384' }],
  [OID.ecdsaSha512, { kind: 'sound', key: 'ec', hash: 'sha512' }],
])

/** MD2, MD5 and SHA-1 with RSA, SHA-1 with DSA and ECDSA, and the two that Windows once wrote for them. */
const WEAK: ReadonlySet<string> = new Set([
  '1.2.840.113549.1.1.2',
  '1.2.840.113549.1.1.4',
  OID.rsaSha1,
  '1.2.840.10040.4.3',
  OID.ecdsaSha1,
  '1.3.14.3.2.29',
  '1.3.14.3.2.3',
])
