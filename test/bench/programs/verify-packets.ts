import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { CompactEncrypt, CompactSign } from 'jose'
import { v7 } from 'uuid'
import type { CentralKeys } from '../../../central/keys/central-keys.ts'
import { createJwsSigner } from '../../../central/keys/jws.ts'
import { signOtpProof } from '../../../central/otp/otp-proof.ts'
import { type Authorities, createAuthorities } from '../../../central/sandbox/authorities/authorities.ts'
import { type Person, person } from '../../../central/sandbox/people/person.ts'
import { signSignInProof } from '../../../central/transactions/sign-in-proof.ts'
import { readCertificate } from '../../../data/pki/certificate.ts'
import { prepareCms } from '../../../data/pki/cms-write.ts'
import { actingHolder } from '../../../data/pki/holder-facts.ts'
import { statementOf } from '../../../data/pki/statement.ts'
import { holderParts } from '../../../data/pki/statement-holder.ts'
import type { PacketContent, PacketEnvelope } from '../../../data/wire/packet.wire.ts'

/** What is measured: a method, and where a key signs, which kind of key. */
export const VERIFY_KINDS = {
  mobile: { method: 'mobile', key: null },
  'social-insurance': { method: 'social-insurance', key: null },
  vnpost: { method: 'vnpost', key: null },
  'in-person': { method: 'in-person', key: null },
  'usb-token-rsa': { method: 'usb-token', key: 'rsa' },
  'usb-token-p256': { method: 'usb-token', key: 'ec' },
  'sim-pki': { method: 'sim-pki', key: 'rsa' },
  'remote-signing': { method: 'remote-signing', key: 'rsa' },
} as const
export type VerifyKind = keyof typeof VERIFY_KINDS

/** A packet, and the one signature in it that proves the person. */
export interface MadePacket {
  readonly envelope: PacketEnvelope
  readonly transactionId: string | null
  readonly signed: { readonly data: Uint8Array; readonly signature: Uint8Array; readonly key: KeyObject } | null
}

export interface PacketMaker {
  readonly authorities: Authorities
  make(kind: VerifyKind, count: number): Promise<readonly MadePacket[]>
}

const PASSWORD_HASH = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2E$u1fGm0Yb1T2Jr1cQn0r2oQm3o8w1yqv7n0pX5dYcF2k'
const PHONE = '+84971204118'

