import { Writable } from 'node:stream'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { LOG_SERIALIZERS } from '../../http/log-serializers.ts'
import { account, type IdentityWorld, openIdentityWorld, started } from './testing/identity-world.ts'

const CHAU = account()
const DENIES = account({ sub: 'vnpost-2', username: 'tu-choi', behaviour: 'denies' })
const OFFICIAL = account({ sub: 'vnpost-3', username: 'can-bo', isOfficial: true })
const OLD = account({ sub: 'vnpost-4', username: 'cu-ba', birthDate: '1950-00-00' })
const VNEID = account({ provider: 'vneid', sub: 'vneid-1' })
const LEVEL_1 = account({ provider: 'vneid', sub: 'vneid-2', username: 'muc-1', level: 1 })
const COMPANY = account({
  provider: 'vneid',
  sub: 'vneid-3',
  username: 'cong-ty',
  subject: 'enterprise',
  organisation: 'CÔNG TY TNHH MẪU',
  taxCode: '0100233488',
})
const OFFICE = account({
  provider: 'vneid',
  sub: 'vneid-4',
  username: 'ubnd',
  subject: 'agency',
  organisation: 'UBND xã Mẫu',
})
const ACCOUNTS = [CHAU, DENIES, OFFICIAL, OLD, VNEID, LEVEL_1, COMPANY, OFFICE]

let world: IdentityWorld
beforeEach(async () => {
  world = await openIdentityWorld(ACCOUNTS)
})
afterEach(async () => {
  vi.useRealTimers()
  await world.close()
})

type Client = ReturnType<IdentityWorld['client']>
const unavailable = (reason: string) => ({ code: 'SIGN_IN_UNAVAILABLE', details: { reason } })
const scan = async (who: typeof CHAU, at: { shown: { verificationUriComplete?: string } }) =>
  world.providers.scan(who, at.shown.verificationUriComplete!)
/** Starts, lets the person act, and asks once. */
async function visit(client: Client, who: typeof CHAU, subject = who.subject) {
  const at = await started(client, subject)
  await scan(who, at)
  return client.poll(at.partyRef)
}

describe('signing in', () => {
  test('what the station shows, and the quick interval of the sandbox', async () => {
    const at = await started(world.client())
    expect(at).toMatchObject({ pollAfterMs: 1_000, lifetimeMs: 600_000 })
    expect(at.shown.userCode).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
    expect(at.shown.verificationUri).toBe(`${world.url}/identity/vnpost/device`)
    expect(at.shown.verificationUriComplete).toBe(`${at.shown.verificationUri}?user_code=${at.shown.userCode}`)
  })

  test('waits until the person has signed in, and tells who it is, once', async () => {
    const client = world.client()
    const at = await started(client)
    expect(await client.poll(at.partyRef)).toEqual({ kind: 'waiting', pollAfterMs: 1_000 })
    expect(await scan(CHAU, at)).toBe('signed-in')
    expect(await client.poll(at.partyRef)).toEqual({
      kind: 'done',
      result: {
        provider: 'vnpost',
        sub: 'vnpost-1',
        subject: 'citizen',
        idNumber: '001190004127',
        oldIdNumber: '012704418',
        fullName: 'Nguyễn Thị Minh Châu',
        birthDate: '1990-08-15',
        phone: '+84971204118',
        email: 'chau@example.vn',
        isOfficial: false,
        level: 2,
      },
    })
    expect(await client.poll(at.partyRef)).toEqual({ kind: 'refused', code: 'SIGN_IN_EXPIRED' })
  })

  test('a restart of central between start and answer loses nothing', async () => {
    const at = await started(world.client())
    await scan(CHAU, at)
    expect(await world.client().poll(at.partyRef)).toMatchObject({ kind: 'done', result: { sub: 'vnpost-1' } })
  })

  test('two polls at once have one answer', async () => {
    const client = world.client()
    const at = await started(client)
    await scan(CHAU, at)
    const both = await Promise.all([client.poll(at.partyRef), client.poll(at.partyRef)])
    expect(both).toMatchObject([{ kind: 'done' }, { kind: 'done' }])
  })

  test('a birthday nobody knows', async () => {
    expect(await visit(world.client(), OLD)).toMatchObject({ result: { birthDate: '1950-00-00' } })
  })

  test.each([
    [VNEID, { subject: 'citizen', idNumber: '001190004127', birthDate: '1990-08-15', phone: '+84971204118', level: 2 }],
    [COMPANY, { subject: 'enterprise', organisation: 'CÔNG TY TNHH MẪU', taxCode: '0100233488' }],
    [OFFICE, { subject: 'agency', organisation: 'UBND xã Mẫu', isOfficial: true }],
  ])('vneid: $username', async (who, result) => {
    expect(await visit(world.client({ provider: 'vneid' }), who)).toMatchObject({ kind: 'done', result })
  })
})

