import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { hexOf, newSerial } from '../../../central/sandbox/authorities/authority.ts'
import {
  type CertificateDraft,
  issueCertificate,
  type NameParts,
  type Signer,
} from '../../../central/sandbox/authorities/issue.ts'
import { type PkiCertificate, readCertificate } from '../certificate.ts'
import { type ChainQuestion, checkChain } from '../chain.ts'
import { readTrust, type Tree } from '../trust.ts'

/** A fixed moment: 2026-11-22 12:00 in Vietnam. */
export const NOW = Date.UTC(2026, 10, 22, 5)
export const DAY = 86_400_000
export const PUBLIC_ROOT: NameParts = [
  ['C', 'VN'],
  ['O', 'Ministry of Tests'],
  ['CN', 'Vietnam National Root CA (test)'],
]
export const PUBLIC_CA: NameParts = [
  ['C', 'VN'],
  ['O', 'MẪU THỬ'],
  ['CN', 'MAU-CA SHA-256'],
]
export const STATE_ROOT: NameParts = [
  ['C', 'VN'],
  ['O', 'Ban Cơ yếu Chính phủ'],
  ['CN', 'Gốc mẫu G2'],
]

/** Keys are made once: RSA takes its time. */
export const KEYS = {
  root: ecKey(),
  rsaCa: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  ecCa: ecKey(),
  stateRoot: ecKey(),
  other: ecKey(),
  holder: ecKey(),
  rsaHolder: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
}

export function ecKey(namedCurve = 'P-256'): KeyObject {
  return generateKeyPairSync('ec', { namedCurve }).privateKey
}

export type Draft = Partial<CertificateDraft> & { readonly key?: KeyObject }

/** A certificate of an authority; a root when `issuer` is itself. */
export function authority(name: NameParts, key: KeyObject, issuer: Signer, draft: Draft = {}): Uint8Array {
  return issueCertificate({
    subject: name,
    publicKey: key,
    issuer,
    serial: newSerial(),
    notBefore: NOW - 900 * DAY,
    notAfter: NOW + 900 * DAY,
    usage: 96,
    authority: { pathLength: null },
    ...draft,
  })
}

/** A certificate of a person, good in every way unless `draft` says otherwise. */
export function leaf(issuer: Signer, draft: Draft = {}): Uint8Array {
  return issueCertificate({
    subject: [
      ['C', 'VN'],
      ['ST', 'Hà Nội'],
      ['CN', 'NGUYỄN THỊ MINH CHÂU'],
      ['UID', 'CCCD:001190004127'],
    ],
    publicKey: draft.key ?? KEYS.holder,
    issuer,
    serial: newSerial(),
    notBefore: NOW - 30 * DAY,
    notAfter: NOW + 700 * DAY,
    usage: 15,
    purposes: ['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.4'],
    ...draft,
  })
}

export const rootSigner: Signer = { name: PUBLIC_ROOT, key: KEYS.root }
export const caSigner: Signer = { name: PUBLIC_CA, key: KEYS.rsaCa }
export const stateSigner: Signer = { name: STATE_ROOT, key: KEYS.stateRoot }
export const ROOT = authority(PUBLIC_ROOT, KEYS.root, rootSigner)
export const CA = authority(PUBLIC_CA, KEYS.rsaCa, rootSigner, { authority: { pathLength: 0 } })
export const STATE = authority(STATE_ROOT, KEYS.stateRoot, stateSigner)

export const TRUST = readTrust({
  anchors: [
    { tree: 'public', name: 'public.crt', der: ROOT },
    { tree: 'state', name: 'state.crt', der: STATE },
  ],
})

/** The chain's verdict on a certificate of `CA`, or as `question` says. */
export function judgeChain(certificate: Uint8Array, question: Partial<ChainQuestion> = {}) {
  const trees: readonly Tree[] = ['public', 'state']
  return checkChain({ certificate, others: [CA], trust: TRUST, trees, atMs: NOW, ...question })
}

/** What is wrong in one word, or the tree. */
export function verdict(certificate: Uint8Array, question: Partial<ChainQuestion> = {}): string {
  const result = judgeChain(certificate, question)
  return result.kind === 'trusted' ? result.tree : `${result.code} ${result.reason}`
}

export function parsed(der: Uint8Array): PkiCertificate {
  const certificate = readCertificate(der)
  if (!certificate) throw new Error('no certificate')
  return certificate
}

export function serialHex(der: Uint8Array): string {
  return hexOf(Buffer.from(parsed(der).serial.padStart(32, '0'), 'hex'))
}
