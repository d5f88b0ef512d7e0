/** One ASN.1 value with the very bytes it was read from: what was signed must not be written anew. Views into the bytes read; nothing is copied. */
export interface DerNode {
  /** First identifier octet: 0x30 SEQUENCE, 0xa0 [0]. */
  readonly tag: number
  /** All that was read; the contents stand in them from `start` to before `end`. For those who only look: a view costs more than a look. */
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
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
  const node = nodeAt(plain, 0, plain.length)
  if (node.end !== plain.length) throw new DerError('trailing bytes')
  return node
}

/** The values inside, one by one: a revocation list is walked, never held. Raises DerError. */
export function* valuesIn(node: DerNode): Generator<DerNode> {
  if ((node.tag & CONSTRUCTED) === 0) throw new DerError('not constructed')
  const { bytes, start, end } = node
  for (let at = start; at < end; ) {
    const value = nodeAt(bytes, at, end)
    yield value
    at = value.end
  }
}

/** The values inside, which are few. Raises DerError, also for any tag but `tag`. */
export function childrenOf(node: DerNode | undefined, tag: number = TAG.sequence): readonly DerNode[] {
  const parent = must(node, tag)
  if ((parent.tag & CONSTRUCTED) === 0) throw new DerError('not constructed')
  const { bytes, start, end } = parent
  const children: DerNode[] = []
  for (let at = start; at < end; ) {
    if (children.length === CHILDREN_MAX) throw new DerError('too many values')
    const child = nodeAt(bytes, at, end)
    children.push(child)
    at = child.end
  }
  return children
}

/** The one value inside an explicit tag. Raises DerError. */
export function onlyChildOf(node: DerNode | undefined, tag: number): DerNode {
  const children = childrenOf(node, tag)
  const child = children[0]
  if (!child || children.length > 1) throw new DerError('not one value')
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

/** Views are made when asked for: a walk over a message looks into few of its values, and a view costs more than all the rest. */
class Value implements DerNode {
  readonly tag: number
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  readonly #from: number

  constructor(tag: number, bytes: Uint8Array, from: number, start: number, end: number) {
    this.tag = tag
    this.bytes = bytes
    this.start = start
    this.end = end
    this.#from = from
  }

  get raw(): Uint8Array {
    return this.bytes.subarray(this.#from, this.end)
  }

  get contents(): Uint8Array {
    return this.bytes.subarray(this.start, this.end)
  }
}

/** The value at `from`, which ends at `limit` at the latest: the end of the one around it. */
function nodeAt(bytes: Uint8Array, from: number, limit: number): Value {
  const tag = bytes[from]
  const first = bytes[from + 1]
  if (from + 2 > limit || tag === undefined || first === undefined || (tag & 0x1f) === 0x1f)
    throw new DerError('identifier')
  let start = from + 2
  let length = first
  if (first >= 0x80) {
    const octets = first - 0x80
    if (octets === 0 || octets > LENGTH_OCTETS_MAX || start + octets > limit) throw new DerError('length')
    length = 0
    for (let at = start; at < start + octets; at += 1) length = length * 0x100 + (bytes[at] ?? 0)
    start += octets
    // The shortest form alone (X.690 §10.1).
    if (length < 0x80 || length < 0x100 ** (octets - 1)) throw new DerError('length')
  }
  if (start + length > limit) throw new DerError('length')
  return new Value(tag, bytes, from, start, start + length)
}
