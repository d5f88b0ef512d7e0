import { BER, type BerNode, childOf, integerOf, invalidFile, oidOf, readBer } from './ber.ts'

export interface SignerInfo {
  /** The sid: an INTEGER's contents, or a key identifier. */
  readonly signer: { readonly serial: Uint8Array } | { readonly keyId: Uint8Array }
  /** AlgorithmIdentifiers. */
  readonly digest: BerNode
  readonly algorithm: BerNode
  /** The [0] that holds the attributes. Null when there are none. */
  readonly attributes: BerNode | null
  readonly signature: Uint8Array
}

export interface SignedData {
  /** Dotted. */
  readonly contentType: string
  readonly content: Uint8Array
  readonly certificates: readonly BerNode[]
  readonly signers: readonly SignerInfo[]
}

/**
 * Takes a CMS SignedData with its content apart (RFC 5652 §3, §5.1, §5.3), in its ContentInfo. Nothing is judged. The bytes of every part stay as they
 * were signed: @peculiar/asn1-cms 2.11 loses those of the signed attributes, and leaves out list items that it cannot read. Raises CHIP_FILE_INVALID.
 */
export function readSignedData(der: Uint8Array, file: string, maxNodes?: number): SignedData {
  const info = readBer(der, file, maxNodes)
  const signed = explicit(info.children[1])
  if (info.tag !== BER.sequence || oidOf(info.children[0]) !== SIGNED_DATA || signed?.tag !== BER.sequence)
    throw invalidFile(file, 'cms')
  const [version, digests, content] = signed.children
  const signers = signed.children.at(-1)
  if (
    integerOf(version) === null ||
    digests?.tag !== BER.set ||
    !content ||
    signers?.tag !== BER.set ||
    signers === digests
  )
    throw invalidFile(file, 'cms')
  const contentType = oidOf(content.children[0])
  const octets = explicit(content.children[1])
  if (contentType === null || octets?.tag !== BER.octets) throw invalidFile(file, 'cms')
  const certificates = signed.children.find(({ tag }) => tag === FIRST)?.children ?? []
  return {
    contentType,
    content: octets.value,
    certificates: certificates.filter(({ tag }) => tag === BER.sequence),
    signers: signers.children.map((node) => readSignerInfo(node, file)),
  }
}

const SIGNED_DATA = '1.2.840.113549.1.7.2'
/** [0], constructed. */
const FIRST = 0xa0
/** [0], primitive. */
const KEY_IDENTIFIER = 0x80

/** What [0] EXPLICIT holds. */
function explicit(node: BerNode | undefined): BerNode | undefined {
  return node?.tag === FIRST && node.children.length === 1 ? node.children[0] : undefined
}

function readSignerInfo(node: BerNode, file: string): SignerInfo {
  const [, sid, digest, ...rest] = node.children
  const attributes = rest[0]?.tag === FIRST ? rest[0] : null
  const [algorithm, signature] = attributes ? rest.slice(1) : rest
  const isSigner = node.tag === BER.sequence && sid !== undefined
  if (!isSigner || digest?.tag !== BER.sequence || algorithm?.tag !== BER.sequence || signature?.tag !== BER.octets)
    throw invalidFile(file, 'cms')
  const signer = sid.tag === KEY_IDENTIFIER ? { keyId: sid.value } : { serial: childOf(sid, BER.integer, file).value }
  return { signer, digest, algorithm, attributes, signature: signature.value }
}
