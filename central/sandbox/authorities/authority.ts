import { generateKeyPair, type KeyObject, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { childrenOf, DerError, must, onlyChildOf, readDer, sameBytes, TAG } from '../../../data/pki/der.ts'
import { serialOf } from '../../../data/pki/der-values.ts'
import { readExtensions } from '../../../data/pki/extensions.ts'
import { OID } from '../../../data/pki/oids.ts'
import { certIdOf, declineOcsp, type Revoked, writeCrl, writeOcspResponse } from './answers.ts'
import { type CertificateDraft, issueCertificate, keyBitsOf, type NameParts, type Signer, writeName } from './issue.ts'

export type KeyKind = 'rsa' | 'ec'

/** How an authority's answers go wrong: signed with a stranger's key, of a month ago, or true answers to another question. */
export type HostileAnswer = 'forged' | 'stale' | 'replayed'

export interface Authority {
  readonly signer: Signer
  /** DER of its own certificate. */
  readonly certificate: Uint8Array
  issue(draft: Omit<CertificateDraft, 'issuer' | 'serial'> & { readonly serial?: Uint8Array }): Uint8Array
  /** `serial` in lower-case hex; `reason` as in RFC 5280 §5.3.1. */
  revoke(serial: string, reason?: number): void
  crl(hostile?: HostileAnswer): Promise<Uint8Array>
  /** Answers any bytes; what is no request is declined as the standard has it. */
  ocsp(request: Uint8Array, hostile?: HostileAnswer): Promise<Uint8Array>
}

export interface AuthorityParts {
  readonly name: NameParts
  readonly key: KeyObject
  readonly certificate: Uint8Array
  readonly now: () => number
  /** `delegated`: OCSP answers are signed by a certificate made for this, as most issuers do. */
  readonly responder: 'own-key' | 'delegated'
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** How long an OCSP answer and a list count. */
export const OCSP_VALID_MS = 12 * HOUR_MS
export const CRL_VALID_MS = 7 * DAY_MS
/** How old a stale answer is. */
const STALE_MS = 31 * DAY_MS
/** Real serial numbers begin 54 01, 54 10, … and have 16 octets (domain.md §3.3). */
const SERIAL_START = Uint8Array.of(0x54, 0x01)

/** One certificate authority at work. Its list and answers are made when asked for, so that a revocation shows at once. */
export function createAuthority({ name, key, certificate, now, responder }: AuthorityParts): Authority {
  const signer: Signer = { name, key }
  const revoked = new Map<string, Revoked>()
  const known = new Set<string>()
  let lists = 0
  let delegate: Promise<{ key: KeyObject; certificate: Uint8Array }> | undefined
  let stranger: Promise<KeyObject> | undefined

  const issue: Authority['issue'] = (draft) => {
    const serial = draft.serial ?? newSerial()
    known.add(hexOf(serial))
    return issueCertificate({ ...draft, serial, issuer: signer })
  }
  const forger = () => {
    stranger ??= makeKey(key.asymmetricKeyType === 'rsa' ? 'rsa' : 'ec')
    return stranger
  }
  const ocspSigner = async (isForged: boolean) => {
    if (isForged) return { key: await forger(), certificate: null }
    if (responder === 'own-key') return { key, certificate: null }
    delegate ??= makeKey('ec').then((own) => ({ key: own, certificate: issue(responderDraft(name, own, now())) }))
    return delegate
  }
  const subject = writeName(name)
  return {
    signer,
    certificate,
    issue,
    revoke(serial, reason = 1) {
      revoked.set(serial, { serial, atMs: now(), reason })
    },
    async crl(hostile) {
      lists += 1
      const thisUpdate = now() - (hostile === 'stale' ? STALE_MS : 0)
      return writeCrl({
        issuer: hostile === 'forged' ? { name, key: await forger() } : signer,
        revoked: hostile === 'forged' ? [] : [...revoked.values()].filter(({ atMs }) => atMs <= thisUpdate),
        number: lists,
        thisUpdate,
        nextUpdate: thisUpdate + CRL_VALID_MS,
      })
    },
    async ocsp(request, hostile) {
      const asked = readRequest(request)
      if (!asked) return declineOcsp(1)
      const isOurs = sameBytes(asked.certId, certIdOf({ subject, keyBits: keyBitsOf(key) }, asked.serial))
      if (!isOurs) return declineOcsp(6)
      const found = revoked.get(asked.serial) ?? (known.has(asked.serial) ? 'good' : 'unknown')
      const thisUpdate = now() - (hostile === 'stale' ? STALE_MS : 0)
      return writeOcspResponse({
        certId: asked.certId,
        status: hostile === undefined ? found : 'good',
        nonce: hostile === 'replayed' ? randomBytes(32) : asked.nonce,
        thisUpdate,
        nextUpdate: thisUpdate + OCSP_VALID_MS,
        signer: await ocspSigner(hostile === 'forged'),
      })
    },
  }
}

/** RSA-2048 or P-256, as Vietnamese issuers use (domain.md §3.3); made off the main thread. */
export async function makeKey(kind: KeyKind): Promise<KeyObject> {
  const make = promisify(generateKeyPair)
  const pair = kind === 'rsa' ? await make('rsa', { modulusLength: 2048 }) : await make('ec', { namedCurve: 'P-256' })
  return pair.privateKey
}

export function newSerial(): Uint8Array {
  return Uint8Array.from([...SERIAL_START, ...randomBytes(14)])
}

/** Lower-case hex without leading zeros. */
export function hexOf(serial: Uint8Array): string {
  return Buffer.from(serial)
    .toString('hex')
    .replace(/^0+(?=.)/, '')
}

function responderDraft(name: NameParts, key: KeyObject, nowMs: number) {
  return {
    subject: [...name.filter(([attribute]) => attribute !== 'CN'), ['CN', 'OCSP Responder']] satisfies NameParts,
    publicKey: key,
    notBefore: nowMs - HOUR_MS,
    notAfter: nowMs + 30 * DAY_MS,
    usage: 1,
    purposes: [OID.ocspSigning],
    ocspNoCheck: true,
  }
}

/** The first certificate asked about, and the nonce (RFC 6960 §4.1.1). Null for what is no request. */
function readRequest(der: Uint8Array) {
  try {
    const fields = childrenOf(childrenOf(readDer(der))[0])
    const [first] = childrenOf(fields.find(({ tag }) => tag === TAG.sequence))
    const certId = must(childrenOf(first)[0], TAG.sequence)
    const wrapped = fields.find(({ tag }) => tag === TAG.explicit2)
    const nonce = readExtensions(wrapped ? onlyChildOf(wrapped, TAG.explicit2) : undefined).get(OID.ocspNonce)
    const value = nonce ? must(readDer(nonce.value), TAG.octetString).contents : null
    return { certId: certId.raw, serial: serialOf(childrenOf(certId)[3]), nonce: value }
  } catch (thrown) {
    if (thrown instanceof DerError) return null
    throw thrown
  }
}
