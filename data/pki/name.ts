import { isUtf8 } from 'node:buffer'
import { childrenOf, type DerNode, TAG, valuesIn } from './der.ts'
import { oidOf } from './der-values.ts'

/** One attribute of a distinguished name. */
export interface NameAttribute {
  /** Dotted. */
  readonly type: string
  /** NFC, blanks collapsed. Null for bytes that are no text of the kind they say they are: not guessed. */
  readonly text: string | null
}

/** Reads a Name (RFC 5280 §4.1.2.4), in the order written. Raises DerError for what is none. */
export function readName(name: DerNode): readonly NameAttribute[] {
  return childrenOf(name).flatMap((rdn) =>
    childrenOf(rdn, TAG.set).map((attribute) => {
      const [type, value] = childrenOf(attribute)
      return { type: oidOf(type), text: value ? textOf(value) : null }
    }),
  )
}

/**
 * A name in the form in which two are compared (RFC 5280 §7.1: without regard to case, blanks and kind of string). Attributes that cannot be read are compared
 * by their bytes. Raises DerError.
 */
export function nameKey(name: DerNode): string {
  const rdns: string[] = []
  for (const rdn of valuesIn(name)) {
    const parts = childrenOf(rdn, TAG.set).map((attribute) => {
      const [type, value] = childrenOf(attribute)
      const text = value ? textOf(value) : null
      return JSON.stringify([
        oidOf(type),
        text?.normalize('NFKC').toLowerCase() ?? Buffer.from(attribute.raw).toString('hex'),
      ])
    })
    rdns.push(parts.sort().join('+'))
  }
  return rdns.join(',')
}

/** The text of a string value in each kind that certificates use (X.680 §41), as `NameAttribute` has it. */
export function textOf(value: DerNode): string | null {
  const text = decode(value)
  return text === null ? null : text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

const STRING = {
  utf8: 0x0c,
  numeric: 0x12,
  printable: 0x13,
  teletex: 0x14,
  ia5: 0x16,
  visible: 0x1a,
  universal: 0x1c,
  bmp: 0x1e,
}
/** RFC 5280 appendix A.1 has 64 for most; Vietnamese organisation names run past it. */
const TEXT_BYTES_MAX = 4_096

function decode({ tag, contents }: DerNode): string | null {
  if (contents.length > TEXT_BYTES_MAX) return null
  const bytes = Buffer.from(contents)
  switch (tag) {
    case STRING.utf8:
      return utf8(contents)
    case STRING.bmp:
      return bmp(bytes)
    case STRING.universal:
      return universal(bytes)
    case STRING.teletex:
      // Issuers and readers alike take T.61 for Latin-1 (RFC 5280 §4.1.2.4); UTF-8 put there in error shows as damaged text.
      return bytes.toString('latin1')
    case STRING.numeric:
    case STRING.printable:
    case STRING.ia5:
    case STRING.visible:
      return contents.every((octet) => octet < 0x80) ? bytes.toString('latin1') : null
    default:
      return null
  }
}

function utf8(contents: Uint8Array): string | null {
  return isUtf8(contents) ? Buffer.from(contents).toString('utf8') : null
}

/** UCS-2, most significant octet first; some issuers put UTF-16 there, whose surrogates stand in pairs or nowhere. */
function bmp(bytes: Buffer): string | null {
  if (bytes.length % 2 !== 0) return null
  const text = bytes.swap16().toString('utf16le')
  return text.isWellFormed() ? text : null
}

function universal(bytes: Buffer): string | null {
  if (bytes.length % 4 !== 0) return null
  const points = Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readUInt32BE(at * 4))
  const real = points.every((point) => point <= 0x10ffff && (point < 0xd800 || point > 0xdfff))
  return real ? String.fromCodePoint(...points) : null
}
