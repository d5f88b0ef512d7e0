import { type KeyObject, X509Certificate } from 'node:crypto'
import { BER, type BerNode, invalidFile, oidOf, readBer } from './ber.ts'

/** A document signer's certificate as it came inside a SOD. OpenSSL reads it; what OpenSSL does not tell is read here. */
export interface SignerCertificate {
  readonly x509: X509Certificate
  readonly publicKey: KeyObject
  /** The contents of serialNumber. */
  readonly serial: Uint8Array
  /** Null without the extension. */
  readonly subjectKeyId: Uint8Array | null
  /**
   * Meant to sign documents (ICAO 9303-12 §7.1): digitalSignature where usages are named, no other purpose, no authority. An authority also issues to
   * whoever signs its lists and runs its servers, and those keys are kept with less care.
   */
  readonly signsDocuments: boolean
}

/**
 * Reads the certificate that `node` holds. Curves may be named or, as many countries do, spelled out, if they spell out one OpenSSL knows.
 * Raises CHIP_FILE_INVALID, reason `certificate`, naming `file`.
 */
export function readSignerCertificate(node: BerNode, file: string): SignerCertificate {
  const fields = node.children[0]?.children ?? []
  const serial = fields.find(({ tag }) => tag === BER.integer)
  if (!serial) throw invalidFile(file, 'certificate')
  try {
    const x509 = new X509Certificate(node.raw)
    const keyUsage = extensionOf(fields, KEY_USAGE, file)
    // node:crypto calls the extended key usages so.
    const isForOthers = (x509.keyUsage ?? []).some((purpose) => OTHER_PURPOSES.has(purpose))
    // The first byte of a BIT STRING counts unused bits.
    const maySign = keyUsage === null || ((keyUsage[1] ?? 0) & DIGITAL_SIGNATURE) !== 0
    return {
      x509,
      publicKey: x509.publicKey,
      serial: serial.value,
      subjectKeyId: extensionOf(fields, SUBJECT_KEY_IDENTIFIER, file),
      signsDocuments: maySign && !isForOthers && !x509.ca,
    }
  } catch (cause) {
    throw invalidFile(file, 'certificate', cause)
  }
}

const EXTENSIONS = 0xa3
const SUBJECT_KEY_IDENTIFIER = '2.5.29.14'
const KEY_USAGE = '2.5.29.15'
/** Master lists, deviation lists (ICAO 9303-12 §7.1), TLS servers and clients (RFC 5280 §4.2.1.12). */
const OTHER_PURPOSES: ReadonlySet<string> = new Set([
  '2.23.136.1.1.3',
  '2.23.136.1.1.8',
  '1.3.6.1.5.5.7.3.1',
  '1.3.6.1.5.5.7.3.2',
])
/** Bit 0 of KeyUsage (RFC 5280 §4.2.1.3). */
const DIGITAL_SIGNATURE = 0x80

/** The contents of what an extension's OCTET STRING holds (RFC 5280 §4.2); null without the extension. */
function extensionOf(fields: readonly BerNode[], id: string, file: string): Uint8Array | null {
  const extensions = fields.find(({ tag }) => tag === EXTENSIONS)?.children[0]?.children ?? []
  const value = extensions.find(({ children }) => oidOf(children[0]) === id)?.children.at(-1)
  return value ? readBer(value.value, file).value : null
}
