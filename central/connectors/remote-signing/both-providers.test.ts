import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RemoteSigningFault } from '../../sandbox/fault-switches.ts'
import type { RemoteSigner } from './remote-signer.ts'
import {
  CONTROL_CODE,
  openSigningBed,
  orderFor,
  PHONE,
  type SigningBed,
  startedRef,
  USER,
} from './testing/signing-bed.ts'

let bed: SigningBed
beforeAll(async () => {
  bed = await openSigningBed()
})
beforeEach(() => {
  bed.switches.set({ remoteSigning: 'none' })
})
afterAll(() => bed.close())

type Make = (options?: { timeoutMs?: number }) => RemoteSigner
const PROVIDERS: readonly [string, Make, 'RS256' | 'ES256'][] = [
  ['CSC', (options) => bed.csc(options), 'ES256'],
  ['SmartCA', (options) => bed.smartCa(options), 'RS256'],
]

describe.each(PROVIDERS)('%s against the sandbox', (_name, make, algorithm) => {
  test('a person confirms, and the signature makes a good CMS', async () => {
    const signer = make()
    const { started, partyRef, verdict } = await startedRef(signer, USER.good)
    expect(started).toMatchObject({ lifetimeMs: 300_000, pollAfterMs: 3_000, shown: {} })
    expect(await signer.poll(partyRef)).toEqual({ kind: 'waiting', pollAfterMs: 3_000 })
    expect(bed.phones.list(PHONE).at(-1)).toMatchObject({ kind: 'app-sign', code: CONTROL_CODE, state: 'open' })
    expect(bed.phones.answer(PHONE, 'confirmed', CONTROL_CODE)).toBe(true)
    const answer = await signer.poll(partyRef)
    expect(answer).toMatchObject({ kind: 'done', result: { algorithm } })
    expect(answer.kind === 'done' && verdict(answer.result.signature)).toBe('valid')
  })

  test('a poll that is repeated, by the same central or a new one, ends the same', async () => {
    const signer = make()
    const { partyRef } = await startedRef(signer, USER.good)
    bed.phones.answer(PHONE, 'confirmed')
    const first = await signer.poll(partyRef)
    expect(first.kind).toBe('done')
    expect(await signer.poll(partyRef)).toEqual(first)
    expect(await make().poll(partyRef)).toEqual(first)
    expect(await Promise.all([signer.poll(partyRef), signer.poll(partyRef)])).toEqual([first, first])
  })

  test.each([
    ['rejects', () => bed.phones.answer(PHONE, 'cancelled'), 'REMOTE_SIGN_REJECTED'],
    ['lets the time run out', () => bed.phones.close(), 'REMOTE_SIGN_EXPIRED'],
  ])('a person %s', async (_what, act, code) => {
    const signer = make()
    const { partyRef } = await startedRef(signer, USER.good)
    act()
    expect(await signer.poll(partyRef)).toEqual({ kind: 'refused', code })
    expect(await signer.poll(partyRef)).toEqual({ kind: 'refused', code })
  })

  test('a signature over another text is refused', async () => {
    const signer = make()
    const { partyRef } = await startedRef(signer, USER.otherText)
    bed.phones.answer(PHONE, 'confirmed')
    expect(await signer.poll(partyRef)).toEqual({ kind: 'refused', code: 'REMOTE_SIGN_FAILED' })
  })

  test.each(['expired', 'revoked'] as const)(
    'a key with a certificate that is %s is told, and not started',
    async (what) => {
      const signer = make()
      const { credential, request } = await orderFor(signer, USER[what])
      expect(credential.status).toBe('invalid')
      expect(await signer.start(request)).toEqual({ kind: 'refused', code: 'REMOTE_SIGN_NO_CERTIFICATE' })
    },
  )

  test('nobody by that name has no key; a company and a person with two have theirs, with the chain', async () => {
    const signer = make()
    expect(await signer.credentials(USER.nobody)).toEqual([])
    const statuses = async (user: string) => (await signer.credentials(user)).map(({ status }) => status)
    expect(await statuses(USER.hasTwo)).toEqual(['valid', 'invalid'])
    expect((await signer.credentials(USER.company))[0]).toMatchObject({ status: 'valid' })
    expect((await signer.credentials(USER.good))[0]?.chain).toHaveLength(2)
  })

  test('a key that nobody has is not started', async () => {
    const signer = make()
    const { request } = await orderFor(signer, USER.good)
    expect(await signer.start({ ...request, credentialId: 'ab12' })).toEqual({
      kind: 'refused',
      code: 'REMOTE_SIGN_NO_CERTIFICATE',
    })
  })

  test.each<[RemoteSigningFault, string]>([
    ['down', 'failed'],
    ['slow', 'timeout'],
    ['wrong', 'failed'],
    ['silent', 'timeout'],
    ['error-500', 'failed'],
  ])('a provider that is %s decides nothing', async (fault, reason) => {
    const unavailable = { code: 'REMOTE_SIGN_UNAVAILABLE', details: { reason } }
    const calm = make()
    const { request, partyRef } = await startedRef(calm, USER.good)
    const signer = make({ timeoutMs: 250 })
    await signer.credentials(USER.good)
    bed.switches.set({ remoteSigning: fault })
    await expect(signer.credentials(USER.good)).rejects.toMatchObject(unavailable)
    await expect(signer.start(request)).rejects.toMatchObject(unavailable)
    bed.switches.set({ remoteSigning: 'none' })
    const later = make()
    expect(await later.poll(partyRef)).toMatchObject({ kind: 'waiting' })
    bed.switches.set({ remoteSigning: fault })
    await expect(make({ timeoutMs: 250 }).poll(partyRef)).rejects.toMatchObject(unavailable)
    bed.switches.set({ remoteSigning: 'none' })
    bed.phones.answer(PHONE, 'confirmed')
    expect(await later.poll(partyRef)).toMatchObject({ kind: 'done' })
  })

  test.each(['', 'null', '{}', '{"v":2}', 'not json'])(
    'a reference nobody wrote (%j) is our own fault',
    async (ref) => {
      await expect(make().poll(ref)).rejects.toMatchObject({ code: 'INTERNAL', details: { part: 'partyRef' } })
    },
  )

  test('a reference and what is shown name nobody', async () => {
    const { partyRef, started } = await startedRef(make(), USER.good)
    expect(partyRef).not.toContain(USER.good)
    expect(JSON.stringify(started.shown)).not.toContain(USER.good)
    bed.phones.close()
  })
})
