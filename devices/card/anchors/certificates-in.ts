import { X509Certificate } from 'node:crypto'
import { BER, childOf, invalidFile, readBer } from '../lds/ber.ts'
import { readSignedData } from '../lds/signed-data.ts'

/**
 * The certificates (DER) of one file: PEM blocks, one DER certificate, or a CscaMasterList (ICAO 9303-12 §8: SignedData over SEQUENCE { version, SET OF
 * Certificate }). Throws for a file that is none of these, or where any certificate cannot be read.
 */
export function certificatesIn(file: Uint8Array): readonly Uint8Array[] {
  const text = Buffer.from(file).toString('latin1')
  const blocks = [...text.matchAll(PEM)].map(([, base64 = '']) => Buffer.from(base64, 'base64'))
  if (blocks.length > 0) return blocks.map(checked)
  return isCms(file) ? masterListIn(file).map(checked) : [checked(file)]
}

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g
const FILE = 'master list'
const MASTER_LIST = '2.23.136.1.1.2'
/** Some 600 certificates of about 100 objects each. */
const MAX_NODES = 200_000

/** A CMS begins with the name of its content, a certificate with another SEQUENCE. */
function isCms(file: Uint8Array): boolean {
  return readBer(file, FILE, MAX_NODES).children[0]?.tag === BER.oid
}

function masterListIn(file: Uint8Array): readonly Uint8Array[] {
  const { contentType, content } = readSignedData(file, FILE, MAX_NODES)
  if (contentType !== MASTER_LIST) throw invalidFile(FILE, 'content')
  return childOf(readBer(content, FILE, MAX_NODES), BER.set, FILE).children.map(({ raw }) => raw)
}

/** As OpenSSL reads it, in bytes of its own: anchors outlive the file's buffer. */
function checked(der: Uint8Array): Uint8Array {
  return Uint8Array.from(new X509Certificate(der).raw)
}
