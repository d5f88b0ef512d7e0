import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSigningBed, orderFor, PHONE, type SigningBed, startedRef, USER } from '../testing/signing-bed.ts'

let bed: SigningBed
beforeAll(async () => {
  bed = await openSigningBed()
})
afterAll(() => bed.close())

test.each([
  ['password', { spPassword: 'other' }],
  ['id', { spId: 'other' }],
])('a wrong provider %s is ours to mend, and no refusal of the citizen', async (_what, options) => {
  const { request } = await orderFor(bed.smartCa(), USER.good)
  const mend = { code: 'REMOTE_SIGN_UNAVAILABLE', details: { reason: 'credentials' } }
  await expect(bed.smartCa(options).credentials(USER.good)).rejects.toMatchObject(mend)
  await expect(bed.smartCa(options).start(request)).rejects.toMatchObject(mend)
})

test('a start that was cut off is asked after by the name we gave it', async () => {
  const signer = bed.smartCa()
  const { request, verdict } = await startedRef(signer, USER.good)
  const partyRef = signer.recover?.(request.transactionId) ?? ''
  expect(await signer.poll(partyRef)).toMatchObject({ kind: 'waiting' })
  bed.phones.answer(PHONE, 'confirmed')
  const answer = await signer.poll(partyRef)
  expect(answer).toMatchObject({ kind: 'done', result: { algorithm: 'RS256' } })
  expect(answer.kind === 'done' && verdict(answer.result.signature)).toBe('valid')
})

test('a recovered signature over another text does not pass the CMS', async () => {
  const signer = bed.smartCa()
  const { request, verdict } = await startedRef(signer, USER.otherText)
  bed.phones.answer(PHONE, 'confirmed')
  const answer = await signer.poll(signer.recover?.(request.transactionId) ?? '')
  expect(() => answer.kind === 'done' && verdict(answer.result.signature)).toThrow('STATEMENT_SIGNATURE_INVALID')
})

test('a name that the provider does not know is over', async () => {
  const signer = bed.smartCa()
  expect(await signer.poll(signer.recover?.('no-such/../name') ?? '')).toEqual({
    kind: 'refused',
    code: 'REMOTE_SIGN_EXPIRED',
  })
})

test('the same name a second time is refused, and the first goes on', async () => {
  const signer = bed.smartCa()
  const { request, partyRef } = await startedRef(signer, USER.good)
  expect(await signer.start(request)).toEqual({ kind: 'refused', code: 'REMOTE_SIGN_FAILED' })
  bed.phones.answer(PHONE, 'confirmed')
  expect(await signer.poll(partyRef)).toMatchObject({ kind: 'done' })
})

test('a link opens the app where one is configured, with the code of the transaction in it', async () => {
  const signer = bed.smartCa({ appLinkTemplate: 'https://app.provider.example/sign?tran={tran_code}' })
  const { started } = await startedRef(signer, USER.good)
  expect(started.shown.appLink).toMatch(/^https:\/\/app\.provider\.example\/sign\?tran=[0-9a-f-]{36}$/)
  bed.phones.close()
})
