import { randomBytes } from 'node:crypto'
import { certIdOf, type Revoked, writeCrl, writeOcspResponse } from '../../../central/sandbox/authorities/answers.ts'
import { keyBitsOf, writeName } from '../../../central/sandbox/authorities/issue.ts'
import { OCSP_NONCE_BYTES } from '../ocsp-request.ts'
import { CA, caSigner, DAY, KEYS, leaf, NOW, PUBLIC_CA, parsed, serialHex } from './ca.ts'

export const OCSP_URL = 'http://ca.example/ocsp'
export const CRL_URL = 'http://ca.example/list.crl'
export const HOUR = 3_600_000
export const certificate = leaf(caSigner, { ocspUrl: OCSP_URL, crlUrl: CRL_URL })
export const subject = { certificate: parsed(certificate), issuer: parsed(CA), nowMs: NOW }
export const serial = serialHex(certificate)
export const revoked: Revoked = { serial, atMs: NOW - DAY, reason: 1 }
export const nonce = randomBytes(OCSP_NONCE_BYTES)

export const certId = certIdOf({ subject: writeName(PUBLIC_CA), keyBits: keyBitsOf(KEYS.rsaCa) }, serial)
export const ocspDraft = {
  certId,
  status: 'good',
  nonce,
  thisUpdate: NOW,
  nextUpdate: NOW + HOUR,
  signer: { key: KEYS.rsaCa, certificate: null },
} as const
export const ocsp = (change: Partial<Parameters<typeof writeOcspResponse>[0]> = {}) =>
  writeOcspResponse({ ...ocspDraft, ...change })
export const crlDraft = { issuer: caSigner, revoked: [], number: 1, thisUpdate: NOW, nextUpdate: NOW + DAY }
export const crl = (change: Partial<Parameters<typeof writeCrl>[0]> = {}) => writeCrl({ ...crlDraft, ...change })

/** A certificate for signing OCSP answers, or nearly one. */
export function responder(draft: Partial<Parameters<typeof leaf>[1]> = {}, issuer = caSigner) {
  const own = {
    subject: [['CN', 'OCSP']] as const,
    publicKey: KEYS.other,
    usage: 1,
    purposes: ['1.3.6.1.5.5.7.3.9'],
    ocspNoCheck: true,
  }
  return { key: KEYS.other, certificate: leaf(issuer, { ...own, ...draft }) }
}
