import { childrenOf, DerError, type DerNode, must, onlyChildOf, readDer, TAG } from './der.ts'
import { oidOf } from './der-values.ts'
import { OID } from './oids.ts'

/** Certificates of one file that are looked at; an issuer's bundle has two or three. */
export const CERTIFICATES_IN_FILE_MAX = 64

/**
 * The certificates in a file as administrators and issuers have them, DER each: one in DER, any number in PEM (RFC 7468 §5, §8), or a bundle of PKCS #7 (`.p7b`,
 * RFC 5652 §5 without signers; RFC 5280 §4.2.2.1), in DER or PEM. None for anything else; whether a value is a sound certificate is for readCertificate.
 */
export function certificatesInFile(bytes: Uint8Array): readonly Uint8Array[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const found = text.includes('-----BEGIN ') ? pemBlocks(text).flatMap(certificatesInDer) : certificatesInDer(bytes)
  return found.slice(0, CERTIFICATES_IN_FILE_MAX)
}

const PEM_BLOCK = /-----BEGIN (X509 CERTIFICATE|CERTIFICATE|PKCS7|CMS)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g

function pemBlocks(text: string): readonly Uint8Array[] {
  return [...text.matchAll(PEM_BLOCK)].map(([, , body = '']) => new Uint8Array(Buffer.from(body, 'base64')))
}

function certificatesInDer(der: Uint8Array): readonly Uint8Array[] {
  try {
    const node = readDer(der)
    const [first, wrapped] = childrenOf(node)
    if (first?.tag !== TAG.oid) return [node.raw]
    return oidOf(first) === OID.signedData ? bundled(onlyChildOf(must(wrapped, TAG.explicit0), TAG.explicit0)) : []
  } catch (thrown) {
    if (thrown instanceof DerError) return []
    throw thrown
  }
}

/** SignedData ::= { version, digestAlgorithms, encapContentInfo, [0] certificates, [1] crls, signerInfos }. */
function bundled(signedData: DerNode): readonly Uint8Array[] {
  const list = childrenOf(signedData).find(({ tag }) => tag === TAG.explicit0)
  return list ? childrenOf(list, TAG.explicit0).map(({ raw }) => raw) : []
}
