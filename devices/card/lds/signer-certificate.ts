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
    return { x509, publicKey: x509.publicKey, serial: serial.value, subjectKeyId: subjectKeyIdOf(fields, file) }
  } catch (cause) {
    throw invalidFile(file, 'certificate', cause)
  }
}

const EXTENSIONS = 0xa3
const SUBJECT_KEY_IDENTIFIER = '2.5.29.14'

/** RFC 5280 §4.2.1.2: the extension's value is an OCTET STRING that holds an OCTET STRING. */
function subjectKeyIdOf(fields: readonly BerNode[], file: string): Uint8Array | null {
  const extensions = fields.find(({ tag }) => tag === EXTENSIONS)?.children[0]?.children ?? []
  const value = extensions.find(({ children }) => oidOf(children[0]) === SUBJECT_KEY_IDENTIFIER)?.children.at(-1)
  return value ? readBer(value.value, file).value : null
}