/** Makes packets as a station does, each of another invented citizen with a certificate of the sandbox's authorities. */
export function createPacketMaker(parts: {
  readonly keys: CentralKeys
  readonly station: { readonly stationId: string; readonly keyId: string; readonly privateKey: KeyObject }
  readonly people: number
}): PacketMaker {
  const { keys, station } = parts
  const people = Array.from({ length: parts.people * 2 }, (_, at) => citizen(at))
  const authorities = createAuthorities({ people, now: () => Date.now(), url: () => 'http://ca.example' })
  const pairs = {
    rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  }
  const signJws = createJwsSigner(keys.signing)
  let sequence = 0

  const signedBy = async (kind: 'rsa' | 'ec', who: Person, method: 'usb-token', packetId: string) => {
    const pair = pairs[kind]
    const order = { person: who.key, subject: 'citizen', variant: 'good', publicKey: pair.publicKey } as const
    const issued = await authorities.issue(order)
    const leaf = issued && readCertificate(issued.certificate)
    const known = leaf && actingHolder(leaf, 'public', { subject: 'citizen', card: null })
    if (!leaf || known?.kind !== 'known') throw new Error('no certificate')
    const atMs = Date.now()
    const statement = statementOf({
      subject: 'citizen',
      method,
      ...holderParts(known.facts),
      packetId,
      station: 'Quầy 1 (K0001)',
      atMs,
      termsVersion: '2022-06',
      nonce: packetId.replaceAll('-', '').repeat(2),
    })
    const content = Buffer.from(statement)
    const cms = prepareCms({ content, certificate: leaf.der, authorities: issued.chain, signedAtMs: atMs })
    const signature = sign('sha256', cms.toBeSigned, pair.privateKey)
    const text = Buffer.from(cms.finish(signature)).toString('base64')
    return {
      evidence: { kind: 'signature', statement, cms: text, transactionId: null, revocation: 'good' },
      signed: { data: cms.toBeSigned, signature, key: pair.publicKey },
    }
  }

  const makeOne = async (kind: VerifyKind, at: number): Promise<MadePacket> => {
    const { method, key } = VERIFY_KINDS[kind]
    // The sandbox's authorities take turns: citizens at even places have the RSA issuer, the others the EC one.
    const who = people[at * 2 + (key === 'ec' ? 1 : 0)]!
    const packetId = v7()
    const transactionId = method === 'vnpost' ? v7() : null
    const { idNumber, fullName, birthDate } = who
    const named = { idNumber, fullName, birthDate }
    const proved = key ? await signedBy(key, who, method as 'usb-token', packetId) : null
    const challengeId = v7()
    const { stationId } = station
    const evidence = (): object[] => {
      if (proved) return [proved.evidence]
      if (transactionId) {
        const said = { transactionId, stationId, packetId, provider: 'vnpost', ial: 2, provedAtMs: Date.now() } as const
        const proof = signSignInProof(signJws, { ...said, claims: { subject: 'citizen', ...named } })
        return [{ kind: 'sign-in', provider: 'vnpost', transactionId, proof }]
      }
      if (method === 'in-person') {
        const attester = { staffId: v7(), code: 'GDV1', role: 'teller' }
        return [{ kind: 'officer', attester, confirmer: null, compared: ['fullName'], differences: [] }]
      }
      const proof = signOtpProof(signJws, { challengeId, stationId, phone: PHONE, provedAtMs: Date.now() } as never)
      return [{ kind: 'otp', challengeId, proof }]
    }
    sequence += 1
    const atMs = Date.now()
    const content: PacketContent = {
      version: 1,
      packetId,
      stationId,
      sequence,
      previousHash: sequence === 1 ? null : 'h'.repeat(43),
      subject: 'citizen',
      method,
      claims: { ...named, phone: PHONE, ...(method === 'social-insurance' ? { insuranceNumber: idNumber } : {}) },
      evidence: evidence() as PacketContent['evidence'],
      consent: { termsVersion: '2022-06', language: 'vi', atMs },
      onExisting: 'raise',
      passwordHash: PASSWORD_HASH,
      createdAtMs: atMs,
      clock: 'proven',
    }
    return { envelope: await seal(content, keys, station), transactionId, signed: proved?.signed ?? null }
  }

  return {
    authorities,
    async make(kind, count) {
      const made: MadePacket[] = []
      for (let at = 0; at < count; at += 1) made.push(await makeOne(kind, at))
      return made
    },
  }
}

async function seal(
  content: PacketContent,
  keys: CentralKeys,
  station: { readonly keyId: string; readonly privateKey: KeyObject },
): Promise<PacketEnvelope> {
  const text = new TextEncoder()
  const signed = await new CompactSign(text.encode(JSON.stringify(content)))
    .setProtectedHeader({ alg: 'ES256', kid: station.keyId })
    .sign(station.privateKey)
  const sealed = await new CompactEncrypt(text.encode(signed))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: keys.sealing.keyId })
    .encrypt(keys.sealing.publicKey)
  const hash = createHash('sha256').update(sealed, 'ascii').digest('base64url')
  const { packetId, sequence, previousHash } = content
  return { packetId, sequence, previousHash, hash, sealed }
}

function citizen(at: number): Person {
  const serial = String(at).padStart(6, '0')
  return person({
    key: `bench-${at}`,
    idNumber: `046204${serial}`,
    fullName: 'Nguyễn Phượng Hoàng Thị Mẫu',
    birthDate: '2004-02-29',
    sex: 'female',
    phone: '0971204118',
    residence: 'Tổ 5, Thuận Mẫu, Huế, Thừa Thiên Huế',
    sim: 'Viettel',
    situation: 'Người để đo.',
  })
}
