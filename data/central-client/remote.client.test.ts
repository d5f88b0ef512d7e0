import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RemotePort, RemoteRequest } from '../../flows/ports/remote.port.ts'
import { type StationFixture, startStation } from '../testing/station-fixture.ts'

const TRANSACTION = '01890a5d-ac96-774b-bcce-b302099a8058'
const PACKET = '01890a5d-ac96-774b-bcce-b302099a8059'
const POLL = `/v1/transactions/${TRANSACTION}`
const NO_ACCOUNT = { state: 'none' } as const
const CARD = { idNumber: '046204001234', oldIdNumber: null }
const REQUEST: RemoteRequest = {
  requestId: 'p:remote:1',
  packetId: PACKET,
  subject: 'citizen',
  termsVersion: '2022-06',
  card: CARD,
  kind: 'sim-signature',
  phone: '+84971204118',
  carrier: 'Viettel',
}
const STARTED = {
  transactionId: TRANSACTION,
  packetId: PACKET,
  statement: 'Tôi đăng ký.\n',
  controlCode: '4711',
  userCode: null,
  verificationUri: null,
  link: null,
  lifetimeMs: 180_000,
  pollAfterMs: 5_000,
}
const HOLDER = {
  fullName: 'Lê Văn Mẫu',
  idNumber: '046204001234',
  oldIdNumber: null,
  organisation: null,
  organisationUnits: [],
  taxCode: null,
  stateUnit: null,
  email: null,
  issuerName: 'CA Mẫu',
  validFrom: 1,
  validTo: 2,
}

let fixture: StationFixture
let remote: RemotePort
beforeEach(async () => {
  fixture = await startStation()
  remote = fixture.station.createRemote()
  fixture.peer.seen.length = 0
})
afterEach(() => fixture.close())

const code = (expected: string) => expect.objectContaining({ code: expected })

describe('a request at an outside party', () => {
  test('is sent as it was asked, card and all, and gives what stands on the screen', async () => {
    fixture.peer.answers.set('/v1/transactions', { kind: 'started', ...STARTED })
    expect(await remote.start(REQUEST)).toEqual(STARTED)
    expect(fixture.peer.seen).toMatchObject([{ method: 'POST', path: '/v1/transactions', body: REQUEST }])
  })

  test('whose answer is lost is asked again under the same key', async () => {
    fixture.peer.answers.set('/v1/transactions', { kind: 'started', ...STARTED })
    fixture.peer.plan('/v1/transactions', { kind: 'lose-answer' })
    expect(await remote.start(REQUEST)).toEqual(STARTED)
    const [first, second] = fixture.peer.seen
    expect(second?.body).toEqual(first?.body)
    expect(second?.nonce).not.toBe(first?.nonce)
  })

  test.each([
    ['SIM_SIGN_NO_CERTIFICATE', 'SIM_SIGN_NO_CERTIFICATE'],
    ['A_CODE_OF_NEXT_YEAR', 'CENTRAL_REFUSED'],
  ])('refused with %s is told as %s, at the start and after', async (sent, told) => {
    fixture.peer.answers.set('/v1/transactions', { kind: 'refused', code: sent })
    fixture.peer.answers.set(POLL, { kind: 'refused', code: sent })
    fixture.peer.answers.set('/v1/signatures', { kind: 'refused', code: sent })
    const refused = { kind: 'refused', code: told }
    expect(await remote.start(REQUEST)).toEqual(refused)
    expect(await remote.poll(TRANSACTION)).toEqual(refused)
    const signature = { packetId: PACKET, subject: 'citizen', method: 'usb-token', statement: 's' } as const
    expect(await remote.checkSignature({ ...signature, cmsBase64: 'YQ==', card: null })).toEqual(refused)
  })

  test('waits, is signed, or signed in', async () => {
    const answers = [
      { kind: 'waiting', pollAfterMs: 5_000, lifetimeMs: 90_000 },
      {
        kind: 'signed',
        statement: 's',
        cms: 'YQ==',
        holder: HOLDER,
        revocation: 'good',
        account: { state: 'exists', ial: 2 },
      },
      {
        kind: 'signed-in',
        claims: { subject: 'citizen', idNumber: '046204001234', fullName: 'Lê Văn Mẫu', birthDate: '2004-02-29' },
        ial: 2,
        proof: 'a.b.c',
        account: NO_ACCOUNT,
      },
    ]
    const heard: unknown[] = []
    for (const answer of answers) {
      fixture.peer.answers.set(POLL, answer)
      heard.push(await remote.poll(TRANSACTION))
    }
    const [waiting, { cms, ...signed } = { cms: '' }, signedIn] = answers
    expect(heard).toEqual([
      waiting,
      { ...signed, cmsBase64: cms },
      // For whom was asked for, and is no claim of a registration.
      { ...signedIn, claims: { idNumber: '046204001234', fullName: 'Lê Văn Mẫu', birthDate: '2004-02-29' } },
    ])
  })

  test('an id is one part of the address, whatever stands in it', async () => {
    await expect(remote.poll('../otp?x=1')).rejects.toEqual(code('NOT_FOUND'))
    expect(fixture.peer.seen.map(({ path }) => path)).toEqual(['/v1/transactions/..%2Fotp%3Fx%3D1'])
  })

  test.each([
    ['an answer of another kind', { kind: 'done' }],
    [
      'a signature that is no base64',
      { kind: 'signed', statement: 's', cms: '<', holder: HOLDER, revocation: 'good', account: NO_ACCOUNT },
    ],
    ['a level nobody has', { kind: 'signed-in', claims: {}, ial: 9, proof: 'a.b.c', account: NO_ACCOUNT }],
  ])('%s is no answer', async (_, answer) => {
    fixture.peer.answers.set(POLL, answer)
    await expect(remote.poll(TRANSACTION)).rejects.toEqual(code('CENTRAL_ANSWER_INVALID'))
  })
})

test('a statement signed here is sent with the card, and its standing comes back', async () => {
  const good = { kind: 'good', revocation: 'unchecked', account: { state: 'exists', ial: 2 } }
  fixture.peer.answers.set('/v1/signatures', good)
  const signature = { packetId: PACKET, subject: 'citizen', method: 'usb-token', statement: 's' } as const
  expect(await remote.checkSignature({ ...signature, cmsBase64: 'YQ==', card: CARD })).toEqual(good)
  expect(fixture.peer.seen).toMatchObject([
    { method: 'POST', path: '/v1/signatures', body: { ...signature, cms: 'YQ==', card: CARD } },
  ])
})
