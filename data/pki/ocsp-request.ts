import { createHash } from 'node:crypto'
import type { PkiCertificate } from './certificate.ts'
import { TAG } from './der.ts'
import { integer, nullValue, octetString, oid, sequence, writeDer } from './der-write.ts'
import { OID } from './oids.ts'

/** Octets of a nonce (RFC 9654 §2.1 asks for 32). */
export const OCSP_NONCE_BYTES = 32

/**
 * An OCSP request for one certificate (RFC 6960 §4.1.1), DER. The certificate is named by SHA-1 hashes, as RFC 5019 §2.1.1 has it and every responder
 * understands: they are names here and protect nothing. `nonce` is `OCSP_NONCE_BYTES` random octets.
 */
export function writeOcspRequest(certificate: PkiCertificate, issuer: PkiCertificate, nonce: Uint8Array): Uint8Array {
  const certId = sequence(
    sequence(oid(OID.sha1), nullValue()),
    octetString(sha1(issuer.subject.raw)),
    octetString(sha1(issuer.publicKeyBits)),
    integer(
      Buffer.from(certificate.serial.padStart(certificate.serial.length + (certificate.serial.length % 2), '0'), 'hex'),
    ),
  )
  const nonceExtension = sequence(oid(OID.ocspNonce), octetString(octetString(nonce)))
  const extensions = writeDer(TAG.explicit2, sequence(nonceExtension))
  return sequence(sequence(sequence(sequence(certId)), extensions))
}

function sha1(bytes: Uint8Array): Uint8Array {
  return createHash('sha1').update(bytes).digest()
}
