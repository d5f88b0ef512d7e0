/** One ASN.1 value with the very bytes it was read from: what was signed must not be written anew. Views into the bytes read; nothing is copied. */
export interface DerNode {
  /** First identifier octet: 0x30 SEQUENCE, 0xa0 [0]. */
  readonly tag: number
  /** Identifier, length and contents. */
  readonly raw: Uint8Array
  readonly contents: Uint8Array
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** [0], primitive. */
  context0: 0x80,
  /** [0] to [3], constructed. */
  explicit0: 0xa0,
  explicit1: 0xa1,
  explicit2: 0xa2,
  explicit3: 0xa3,
} as const

/** What the readers of data/pki throw at bytes that are not what they should be. Every exported reader turns it into null or a named problem. */
export class DerError extends Error {}

/**
 * Reads one DER value that is all of `bytes` (X.690 §10.1: definite, shortest lengths; tags of one octet, which is all that certificates use). Raises DerError.
 * Our own: asn1js takes 0.3 ms a certificate where checking its signature takes 0.06, keeps a list of 100 000 revoked numbers as as many objects, and takes a value
 * that is longer than the one around it (4.0).
 */
export function readDer(bytes: Uint8Array): DerNode {
  // A Buffer's views would be Buffers.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const node = nodeAt(plain, 0)
  if (node.raw.length !== plain.length) throw new DerError('trailing bytes')
  return node
}

/** The values inside, one by one: a revocation list is walked, never held. Raises DerError. */
export function* valuesIn(node: DerNode): Generator<DerNode> {
  if ((node.tag & CONSTRUCTED) === 0) throw new DerError('not constructed')
  for (let at = 0; at < node.contents.length; ) {
    const value = nodeAt(node.contents, at)
    yield value
    at += value.raw.length
  }
}

/** The values inside, which are few. Raises DerError, also for any tag but `tag`. */
export function childrenOf(node: DerNode | undefined, tag: number = TAG.sequence): readonly DerNode[] {
  const children: DerNode[] = []
  for (const child of valuesIn(must(node, tag))) {
    if (children.length === CHILDREN_MAX) throw new DerError('too many values')
    children.push(child)
  }
  return children
}

/** The one value inside an explicit tag. Raises DerError. */
export function onlyChildOf(node: DerNode | undefined, tag: number): DerNode {
  const [child, ...more] = childrenOf(node, tag)
  if (!child || more.length > 0) throw new DerError('not one value')
  return child
}

/** The node itself, when it is there and has that tag. Raises DerError. */
export function must(node: DerNode | undefined, tag: number): DerNode {
  if (node?.tag !== tag) throw new DerError(`tag ${node?.tag} in place of ${tag}`)
  return node
}

/** Equal length and content, of bytes that are no secret. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0
}

const CONSTRUCTED = 0x20
/** Certificates in a chain, extensions, attributes: dozens. Longer lists are walked by `valuesIn`. */
const CHILDREN_MAX = 1_000
/** Octets of a length: 4 GB. */
const LENGTH_OCTETS_MAX = 4

function nodeAt(bytes: Uint8Array, from: number): DerNode {
  const tag = bytes[from]
  const first = bytes[from + 1]
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new DerError('identifier')
  let start = from + 2
  let length = first
  if (first >= 0x80) {
    const octets = first - 0x80
    if (octets === 0 || octets > LENGTH_OCTETS_MAX) throw new DerError('length')
    start += octets
    length = bytes.subarray(from + 2, start).reduce((sum, octet) => sum * 0x100 + octet, 0)
    // The shortest form alone (X.690 §10.1).
    if (length < 0x80 || length < 0x100 ** (octets - 1)) throw new DerError('length')
  }
  if (start + length > bytes.length) throw new DerError('length')
  return { tag, raw: bytes.subarray(from, start + length), contents: bytes.subarray(start, start + length) }
}
