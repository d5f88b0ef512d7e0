import { createHash } from 'node:crypto'
import { CLOCK_TOLERANCE_MS } from '../../flows/rules/certificate.ts'
import { signatureHolds } from './algorithms.ts'
import { type PkiCertificate, readCertificate } from './certificate.ts'
import { DerError, sameBytes } from './der.ts'
import { hasSigned, hasUnknownExtension, isKeyWeak } from './link.ts'
import { nameKey } from './name.ts'
import { type OcspResponse, type OcspSingle, readOcspResponse } from './ocsp-read.ts'
import { OID } from './oids.ts'
import { isCurrent, type Judgement, notTaken, type RevocationSubject, reasonName } from './revocation-answer.ts'

/** `nonce`: the one sent, which must come back; `optional` when the answer is not from the line but was kept, and was asked for its nonce then. */
export interface OcspQuestion extends RevocationSubject {
  /** When the answer came, if it did not come now: its responder's certificate had to be good then. */
  readonly cameAtMs?: number
  readonly nonce: { readonly sent: Uint8Array; readonly must: boolean } | null
}

/**
 * Judges an OCSP response (RFC 6960 §3.2): signed by the issuer or by a responder the issuer named for this, about this certificate, fresh, and the answer to this
 * very question. Which check failed is named; nothing is raised.
 */
export function judgeOcsp(der: Uint8Array, question: OcspQuestion): Judgement {
  try {
    const response = readOcspResponse(der)
    return typeof response === 'number' ? notTaken('declined') : judge(response, question)
  } catch (thrown) {
    if (thrown instanceof DerError) return notTaken('unreadable')
    throw thrown
  }
}

function judge(response: OcspResponse, question: OcspQuestion): Judgement {
  const { certificate, issuer, nowMs, nonce, cameAtMs = nowMs } = question
  const { scheme } = response
  if (scheme.kind !== 'sound') return notTaken('weak')
  const responders = respondersOf(response, issuer, cameAtMs)
  if (responders.length === 0) return notTaken('other-issuer')
  if (!responders.some((one) => signatureHolds(scheme, one, response.signed, response.signature)))
    return notTaken('forged')
  if (nonce && response.nonce && !sameBytes(nonce.sent, response.nonce)) return notTaken('replayed')
  if (nonce?.must && !response.nonce) return notTaken('nonce-missing')
  const single = response.singles.find((one) => isAbout(one, certificate, issuer))
  if (!single) return notTaken('not-about-this')
  const current = isCurrent(single, nowMs)
  if (current === 'not-yet') return notTaken('not-yet')
  const { status, revokedAtMs, reason, thisUpdate, nextUpdate } = single
  const said = { asOfMs: thisUpdate, untilMs: nextUpdate, isStale: current === 'stale' }
  if (status === 'unknown') return notTaken('not-known-there')
  if (status === 'good') return { kind: 'good', ...said }
  return { kind: 'revoked', ...said, revokedAtMs: revokedAtMs ?? thisUpdate, reason: reasonName(reason) }
}

/** Who may have signed: the issuer itself, or a certificate of the issuer's for signing OCSP answers (RFC 6960 §4.2.2.2), that the response names as responder. */
function respondersOf(response: OcspResponse, issuer: PkiCertificate, atMs: number): readonly PkiCertificate[] {
  const delegates = response.certificates
    .slice(0, DELEGATES_MAX)
    .flatMap((der) => readCertificate(der) ?? [])
    .filter((one) => isDelegate(one, issuer, atMs))
  return [issuer, ...delegates].filter((one) => isNamed(response.responder, one))
}

const DELEGATES_MAX = 5

function isDelegate(one: PkiCertificate, issuer: PkiCertificate, atMs: number): boolean {
  if (one.issuerKey !== issuer.subjectKey || !one.purposes?.includes(OID.ocspSigning)) return false
  const inTime = atMs >= one.validFrom - CLOCK_TOLERANCE_MS && atMs <= one.validTo
  return inTime && !isKeyWeak(one) && !hasUnknownExtension(one) && hasSigned(issuer, one)
}

function isNamed(responder: OcspResponse['responder'], one: PkiCertificate): boolean {
  if ('name' in responder) return nameKey(responder.name) === one.subjectKey
  // KeyHash is SHA-1 by definition (RFC 6960 §4.2.1).
  return sameBytes(responder.keyHash, createHash('sha1').update(one.publicKeyBits).digest())
}

/** Hashes that may name an issuer; they protect nothing. */
const NAMING_HASHES: ReadonlyMap<string, string> = new Map([
  [OID.sha1, 'sha1'],
  [OID.sha256, 'sha256'],
  [OID.sha384, 'sha384'],
  [OID.sha512, 'sha512'],
])

function isAbout(single: OcspSingle, certificate: PkiCertificate, issuer: PkiCertificate): boolean {
  const hash = NAMING_HASHES.get(single.hash)
  if (!hash || single.serial !== certificate.serial) return false
  const hashOf = (bytes: Uint8Array) => createHash(hash).update(bytes).digest()
  const isByName = [certificate.issuer.raw, issuer.subject.raw].some((name) =>
    sameBytes(single.issuerNameHash, hashOf(name)),
  )
  return isByName && sameBytes(single.issuerKeyHash, hashOf(issuer.publicKeyBits))
}
