import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { PacketContent } from '../../../data/wire/packet.wire.ts'
import type { KeyPair } from '../../keys/central-keys.ts'
import { createJwsSigner } from '../../keys/jws.ts'
import { signOtpProof } from '../../otp/otp-proof.ts'
import type { PacketRow } from '../packet.repo.ts'
import { otpEvidence } from './otp-evidence.ts'

const newKey = (): KeyPair => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  publicJwk: {} as KeyPair['publicJwk'],
  keyId: 'k',
})
const KEY = newKey()
const STATION = randomUUID()
const CHALLENGE = randomUUID()
const PHONE = '+84971204118'
type Proved = Parameters<typeof signOtpProof>[1]
const PROVED: Proved = { challengeId: CHALLENGE, stationId: STATION, phone: PHONE, provedAtMs: 1 }

function read(said: Partial<Proved> = {}, evidence: readonly object[] = [], key = KEY) {
  const proof = signOtpProof(createJwsSigner(key), { ...PROVED, ...said })
  const content = { claims: { phone: PHONE }, evidence: [{ kind: 'otp', challengeId: CHALLENGE, proof }, ...evidence] }
  return otpEvidence(content as unknown as PacketContent, { stationId: STATION } as PacketRow, KEY.publicKey)
}

test('a code proved here for this phone', async () => {
  expect(await read()).toEqual({ kind: 'proved', challengeId: CHALLENGE, by: 'central' })
})

test.each<[string, Partial<Proved>]>([
  ['another station', { stationId: randomUUID() }],
  ['another phone', { phone: '+84911000222' }],
  ['another challenge', { challengeId: randomUUID() }],
])('trap: a code proved for %s is none', async (_, said) => {
  expect(await read(said)).toEqual({ kind: 'none' })
  expect(await read(said, [{ kind: 'otp-deferred' }])).toEqual({ kind: 'deferred' })
})

test.each<[string, Partial<Proved>, KeyPair, object]>([
  ['of this phone, at the station he came to', {}, KEY, { kind: 'proved', challengeId: CHALLENGE, by: 'central' }],
  ['of another phone', { phone: '+84911000222' }, KEY, { kind: 'none' }],
  ['at another station', { stationId: randomUUID() }, KEY, { kind: 'none' }],
  ['that is not ours', {}, newKey(), { kind: 'none' }],
])('a citizen who came back with a code %s', async (_, said, key, found) => {
  const stationId = randomUUID()
  const proof = signOtpProof(createJwsSigner(key), { ...PROVED, stationId, ...said })
  const content = { claims: { phone: PHONE }, evidence: [{ kind: 'otp-deferred' }] } as unknown as PacketContent
  const row = { stationId: STATION, returned: { proof, stationId } } as unknown as PacketRow
  expect(await otpEvidence(content, row, KEY.publicKey)).toEqual(found)
})

test('a proof by another key, and one that is no text', async () => {
  expect(await read({}, [], newKey())).toEqual({ kind: 'none' })
  const content = { claims: { phone: PHONE }, evidence: [{ kind: 'otp', challengeId: CHALLENGE, proof: 1 }] }
  const row = { stationId: STATION } as PacketRow
  expect(await otpEvidence(content as unknown as PacketContent, row, KEY.publicKey)).toEqual({ kind: 'none' })
})