describe('refused', () => {
  test.each([
    ['the person presses No', DENIES, 'citizen', 'SIGN_IN_DENIED'],
    ['an official at vnpost', OFFICIAL, 'citizen', 'SIGN_IN_OFFICIAL'],
    ['level 1', LEVEL_1, 'citizen', 'SIGN_IN_LEVEL'],
    ['a citizen where an enterprise was asked', VNEID, 'enterprise', 'SIGN_IN_WRONG_SUBJECT'],
    ['an enterprise where a citizen was asked', COMPANY, 'citizen', 'SIGN_IN_WRONG_SUBJECT'],
  ] as const)('%s', async (_, who, subject, code) => {
    expect(await visit(world.client({ provider: who.provider }), who, subject)).toEqual({ kind: 'refused', code })
  })

  test('nobody came in time', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const client = world.client()
    const at = await started(client)
    vi.setSystemTime(Date.now() + at.lifetimeMs + 1_000)
    expect(await client.poll(at.partyRef)).toEqual({ kind: 'refused', code: 'SIGN_IN_EXPIRED' })
    expect(await scan(CHAU, at)).toBe('failed')
  })

  test('a code the provider never gave', async () => {
    const client = world.client()
    const { partyRef } = await started(client)
    const other = JSON.stringify({ ...JSON.parse(partyRef), deviceCode: 'x'.repeat(43) })
    expect(await client.poll(other)).toEqual({ kind: 'refused', code: 'SIGN_IN_EXPIRED' })
  })

  test.each([
    ['wrong-issuer', 'SIGN_IN_ISSUER'],
    ['wrong-audience', 'SIGN_IN_AUDIENCE'],
    ['wrong-nonce', 'SIGN_IN_NONCE'],
    ['wrong-signature', 'SIGN_IN_SIGNATURE'],
  ] as const)('a hostile provider, %s', async (identity, code) => {
    world.switches.set({ identity })
    expect(await visit(world.client(), CHAU)).toEqual({ kind: 'refused', code })
    world.switches.set({ identity: 'none' })
    expect(await visit(world.client(), CHAU)).toMatchObject({ kind: 'done' })
  })

  test('a token of this request under the nonce of another', async () => {
    const client = world.client()
    const at = await started(client)
    await scan(CHAU, at)
    const ref = JSON.stringify({ ...JSON.parse(at.partyRef), nonce: 'another' })
    expect(await client.poll(ref)).toEqual({ kind: 'refused', code: 'SIGN_IN_NONCE' })
  })

  test('a context class that was demanded and is not told', async () => {
    const client = world.client({ acrValues: ['loa-2'] })
    expect(await visit(client, CHAU)).toEqual({ kind: 'refused', code: 'SIGN_IN_LEVEL' })
  })

  test('claims under other names than the settings say', async () => {
    const client = world.client({ claimNames: { idNumber: 'personal_number' } })
    expect(await visit(client, CHAU)).toEqual({ kind: 'refused', code: 'SIGN_IN_CLAIMS' })
  })
})

describe('waiting', () => {
  test('asking too often: 5 s more, for good, also where it is no longer too often', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const client = world.client()
    const { partyRef } = await started(client)
    expect(await client.poll(partyRef)).toEqual({ kind: 'waiting', pollAfterMs: 1_000 })
    vi.setSystemTime(Date.now() + 500)
    expect(await client.poll(partyRef)).toEqual({ kind: 'waiting', pollAfterMs: 6_000 })
    vi.setSystemTime(Date.now() + 6_000)
    expect(await client.poll(partyRef)).toEqual({ kind: 'waiting', pollAfterMs: 6_000 })
    vi.setSystemTime(Date.now() + 2_000)
    expect(await client.poll(partyRef)).toEqual({ kind: 'waiting', pollAfterMs: 11_000 })
  })

  test('asking at the interval is never too often', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const client = world.client()
    const { partyRef } = await started(client)
    for (let at = 0; at < 3; at++) {
      expect(await client.poll(partyRef)).toEqual({ kind: 'waiting', pollAfterMs: 1_000 })
      vi.setSystemTime(Date.now() + 1_000)
    }
  })

  test('a provider that never hears of the person is waited for, and it is no failure', async () => {
    const client = world.client()
    const at = await started(client)
    await scan(CHAU, at)
    world.switches.set({ identity: 'silent' })
    for (let times = 0; times < 6; times++) expect(await client.poll(at.partyRef)).toMatchObject({ kind: 'waiting' })
    world.switches.set({ identity: 'none' })
    expect(await client.poll(at.partyRef)).toMatchObject({ kind: 'done' })
  })
})

