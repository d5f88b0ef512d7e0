import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { SignInProof } from '../../../data/wire/evidence.wire.ts'
import type { PacketContent } from '../../../data/wire/packet.wire.ts'
import type { CentralKeys, KeyPair } from '../../keys/central-keys.ts'
import { createJwsSigner } from '../../keys/jws.ts'
import { signSignInProof } from '../../transactions/sign-in-proof.ts'
import { proveBySignIn } from './by-sign-in.ts'

const newKey = (): KeyPair => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  publicJwk: {} as KeyPair['publicJwk'],
  keyId: 'k',
})
const SIGNING = newKey()
const KEYS = { keys: { signing: SIGNING } as unknown as CentralKeys }
const TRANSACTION = randomUUID()
const STATION = randomUUID()
const PACKET = randomUUID()
const PERSON = { idNumber: '046204001234', fullName: 'Lê Văn Mẫu', birthDate: '2004-02-29' }
const PROVED: Omit<SignInProof, 'typ'> = {
  transactionId: TRANSACTION,
  stationId: STATION,
  packetId: PACKET,
  provider: 'vnpost',
  ial: 2,
  claims: { subject: 'citizen', ...PERSON, phone: '+84971204118' },
  provedAtMs: 1,
}

/** What is proved by a packet of this content, with a proof of these words. */
function prove(content: Partial<PacketContent> = {}, said: Partial<typeof PROVED> = {}, key = SIGNING) {
  const proof = signSignInProof(createJwsSigner(key), { ...PROVED, ...said })
  return proveBySignIn(
    KEYS,
    {
      packetId: PACKET,
      stationId: STATION,
      subject: 'citizen',
      claims: {},
      evidence: [{ kind: 'sign-in', provider: 'vnpost', transactionId: TRANSACTION, proof }],
      ...content,
    } as PacketContent,
    'vnpost',
  )
}
const refused = (reason: string) => ({ kind: 'refuse', reason, carrier: null })

test('the person is who the provider said, with the phone of today, and the request is spent', () => {
  expect(prove({ claims: { phone: '+84911000222' } })).toEqual({
    kind: 'accept',
    ial: 2,
    subject: 'citizen',
    keys: [{ kind: 'id', number: PERSON.idNumber }],
    fullName: PERSON.fullName,
    birthDate: PERSON.birthDate,
    organisation: null,
    phone: '+84911000222',
    passwordHash: null,
    carrier: null,
    spends: [{ kind: 'transaction', transactionId: TRANSACTION }],
    onExisting: 'refuse',
  })
  expect(prove()).toMatchObject({ phone: '+84971204118' })
})

test.each<[string, Partial<typeof PROVED>]>([
  ['another packet', { packetId: randomUUID() }],
  ['another station', { stationId: randomUUID() }],
  ['another request', { transactionId: randomUUID() }],
  ['another provider', { provider: 'vneid' }],
])('trap: a proof made for %s proves nothing here', (_, said) => {
  expect(prove({}, said)).toEqual(refused('EVIDENCE_MISSING'))
})

test('a proof by another key, none at all, and one of another shape', () => {
  expect(prove({}, {}, newKey())).toEqual(refused('EVIDENCE_MISSING'))
  expect(prove({ evidence: [] })).toEqual(refused('EVIDENCE_MISSING'))
  expect(prove({ evidence: [{ kind: 'sign-in' }] as never })).toEqual(refused('SHAPE_INVALID'))
})

test.each<[string, Partial<PacketContent>, Partial<typeof PROVED>, string]>([
  ['for another kind of account', { subject: 'enterprise' }, {}, 'SIGN_IN_WRONG_SUBJECT'],
  ['under a number nobody proved', { claims: { idNumber: '038190009999' } }, {}, 'PACKET_INCONSISTENT'],
  ['under a tax code nobody proved', { claims: { taxCode: '0101234567' } }, {}, 'PACKET_INCONSISTENT'],
  ['without anything that tells who', {}, { claims: { subject: 'citizen' } }, 'SIGN_IN_CLAIMS'],
])('a registration %s is refused', (_, content, said, reason) => {
  expect(prove(content, said)).toEqual(refused(reason))
})
