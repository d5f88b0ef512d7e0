import { constants, type KeyObject, sign } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Officer, StaffPort } from '../../flows/ports/staff.port.ts'
import { caSigner, DAY, type Draft, ecKey, KEYS, leaf, NOW } from '../pki/testing/ca.ts'
import { CHALLENGE_LIFE_MS } from './challenges.ts'
import { openStaffBed, PINS, type StaffBed, WRONG_PIN } from './testing/staff-bed.ts'

type Answer = Parameters<StaffPort['signInByToken']>[0]
const WRONG = { kind: 'wrong', triesLeft: null }
const P384 = ecKey('P-384')

let bed: StaffBed
let supervisor: Officer
beforeEach(async () => {
  bed = openStaffBed()
  supervisor = await bed.addSupervisor()
})
afterEach(() => bed.close())

/** An officer whose token holds the key, and the answer of that token. */
const withToken = async (key: KeyObject, over: Draft = {}) => {
  const certificate = leaf(caSigner, { key, ...over })
  const officer = await bed.staff.add(
    { code: 'gdv01', name: 'Lê Văn Mẫu', role: 'teller', pin: bed.secrets.keep(PINS.teller), certificate },
    supervisor,
  )
  return { officer, certificate }
}
const answerOf = (key: KeyObject, certificate: Uint8Array, over: Partial<Answer> = {}, hash = 'sha256'): Answer => {
  const { challengeId, dataBase64 } = bed.staff.challenge()
  return {
    challengeId,
    certificateBase64: Buffer.from(certificate).toString('base64'),
    signatureBase64: sign(hash, Buffer.from(dataBase64, 'base64'), key).toString('base64'),
    algorithm: 'ES256',
    ...over,
  }
}

describe('the challenge', () => {
  test('is different each time and says what it is for', () => {
    const texts = [bed.staff.challenge(), bed.staff.challenge()].map(({ dataBase64 }) =>
      Buffer.from(dataBase64, 'base64').toString(),
    )
    expect(texts[0]).toMatch(/^motcua staff sign-in v1\n[0-9a-f-]{36}\n[0-9a-f]{64}\n$/)
    expect(texts[0]).not.toBe(texts[1])
  })
})

