import { constants, type KeyObject, verify } from 'node:crypto'
import { HASHES, KEY_NAMES, MGF1, RSA_PSS, SIGNATURES } from './algorithms.ts'
import { type BerNode, integerOf, invalidFile, oidOf } from './ber.ts'

export interface SignatureToVerify {
  /** AlgorithmIdentifier ::= SEQUENCE { algorithm, parameters OPTIONAL }. */
  readonly algorithm: BerNode
  /** Name of the hash by node:crypto, used where `algorithm` names a key only. */
  readonly hash: string
  readonly key: KeyObject
  readonly data: Uint8Array
  readonly signature: Uint8Array
  /** Named in the fault. */
  readonly file: string
}

/**
 * Whether a signature holds: RSA PKCS #1 v1.5, RSA-PSS or ECDSA (ICAO 9303-12 §4.4). A key of another kind than the algorithm is a signature that does
 * not hold. Raises CHIP_FILE_INVALID, reason `algorithm`, for one that cannot be judged here: not judged is not valid, and not forged either.
 */
export function verifySignature(asked: SignatureToVerify): boolean {
  const scheme = schemeOf(asked)
  if (!KEY_TYPES[scheme.key].includes(asked.key.asymmetricKeyType ?? '')) return false
  try {
    return verify(scheme.hash, asked.data, { key: asked.key, ...scheme.options }, asked.signature)
  } catch {
    // OpenSSL throws for signatures whose very shape is wrong.
    return false
  }
}

/** Kinds of key by node:crypto's names. */
const KEY_TYPES: Readonly<Record<'rsa' | 'pss' | 'ec', readonly string[]>> = {
  rsa: ['rsa'],
  pss: ['rsa', 'rsa-pss'],
  ec: ['ec'],
}

interface Scheme {
  readonly key: 'rsa' | 'pss' | 'ec'
  readonly hash: string
  readonly options: { readonly padding?: number; readonly saltLength?: number }
}

function schemeOf({ algorithm, hash, file }: SignatureToVerify): Scheme {
  const name = oidOf(algorithm.children[0]) ?? ''
  if (name === RSA_PSS) return pssScheme(algorithm.children[1], file)
  const named = SIGNATURES.get(name)
  if (named) return { ...named, options: {} }
  const key = KEY_NAMES.get(name)
  if (!key) throw invalidFile(file, 'algorithm')
  return { key, hash, options: {} }
}

/**
 * RSASSA-PSS-params (RFC 4055 §3.1). Their defaults mean SHA-1, which is not accepted, so hash and mask are to be spelled out; and node:crypto takes one
 * hash for both, which is what RFC 4055 recommends.
 */
function pssScheme(parameters: BerNode | undefined, file: string): Scheme {
  const field = (number: number) => parameters?.children.find(({ tag }) => tag === 0xa0 + number)?.children[0]
  const hash = hashOf(field(0))
  const mask = field(1)
  const maskHash = oidOf(mask?.children[0]) === MGF1 ? hashOf(mask?.children[1]) : undefined
  const saltLength = field(2) ? integerOf(field(2)) : DEFAULT_SALT_BYTES
  if (!hash || maskHash !== hash || saltLength === null) throw invalidFile(file, 'algorithm')
  return { key: 'pss', hash, options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength } }
}

const DEFAULT_SALT_BYTES = 20

/** The hash an AlgorithmIdentifier names, as node:crypto calls it. */
export function hashOf(algorithm: BerNode | undefined): string | undefined {
  return HASHES.get(oidOf(algorithm?.children[0]) ?? '')
}
