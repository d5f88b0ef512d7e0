import { createBoundedMap } from './bounded-map.ts'
import { type PkiCertificate, readCertificate } from './certificate.ts'
import { sameBytes } from './der.ts'

/** Reads the DER of one certificate, null for anything that is none: `readCertificate`, or one that remembers. */
export type ReadCertificate = (der: Uint8Array) => PkiCertificate | null

/** Certificates: the signers of a morning and all their issuers; some kilobytes each with its key. */
const ENTRIES_MAX = 4_000

/** The end of a certificate is its signature: no two are alike, unless somebody makes them so. */
const KEY_BYTES = 16

/**
 * A reader that remembers what it read: reading takes 0.06 ms, most of it the key, and a signature is looked at more than once. Found by its last bytes, and taken only
 * when all its bytes are the same, so that nothing else can be taken for it: one made to end like another pushes that one out, and both are read anew.
 */
export function createCertificateReader(entriesMax = ENTRIES_MAX): ReadCertificate {
  const known = createBoundedMap<PkiCertificate>(entriesMax)
  return (der) => {
    const key = keyOf(der)
    const found = known.get(key)
    if (found && sameBytes(found.der, der)) return found
    // A copy: what is read are views, and would hold the whole message that it came in.
    const read = readCertificate(Uint8Array.from(der))
    if (read) known.set(key, read)
    return read
  }
}

function keyOf(der: Uint8Array): string {
  const from = Math.max(0, der.length - KEY_BYTES)
  return Buffer.from(der.buffer, der.byteOffset + from, der.length - from).toString('latin1')
}
