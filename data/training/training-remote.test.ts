import { expect, test } from 'vitest'
import type { RemoteRequest } from '../../flows/ports/remote.port.ts'
import { createTrainingRemote } from './training-remote.ts'

const COMMON = { requestId: 'r', packetId: 'p', subject: 'citizen', termsVersion: '2022-06', card: null } as const
const SIGN_IN: RemoteRequest = { ...COMMON, kind: 'sign-in', provider: 'vnpost' }
const BY_SIM: RemoteRequest = { ...COMMON, kind: 'sim-signature', phone: '+84971204118', carrier: 'Viettel' }
const BY_APP: RemoteRequest = { ...COMMON, kind: 'remote-signature', provider: 'smartca', userKey: '046204001234' }

function practice() {
  let nowMs = 1_000
  let ids = 0
  const remote = createTrainingRemote({ newId: () => `t${++ids}`, nowMs: () => nowMs })
  const start = async (request: RemoteRequest) => {
    const started = await remote.start(request)
    if ('kind' in started) throw new Error('refused')
    return started
  }
  return {
    remote,
    start,
    pass(ms: number) {
      nowMs += ms
    },
  }
}

test('everybody agrees after six seconds, and not before', async () => {
  const { remote, start, pass } = practice()
  const { transactionId, packetId } = await start(SIGN_IN)
  expect(packetId).toBe('p')
  pass(5_999)
  expect(await remote.poll(transactionId)).toEqual({ kind: 'waiting', pollAfterMs: 1_000, lifetimeMs: 114_001 })
  pass(1)
  expect(await remote.poll(transactionId)).toMatchObject({ kind: 'signed-in', ial: 2, account: { state: 'none' } })
})

test.each([BY_SIM, BY_APP])(
  'a signature shows its code and text, a sign-in its code and address: $kind',
  async (request) => {
    const { start } = practice()
    expect(await start(request)).toMatchObject({
      controlCode: '4321',
      userCode: null,
      verificationUri: null,
      link: null,
    })
    expect((await start(request)).statement).toContain('LUYỆN TẬP')
    const signIn = await start(SIGN_IN)
    expect(signIn).toMatchObject({ controlCode: null, statement: null, userCode: 'LUYE-NTAP' })
    // Nothing of practice leads to a page that is somebody's.
    for (const address of [signIn.verificationUri, signIn.link]) expect(new URL(address ?? '').host).toBe('example.vn')
  },
)

test.each([
  ['citizen', { idNumber: '046204001234' }, { organisation: null, taxCode: null }],
  ['enterprise', { taxCode: '0199999014' }, { fullName: null, idNumber: null, taxCode: '0199999014' }],
] as const)('a %s is who practice says, in a certificate that is in force today', async (subject, claims, holder) => {
  const { remote, start, pass } = practice()
  const signed = await start({ ...BY_SIM, subject })
  const signedIn = await start({ ...SIGN_IN, subject })
  pass(6_000)
  const signature = await remote.poll(signed.transactionId)
  expect(signature).toMatchObject({ kind: 'signed', holder, revocation: 'unchecked', statement: signed.statement })
  const { validFrom, validTo } = signature.kind === 'signed' ? signature.holder : { validFrom: 0, validTo: 0 }
  expect([validFrom < Date.now(), validTo > Date.now()]).toEqual([true, true])
  expect(await remote.poll(signedIn.transactionId)).toMatchObject({ kind: 'signed-in', claims })
})

test('each request is one of its own, and one that was never begun is unknown', async () => {
  const { remote, start, pass } = practice()
  const first = await start(SIGN_IN)
  pass(3_000)
  const second = await start(SIGN_IN)
  pass(3_000)
  expect((await remote.poll(first.transactionId)).kind).toBe('signed-in')
  expect((await remote.poll(second.transactionId)).kind).toBe('waiting')
  await expect(remote.poll('t9')).rejects.toEqual(expect.objectContaining({ code: 'TRANSACTION_UNKNOWN' }))
})

test('a signature made here is good, and nobody has an account', async () => {
  const { remote } = practice()
  const request = {
    packetId: 'p',
    subject: 'citizen',
    method: 'usb-token',
    statement: 's',
    cmsBase64: 'YQ==',
    card: null,
  }
  expect(await remote.checkSignature(request as Parameters<typeof remote.checkSignature>[0])).toEqual({
    kind: 'good',
    revocation: 'unchecked',
    account: { state: 'none' },
  })
})
