import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Problem } from '../../data/wire/primitives.ts'
import { Fault } from '../../flows/base/fault.ts'
import { importAccounts } from '../accounts/import-accounts.ts'
import { tidy } from '../housekeeping.ts'
import { openSandbox, putFaults } from '../sandbox/harness.ts'
import { PEOPLE } from '../sandbox/people/people.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { onEveryServer } from './suites.ts'
import {
  type Bed,
  keyOf,
  LIFETIME_MS,
  openBed,
  remoteRequest,
  signInRequest,
  simRequest,
  startedIn,
} from './transaction-bed.ts'

const GRACE_MS = 15_000
const DAY_MS = 86_400_000
const SIGNER = 'own-name-viettel'
const signer = PEOPLE.find(({ key }) => key === SIGNER)

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox()
})
afterAll(() => sandbox.close())

const SIGNED_IN = {
  kind: 'done',
  result: {
    provider: 'vnpost',
    sub: 'x',
    subject: 'citizen',
    idNumber: '046204000777',
    fullName: 'Nguyễn Thị Thử',
    birthDate: '2004-05-06',
    isOfficial: false,
    level: 2,
  },
} as const

onEveryServer('polling a transaction', (open, shared) => {
  const withBed = async (work: (bed: Bed) => Promise<void>) => {
    const bed = await openBed(await shared(), sandbox)
    await work(bed).finally(() => bed.close())
  }
  /** A request to sign that waits, and may be asked after. */
  const begin = async (bed: Bed) => {
    const started = startedIn(await bed.start(simRequest()))
    bed.pass(1_500)
    return { transactionId: started.transactionId, statement: started.statement ?? '' }
  }
  const signs = async (bed: Bed, { statement }: { statement: string }, bare = false) => {
    const cms = (await keyOf(sandbox, SIGNER)).sign(statement, bed.now(), bare)
    bed.sim.onPoll = async () => ({ kind: 'done', result: { cms } })
  }

  test('twenty askers at once are one question to the party', () =>
    withBed(async (bed) => {
      const { transactionId } = await begin(bed)
      const answers = await Promise.all(Array.from({ length: 20 }, () => bed.poll(transactionId)))
      expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['waiting']))
      expect(bed.sim.asked).toBe(1)
      await bed.poll(transactionId)
      expect(bed.sim.asked).toBe(1)
      bed.pass(1_100)
      await bed.poll(transactionId)
      expect(bed.sim.asked).toBe(2)
    }))

  test('twenty askers for an answer that comes once: it is asked for once and all have it in the end', () =>
    withBed(async (bed) => {
      const request = await begin(bed)
      await signs(bed, request)
      await Promise.all(Array.from({ length: 20 }, () => bed.poll(request.transactionId)))
      expect(bed.sim.asked).toBe(1)
      expect(await bed.poll(request.transactionId)).toMatchObject({ kind: 'signed', statement: request.statement })
    }))

  test('a party that is away decides nothing; with its time over the request is', () =>
    withBed(async (bed) => {
      const { transactionId } = await begin(bed)
      bed.sim.onPoll = () => Promise.reject(new Fault('SIM_SIGN_UNAVAILABLE', { reason: 'timeout' }))
      expect(await bed.poll(transactionId)).toMatchObject({ kind: 'waiting' })
      bed.pass(LIFETIME_MS + GRACE_MS - 3_000)
      expect(await bed.poll(transactionId)).toMatchObject({ kind: 'waiting', lifetimeMs: 0 })
      bed.pass(5_000)
      expect(await bed.poll(transactionId)).toEqual({ kind: 'refused', code: 'SIM_SIGN_EXPIRED' })
      const { asked } = bed.sim
      expect(await bed.poll(transactionId)).toEqual({ kind: 'refused', code: 'SIM_SIGN_EXPIRED' })
      expect(bed.sim.asked).toBe(asked)
    }))

  test('five minutes of silence end each kind in its own code', () =>
    withBed(async (bed) => {
      const key = await keyOf(sandbox, SIGNER)
      bed.csc.held = [{ ...key, credentialId: 'one', status: 'valid' }]
      const codes = []
      for (const request of [signInRequest(), simRequest(), remoteRequest({ userKey: key.userKey })]) {
        const { transactionId } = startedIn(await bed.start(request))
        for (let minute = 0; minute < 5; minute++) {
          await bed.poll(transactionId)
          bed.pass(60_000)
        }
        codes.push(await bed.poll(transactionId))
      }
      expect(codes).toEqual(
        ['SIGN_IN_EXPIRED', 'SIM_SIGN_EXPIRED', 'REMOTE_SIGN_EXPIRED'].map((code) => ({ kind: 'refused', code })),
      )
    }))

  test('a signature that comes as the time runs out still counts', () =>
    withBed(async (bed) => {
      const request = await begin(bed)
      bed.pass(LIFETIME_MS + GRACE_MS - 5_000)
      await signs(bed, request)
      expect(await bed.poll(request.transactionId)).toMatchObject({ kind: 'signed' })
    }))

  test('the phone is told once how it ended: taken, or not', () =>
    withBed(async (bed) => {
      const good = await begin(bed)
      await signs(bed, good)
      await bed.poll(good.transactionId)
      await bed.poll(good.transactionId)
      expect(bed.sim.receipts).toEqual([true])
      const other = await begin(bed)
      await signs(bed, { statement: 'another text' })
      expect(await bed.poll(other.transactionId)).toMatchObject({ kind: 'refused' })
      expect(bed.sim.receipts).toEqual([true, false])
    }))

  test('central restarted while it waits, while it cannot judge, and when it is proved, goes on with the same request', () =>
    withBed(async (bed) => {
      const waiting = await begin(bed)
      await bed.reopen()
      expect(await bed.poll(waiting.transactionId)).toMatchObject({ kind: 'waiting' })
      expect([bed.sim.started.length, bed.sim.asked]).toEqual([0, 1])

      const unjudged = await begin(bed)
      await signs(bed, unjudged, true)
      await putFaults(sandbox, { ca: 'down' })
      expect(await bed.poll(unjudged.transactionId)).toMatchObject({ kind: 'waiting' })
      expect(await bed.row(unjudged.transactionId)).toMatchObject({ state: 'signed' })
      await bed.reopen()
      bed.pass(LIFETIME_MS + GRACE_MS + 60_000)
      // Long after its time, and whoever could judge it still away: the answer is here, nothing is over.
      expect(await bed.poll(unjudged.transactionId)).toMatchObject({ kind: 'waiting' })
      await putFaults(sandbox, { ca: 'none' })
      bed.pass(10_000)
      const answer = await bed.poll(unjudged.transactionId)
      expect(answer).toMatchObject({ kind: 'signed', revocation: 'good', holder: { idNumber: signer?.idNumber } })
      await bed.reopen()
      expect(await bed.poll(unjudged.transactionId)).toEqual(answer)
      expect(bed.sim.asked).toBe(0)
    }))

  test('revocation that nobody can tell is said, and refuses nothing', () =>
    withBed(async (bed) => {
      const request = await begin(bed)
      await signs(bed, request)
      await putFaults(sandbox, { ca: 'down' })
      const answer = await bed.poll(request.transactionId)
      await putFaults(sandbox, { ca: 'none' })
      expect(answer).toMatchObject({ kind: 'signed', revocation: 'unchecked' })
    }))

  test('another station asks in vain, over HTTP with 404', () =>
    withBed(async (bed) => {
      const { transactionId } = await begin(bed)
      await expect(bed.poll(transactionId, bed.stations[1])).rejects.toMatchObject({ code: 'TRANSACTION_UNKNOWN' })
      const stranger = await (await shared()).enrol()
      const { status, body } = await stranger.send<Problem>('GET', `/v1/transactions/${transactionId}`)
      expect([status, body.code]).toEqual([404, 'TRANSACTION_UNKNOWN'])
      expect(bed.sim.asked).toBe(0)
    }))

  test('a party that is not configured is unavailable, over HTTP with 503, and nothing is written down', async () => {
    const world = await shared()
    const station = await world.enrol()
    for (const [request, code] of [
      [simRequest(), 'SIM_SIGN_UNAVAILABLE'],
      [signInRequest(), 'SIGN_IN_UNAVAILABLE'],
      [remoteRequest(), 'REMOTE_SIGN_UNAVAILABLE'],
    ] as const) {
      const { status, body } = await station.send<Problem>('POST', '/v1/transactions', request)
      expect([status, body.code]).toEqual([503, code])
    }
    const { rows } = await world.database.query('select 1 from remote_transaction where station_id = $1', [
      station.identity.stationId,
    ])
    expect(rows).toEqual([])
  })

  test('whether there is an account is told only with a proof of who asks', async () => {
    const bed = await openBed(await open(), sandbox)
    const { idNumber = '', fullName = '', birthDate = '' } = signer ?? {}
    await importAccounts({ database: bed.database, clock: { now: bed.now } }, [
      { idNumber, fullName, birthDate },
      { ...SIGNED_IN.result },
    ])
    const reply = await bed.start(simRequest())
    bed.pass(1_500)
    const { transactionId, statement } = startedIn(reply)
    const told = [reply, await bed.poll(transactionId)]
    bed.pass(1_500)
    await signs(bed, { statement: statement ?? '' })
    expect(await bed.poll(transactionId)).toMatchObject({ kind: 'signed', account: { state: 'exists', ial: 2 } })
    const signIn = startedIn(await bed.start(signInRequest()))
    told.push(signIn)
    bed.pass(1_500)
    bed.vnpost.onPoll = async () => SIGNED_IN
    expect(await bed.poll(signIn.transactionId)).toMatchObject({
      kind: 'signed-in',
      ial: 2,
      account: { state: 'exists', ial: 2 },
    })
    const refused = startedIn(await bed.start(signInRequest()))
    bed.pass(1_500)
    bed.vnpost.onPoll = async () => ({ kind: 'refused', code: 'SIGN_IN_DENIED' })
    told.push(startedIn(await bed.start(simRequest())), refused)
    expect(await bed.poll(refused.transactionId)).toEqual({ kind: 'refused', code: 'SIGN_IN_DENIED' })
    expect(told.flatMap(Object.keys)).not.toContain('account')
    await bed.close()
  })

  test('a refusal leaves nothing of the person in the row', () =>
    withBed(async (bed) => {
      const request = simRequest({ card: { idNumber: '046204000123', oldIdNumber: null } })
      const { transactionId } = startedIn(await bed.start(request))
      bed.pass(1_500)
      bed.sim.onPoll = async () => ({ kind: 'refused', code: 'SIM_SIGN_CANCELLED' })
      await bed.poll(transactionId)
      const row = await bed.row(transactionId)
      expect(row).toMatchObject({ state: 'refused', user_key: null, party_ref: null, draft: null, result: null })
      expect(JSON.stringify(row)).not.toMatch(new RegExp(`${request.phone.slice(1)}|046204000123`))
    }))

  test('rows and starts leave when they have served their time', async () => {
    const bed = await openBed(await open(), sandbox)
    const { transactionId } = startedIn(await bed.start(simRequest()))
    const left = async () =>
      (
        await bed.database.pool.query(
          'select (select count(*)::int from remote_transaction) as requests, (select count(*)::int from remote_start) as starts',
        )
      ).rows[0]
    await tidy(bed.database.pool, bed.now() + DAY_MS - 1_000)
    expect(await left()).toEqual({ requests: 1, starts: 1 })
    await tidy(bed.database.pool, bed.now() + DAY_MS + 1_000)
    expect(await left()).toEqual({ requests: 1, starts: 0 })
    await tidy(bed.database.pool, bed.now() + 90 * DAY_MS + 1_000)
    expect(await left()).toEqual({ requests: 0, starts: 0 })
    await expect(bed.poll(transactionId)).rejects.toMatchObject({ code: 'TRANSACTION_UNKNOWN' })
    await bed.close()
  })
})
