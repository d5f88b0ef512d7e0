import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSigningBed, orderFor, PHONE, type SigningBed, startedRef, USER } from '../testing/signing-bed.ts'

const HOUR_MS = 3_600_000

let bed: SigningBed
beforeAll(async () => {
  bed = await openSigningBed()
})
afterAll(() => bed.close())

const count = (path: string, from = 0) => bed.asked.slice(from).filter((one) => one === `/csc/v2/${path}`).length

test('one token serves until a minute before its end, then a new one is fetched', async () => {
  let nowMs = Date.now()
  const signer = bed.csc({}, { now: () => nowMs })
  const from = bed.asked.length
  await signer.credentials(USER.good)
  await signer.credentials(USER.good)
  nowMs += HOUR_MS - 60_001
  await signer.credentials(USER.good)
  expect(count('oauth2/token', from)).toBe(1)
  nowMs += 1
  await signer.credentials(USER.good)
  expect(count('oauth2/token', from)).toBe(2)
  // A clock set back must not keep a token for ever.
  nowMs -= 2 * HOUR_MS
  await signer.credentials(USER.good)
  expect(count('oauth2/token', from)).toBe(3)
})

test('a token that the service lets end early is renewed in the same question, also for a start', async () => {
  const signer = bed.csc({}, { now: () => 0 })
  const { request } = await orderFor(signer, USER.good)
  bed.pass(HOUR_MS + 1)
  const from = bed.asked.length
  expect(await signer.start(request)).toMatchObject({ kind: 'started' })
  expect(count('oauth2/token', from)).toBe(1)
  expect(count('credentials/authorize', from)).toBe(1)
  bed.phones.close()
})

test.each([
  ['secret', { clientSecret: 'other' }],
  ['client id', { clientId: 'other' }],
])('a wrong %s is ours to mend, and no refusal of the citizen', async (_what, options) => {
  await expect(bed.csc(options).credentials(USER.good)).rejects.toMatchObject({
    code: 'REMOTE_SIGN_UNAVAILABLE',
    details: { reason: 'credentials' },
  })
})

test('the service is asked once what it can do', async () => {
  const signer = bed.csc()
  const from = bed.asked.length
  await signer.credentials(USER.good)
  await signer.credentials(USER.good)
  expect(count('info', from)).toBe(1)
})

test('asynchronous signing: the signature is asked for once and fetched later', async () => {
  const signer = bed.csc({ operationMode: 'A' })
  const { partyRef, verdict } = await startedRef(signer, USER.good)
  bed.phones.answer(PHONE, 'confirmed')
  const from = bed.asked.length
  expect(await signer.poll(partyRef)).toMatchObject({ kind: 'waiting' })
  const answer = await signer.poll(partyRef)
  expect(answer.kind === 'done' && verdict(answer.result.signature)).toBe('valid')
  expect([count('signatures/signHash', from), count('signatures/signPolling', from)]).toEqual([1, 2])
  // A central that has forgotten the name asks again and gets the same.
  expect(await bed.csc({ operationMode: 'A' }).poll(partyRef)).toEqual(answer)
})

test('two polls at once spend the SAD once', async () => {
  const signer = bed.csc()
  const { partyRef } = await startedRef(signer, USER.good)
  bed.phones.answer(PHONE, 'confirmed')
  const from = bed.asked.length
  const [one, two] = await Promise.all([signer.poll(partyRef), signer.poll(partyRef)])
  expect(one).toEqual(two)
  expect(count('signatures/signHash', from)).toBe(1)
})

test('a confirmation that is fetched too late has expired', async () => {
  const signer = bed.csc()
  const { partyRef } = await startedRef(signer, USER.good)
  bed.phones.answer(PHONE, 'confirmed')
  await signer.poll(partyRef)
  bed.pass(300_001)
  expect(await signer.poll(partyRef)).toEqual({ kind: 'refused', code: 'REMOTE_SIGN_EXPIRED' })
})

test('the reference holds no SAD and no token', async () => {
  const { partyRef } = await startedRef(bed.csc(), USER.good)
  expect(Object.keys(JSON.parse(partyRef)).sort()).toEqual([
    'credentialId',
    'handle',
    'publicKeyInfo',
    'signAlgo',
    'toBeSigned',
    'v',
  ])
})