describe('the sign-in by token', () => {
  test.each([
    ['RSA', 'RS256', 'sha256', KEYS.rsaHolder],
    ['P-256', 'ES256', 'sha256', KEYS.holder],
    ['P-384', 'ES384', 'sha384', P384],
  ] as const)('a %s key signs in its officer', async (_, algorithm, hash, key) => {
    const { officer, certificate } = await withToken(key)
    const answer = answerOf(key, certificate, { algorithm }, hash)
    expect(await bed.staff.signInByToken(answer)).toEqual({ kind: 'signed-in', officer })
    expect(bed.events().at(-1)).toEqual(['staff.signed-in', { staffId: officer.staffId, how: 'token' }])
  })

  test('an answer is good once', async () => {
    const { certificate } = await withToken(KEYS.holder)
    const answer = answerOf(KEYS.holder, certificate)
    expect(await bed.staff.signInByToken(answer)).toMatchObject({ kind: 'signed-in' })
    expect(await bed.staff.signInByToken(answer)).toEqual(WRONG)
  })

  test('a wrong answer spends the challenge too', async () => {
    const { certificate } = await withToken(KEYS.holder)
    const answer = answerOf(KEYS.holder, certificate)
    expect(await bed.staff.signInByToken({ ...answer, signatureBase64: 'AAAA' })).toEqual(WRONG)
    expect(await bed.staff.signInByToken(answer)).toEqual(WRONG)
  })

  test('is too late after two minutes, whatever the clock says, and void after a restart', async () => {
    const { certificate } = await withToken(KEYS.holder)
    const [inTime, late] = [answerOf(KEYS.holder, certificate), answerOf(KEYS.holder, certificate)]
    bed.machine.runningMs += CHALLENGE_LIFE_MS
    bed.machine.wallMs -= 5 * DAY
    expect(await bed.staff.signInByToken(inTime)).toMatchObject({ kind: 'signed-in' })
    bed.machine.runningMs += 1
    bed.machine.wallMs += 5 * DAY
    expect(await bed.staff.signInByToken(late)).toEqual(WRONG)
    const before = answerOf(KEYS.holder, certificate)
    bed.restart()
    expect(await bed.staff.signInByToken(before)).toEqual(WRONG)
  })

  test.each<[string, (answer: Answer, certificate: Uint8Array) => Answer]>([
    ['a challenge nobody issued', (answer) => ({ ...answer, challengeId: 'invented' })],
    ['the signature of another key', (_, certificate) => answerOf(KEYS.other, certificate)],
    ['a certificate nobody knows', () => answerOf(KEYS.other, leaf(caSigner, { key: KEYS.other }))],
    ['another certificate of the same key', () => answerOf(KEYS.holder, leaf(caSigner))],
    [
      'the signature under another challenge',
      (answer, certificate) => {
        const other = answerOf(KEYS.holder, certificate)
        return { ...answer, signatureBase64: other.signatureBase64 }
      },
    ],
    ['an algorithm that is not the key’s', (answer) => ({ ...answer, algorithm: 'RS256' })],
    [
      'a curve that is not the key’s',
      (_, certificate) => answerOf(KEYS.holder, certificate, { algorithm: 'ES384' }, 'sha384'),
    ],
    [
      'a signature in the raw form',
      (answer, certificate) => {
        const { challengeId, dataBase64 } = bed.staff.challenge()
        const raw = sign('sha256', Buffer.from(dataBase64, 'base64'), { key: KEYS.holder, dsaEncoding: 'ieee-p1363' })
        return {
          ...answer,
          challengeId,
          signatureBase64: raw.toString('base64'),
          certificateBase64: Buffer.from(certificate).toString('base64'),
        }
      },
    ],
    ['no signature', (answer) => ({ ...answer, signatureBase64: '' })],
    ['a signature of noise', (answer) => ({ ...answer, signatureBase64: '%%%' })],
    ['no certificate', (answer) => ({ ...answer, certificateBase64: '' })],
    [
      'a certificate of noise',
      (answer) => ({ ...answer, certificateBase64: Buffer.alloc(5_000, 0x30).toString('base64') }),
    ],
  ])('%s is wrong', async (_, spoil) => {
    const { certificate } = await withToken(KEYS.holder)
    expect(await bed.staff.signInByToken(spoil(answerOf(KEYS.holder, certificate), certificate))).toEqual(WRONG)
    expect(bed.events().at(-1)).toMatchObject(['staff.refused', { how: 'token' }])
  })

  test('RSA-PSS is no RS256', async () => {
    const { certificate } = await withToken(KEYS.rsaHolder)
    const { challengeId, dataBase64 } = bed.staff.challenge()
    const padded = { key: KEYS.rsaHolder, padding: constants.RSA_PKCS1_PSS_PADDING }
    const signature = sign('sha256', Buffer.from(dataBase64, 'base64'), padded)
    const answer = answerOf(KEYS.rsaHolder, certificate, { algorithm: 'RS256' })
    const verdict = await bed.staff.signInByToken({
      ...answer,
      challengeId,
      signatureBase64: signature.toString('base64'),
    })
    expect(verdict).toEqual(WRONG)
  })

  test('a certificate that has expired since is wrong by a proven clock; an unproven one sends nobody away', async () => {
    const { officer, certificate } = await withToken(KEYS.holder, { notAfter: NOW + DAY })
    bed.machine.wallMs += 2 * DAY
    expect(await bed.staff.signInByToken(answerOf(KEYS.holder, certificate))).toEqual(WRONG)
    const why = { staffId: officer.staffId, how: 'token', why: 'CERTIFICATE_EXPIRED' }
    expect(bed.events().at(-1)).toEqual(['staff.refused', why])
    bed.machine.proven = false
    expect(await bed.staff.signInByToken(answerOf(KEYS.holder, certificate))).toMatchObject({ kind: 'signed-in' })
  })

  test('the token of a disabled account is wrong', async () => {
    const { certificate } = await withToken(KEYS.holder)
    bed.staff.disable('gdv01', supervisor)
    expect(await bed.staff.signInByToken(answerOf(KEYS.holder, certificate))).toEqual(WRONG)
  })

  test('a locked PIN stays locked, and does not keep the token out', async () => {
    const { certificate } = await withToken(KEYS.holder)
    for (let time = 0; time < 5; time += 1) await bed.signIn('gdv01', WRONG_PIN)
    expect(await bed.staff.signInByToken(answerOf(KEYS.holder, certificate))).toMatchObject({ kind: 'signed-in' })
    expect(await bed.signIn('gdv01', PINS.teller)).toMatchObject({ kind: 'locked' })
  })
})
