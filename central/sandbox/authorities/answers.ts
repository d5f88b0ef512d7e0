import { createHash, type KeyObject } from 'node:crypto'
import {
  certificateTime,
  generalizedTime,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  writeDer,
} from '../../../data/pki/der-write.ts'
import { OID } from '../../../data/pki/oids.ts'
import { extension, keyIdOf, type Signer, signatureAlgorithm, signed, writeName } from './issue.ts'

/** What an authority knows of one revoked certificate. */
export interface Revoked {
  /** Lower-case hex. */
  readonly serial: string
  readonly atMs: number
  /** CRLReason (RFC 5280 §5.3.1). */
  readonly reason: number
}

export interface CrlDraft {
  readonly issuer: Signer
  readonly revoked: readonly Revoked[]
  readonly number: number
  readonly thisUpdate: number
  readonly nextUpdate: number | null
  /** DER of further list extensions, for tests. */
  readonly more?: readonly Uint8Array[]
}

/** A revocation list (RFC 5280 §5.1), DER. */
export function writeCrl({ issuer, revoked, number, thisUpdate, nextUpdate, more = [] }: CrlDraft): Uint8Array {
  const entries = revoked.map(({ serial, atMs, reason }) => {
    const why = extension(OID.crlReason, false, writeDer(0x0a, Uint8Array.of(reason)))
    return sequence(integer(hexBytes(serial)), certificateTime(atMs), sequence(why))
  })
  const tbs = sequence(
    integer(1),
    signatureAlgorithm(issuer.key, 'sha256'),
    writeName(issuer.name),
    certificateTime(thisUpdate),
    ...(nextUpdate === null ? [] : [certificateTime(nextUpdate)]),
    ...(entries.length > 0 ? [sequence(Buffer.concat(entries))] : []),
    writeDer(
      0xa0,
      sequence(
        extension(OID.authorityKeyId, false, sequence(writeDer(0x80, keyIdOf(issuer.key)))),
        extension(OID.crlNumber, false, integer(number)),
        ...more,
      ),
    ),
  )
  return signed(tbs, issuer.key)
}

export interface OcspDraft {
  /** DER of the CertID asked about, given back as it came. */
  readonly certId: Uint8Array
  readonly status: 'good' | 'unknown' | Revoked
  readonly nonce: Uint8Array | null
  readonly thisUpdate: number
  readonly nextUpdate: number | null
  readonly signer: { readonly key: KeyObject; readonly certificate: Uint8Array | null }
}

/** A successful OCSP response (RFC 6960 §4.2.1), DER. The responder is named by its key. */
export function writeOcspResponse({ certId, status, nonce, thisUpdate, nextUpdate, signer }: OcspDraft): Uint8Array {
  const single = sequence(
    certId,
    statusOf(status),
    generalizedTime(thisUpdate),
    ...(nextUpdate === null ? [] : [writeDer(0xa0, generalizedTime(nextUpdate))]),
  )
  const nonces = nonce ? [writeDer(0xa1, sequence(extension(OID.ocspNonce, false, octetString(nonce))))] : []
  const data = sequence(
    writeDer(0xa2, octetString(keyIdOf(signer.key))),
    generalizedTime(thisUpdate),
    sequence(single),
    ...nonces,
  )
  const certificates = signer.certificate ? [writeDer(0xa0, sequence(signer.certificate))] : []
  const basic = signed(data, signer.key, 'sha256', ...certificates)
  return sequence(writeDer(0x0a, Uint8Array.of(0)), writeDer(0xa0, sequence(oid(OID.ocspBasic), octetString(basic))))
}

/** A responder that declines: 1 malformedRequest, 2 internalError, 3 tryLater, 6 unauthorized. */
export function declineOcsp(status: 1 | 2 | 3 | 6): Uint8Array {
  return sequence(writeDer(0x0a, Uint8Array.of(status)))
}

/** The CertID by which a certificate is asked about (RFC 6960 §4.1.1), DER. */
export function certIdOf(
  issuer: { readonly subject: Uint8Array; readonly keyBits: Uint8Array },
  serial: string,
): Uint8Array {
  const sha1 = (bytes: Uint8Array) => octetString(createHash('sha1').update(bytes).digest())
  return sequence(
    sequence(oid(OID.sha1), nullValue()),
    sha1(issuer.subject),
    sha1(issuer.keyBits),
    integer(hexBytes(serial)),
  )
}

function statusOf(status: OcspDraft['status']): Uint8Array {
  if (status === 'good') return writeDer(0x80)
  if (status === 'unknown') return writeDer(0x82)
  return writeDer(0xa1, generalizedTime(status.atMs), writeDer(0xa0, writeDer(0x0a, Uint8Array.of(status.reason))))
}

function hexBytes(hex: string): Uint8Array {
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
}