describe('a provider in trouble decides nothing', () => {
  test.each(['down', 'wrong'] as const)('%s at the start, and over when it is over', async (identity) => {
    const client = world.client()
    world.switches.set({ identity })
    await expect(client.start({ subject: 'citizen', transactionId: 't' })).rejects.toMatchObject(unavailable('failed'))
    world.switches.set({ identity: 'none' })
    expect(await visit(client, CHAU)).toMatchObject({ kind: 'done' })
  })

  test.each(['down', 'wrong'] as const)(
    '%s while it is asked: the sign-in is still there afterwards',
    async (identity) => {
      const client = world.client()
      const at = await started(client)
      await scan(CHAU, at)
      world.switches.set({ identity })
      await expect(client.poll(at.partyRef)).rejects.toMatchObject(unavailable('failed'))
      world.switches.set({ identity: 'none' })
      expect(await client.poll(at.partyRef)).toMatchObject({ kind: 'done' })
    },
  )

  test('slow: left after the limit, and the answer is not spent on who has gone', async () => {
    const client = world.client({ patience: { retries: 0, timeoutMs: 300 } })
    const at = await started(client)
    await scan(CHAU, at)
    world.switches.set({ identity: 'slow' })
    await expect(client.poll(at.partyRef)).rejects.toMatchObject(unavailable('timeout'))
    await vi.waitFor(() => expect(world.gone.times).toBe(1))
    world.hurry()
    world.switches.set({ identity: 'none' })
    expect(await client.poll(at.partyRef)).toMatchObject({ kind: 'done' })
  })

  test('a wrong secret of ours is no refusal of the person', async () => {
    const at = await started(world.client())
    await expect(world.client({ clientSecret: 'another' }).poll(at.partyRef)).rejects.toMatchObject(
      unavailable('failed'),
    )
  })

  test('plain HTTP is not spoken unless it is allowed', async () => {
    const client = world.client({ allowHttp: false })
    await expect(client.start({ subject: 'citizen', transactionId: 't' })).rejects.toMatchObject(unavailable('failed'))
  })

  test('metadata of another issuer', async () => {
    const client = world.client({ issuer: `${world.url}/identity/vnpost/` })
    await expect(client.start({ subject: 'citizen', transactionId: 't' })).rejects.toMatchObject(unavailable('failed'))
  })

  test('after failures in a row it is left alone', async () => {
    const client = world.client({ patience: { retries: 0, failuresToOpen: 2 } })
    world.switches.set({ identity: 'down' })
    const start = () => client.start({ subject: 'citizen', transactionId: 't' })
    await expect(start()).rejects.toMatchObject(unavailable('failed'))
    await expect(start()).rejects.toMatchObject(unavailable('failed'))
    world.switches.set({ identity: 'none' })
    await expect(start()).rejects.toMatchObject(unavailable('resting'))
  })
})

test.each(['', '{}', 'null', '[]', '{"deviceCode":1}', 'x'])('%j is no reference', async (partyRef) => {
  await expect(world.client().poll(partyRef)).rejects.toMatchObject({ code: 'TRANSACTION_UNKNOWN' })
})

test('logs no person, token, code or secret, whatever happens', async () => {
  let logged = ''
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk)
      done()
    },
  })
  const log = pino({ level: 'trace', serializers: LOG_SERIALIZERS }, sink)
  const client = world.client({}, { log })
  const refs: string[] = []
  for (const identity of ['none', 'wrong-nonce', 'wrong-signature', 'wrong-audience'] as const) {
    world.switches.set({ identity })
    const at = await started(client)
    refs.push(JSON.parse(at.partyRef).deviceCode, at.shown.userCode!)
    await scan(CHAU, at)
    await client.poll(at.partyRef)
  }
  const at = await started(client)
  world.switches.set({ identity: 'wrong' })
  await client.poll(at.partyRef).catch(() => undefined)
  expect(logged).toContain('SIGN_IN_NONCE')
  for (const secret of [...refs, '001190004127', 'Châu', 'vnpost-1', '971204118', 'chau@', 'client-secret', 'eyJ'])
    expect(logged).not.toContain(secret)
})
