import { type PkiCertificate, readCertificate } from '../../../data/pki/certificate.ts'
import type { RemoteSignature } from './remote-signer.ts'

/** P-256: with another curve the hash would be another (data/pki/cms-write.ts). */
const CURVE_BITS = 256
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/** Reads a certificate that travels as base64, with the line breaks some providers leave in it (domain.md §5.2). Null for anything else. */
export function certificateOf(text: string): PkiCertificate | null {
  const der = bytesOf(text)
  return der && readCertificate(der)
}

/** Bytes of base64 text, white space left out. Null when it is none. */
export function bytesOf(text: string): Uint8Array | null {
  const packed = text.replace(/\s/g, '')
  return BASE64.test(packed) ? new Uint8Array(Buffer.from(packed, 'base64')) : null
}

/** How the key of a certificate signs. Null for a key that no statement is signed with. */
export function algorithmOf({ keyKind, keyBits }: PkiCertificate): RemoteSignature['algorithm'] | null {
  if (keyKind === 'rsa' && keyBits > 0) return 'RS256'
  return keyKind === 'ec' && keyBits === CURVE_BITS ? 'ES256' : null
}
