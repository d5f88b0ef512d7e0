import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import { openSandbox } from '../sandbox/harness.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { onEveryServer } from './suites.ts'
import {
  type Bed,
  keyOf,
  newPhone,
  openBed,
  remoteRequest,
  signInRequest,
  simRequest,
  startedIn,
  taken,
} from './transaction-bed.ts'

const CUT_OFF_MS = 21_000

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox()
})
afterAll(() => sandbox.close())

const codeOf = (work: Promise<unknown>) =>
  work.then(
    (reply) => (reply as { kind: string; code?: string }).code ?? (reply as { kind: string }).kind,
    (error: unknown) => (error instanceof Fault ? error.code : Promise.reject(error)),
  )
/** A start that is sent and never answered, as when central is killed in the middle. */
const cutOff = async (bed: Bed, party: 'sim' | 'smartca' | 'csc' | 'vnpost', work: () => Promise<unknown>) => {
  const sent = new Promise<void>((resolve) => {
    bed[party].onStart = () => {
      resolve()
      return new Promise(() => undefined)
    }
  })
  void work()
  await sent
}

onEveryServer('starting a transaction', (_open, shared) => {
  const withBed = async (work: (bed: Bed) => Promise<void>, settings = {}) => {
    const bed = await openBed(await shared(), sandbox, settings)
    await work(bed).finally(() => bed.close())
  }

  test('the same key again gives the same request, sent once', () =>
    withBed(async (bed) => {
      for (const request of [simRequest(), signInRequest()]) {
        const first = startedIn(await bed.start(request))
        const again = startedIn(await bed.start(request))
        expect(again).toEqual({ ...first, lifetimeMs: expect.any(Number) })
        expect(again.packetId).toBe(request.packetId)
      }
      expect([bed.sim.started.length, bed.vnpost.started.length]).toEqual([1, 1])
    }))

  test('two starts at one instant, and repeats while the first is being sent, are one request', () =>
    withBed(async (bed) => {
      const request = simRequest()
      const replies = await Promise.all(Array.from({ length: 6 }, () => bed.start(request)))
      expect(new Set(replies.map((reply) => startedIn(reply).transactionId))).toEqual(new Set(bed.sim.started))
      expect(bed.sim.started).toHaveLength(1)

      const slow = simRequest()
      let answer: (ref: ReturnType<typeof taken>) => void = () => undefined
      const asked = new Promise<void>((resolve) => {
        bed.sim.onStart = () => {
          resolve()
          return new Promise((settle) => {
            answer = settle
          })
        }
      })
      const first = bed.start(slow)
      await asked
      const repeat = startedIn(await bed.start(slow))
      answer(taken('ref'))
      expect(startedIn(await first)).toMatchObject({
        transactionId: repeat.transactionId,
        controlCode: repeat.controlCode,
        statement: repeat.statement,
      })
      expect(bed.sim.started).toHaveLength(2)
    }))

  test('a sign-in has no code to show before it was sent: the repeat is told to come again', () =>
    withBed(async (bed) => {
      const request = signInRequest()
      await cutOff(bed, 'vnpost', () => bed.start(request))
      expect(await codeOf(bed.start(request))).toBe('CENTRAL_BUSY')
      expect(bed.vnpost.started).toHaveLength(1)
    }))

  test.each([
    ['phone', () => ({ phone: newPhone() })],
    ['subject', () => ({ subject: 'enterprise' as const })],
    ['terms', () => ({ termsVersion: '2023-01' })],
  ])('another %s under the same key is refused and never answered with the first', (_what, change) =>
    withBed(async (bed) => {
      const request = simRequest()
      await bed.start(request)
      expect(await codeOf(bed.start({ ...request, ...change() }))).toBe('TRANSACTION_UNKNOWN')
      expect(bed.sim.started).toHaveLength(1)
    }),
  )

  test('a new visit at the same station takes the open request up, with its packet', () =>
    withBed(async (bed) => {
      const request = simRequest()
      const first = startedIn(await bed.start(request))
      const later = startedIn(await bed.start({ ...request, requestId: randomUUID(), packetId: randomUUID() }))
      expect([later.transactionId, later.packetId]).toEqual([first.transactionId, request.packetId])
      expect(bed.sim.started).toHaveLength(1)
    }))

  test('an open request at another station is told, while it is sent, while it waits, and at one instant', () =>
    withBed(async (bed) => {
      const [here, there] = bed.stations
      const elsewhere = (phone: string) => codeOf(bed.start(simRequest({ phone }), there))
      const waiting = simRequest()
      await bed.start(waiting, here)
      expect(await elsewhere(waiting.phone)).toBe('TRANSACTION_ELSEWHERE')
      const phone = newPhone()
      const both = bed.stations.map((station) => codeOf(bed.start(simRequest({ phone }), station)))
      expect((await Promise.all(both)).sort()).toEqual(['TRANSACTION_ELSEWHERE', 'started'])
      const sending = simRequest()
      await cutOff(bed, 'sim', () => bed.start(sending, here))
      expect(await elsewhere(sending.phone)).toBe('TRANSACTION_ELSEWHERE')
      expect(bed.sim.started).toHaveLength(3)
    }))

  test('a person is asked so often in the window, however the requests ended; then again', () =>
    withBed(
      async (bed) => {
        const phone = newPhone()
        bed.sim.onPoll = async () => ({ kind: 'refused', code: 'SIM_SIGN_CANCELLED' })
        for (let asked = 0; asked < 3; asked++) {
          const { transactionId } = startedIn(await bed.start(simRequest({ phone }), bed.stations[asked % 2]))
          bed.pass(1_500)
          expect(await bed.poll(transactionId, bed.stations[asked % 2])).toMatchObject({ code: 'SIM_SIGN_CANCELLED' })
        }
        for (const station of bed.stations)
          expect(await codeOf(bed.start(simRequest({ phone }), station))).toBe('RATE_LIMITED')
        expect(await codeOf(bed.start(simRequest()))).toBe('started')
        bed.pass(61_000)
        expect(await codeOf(bed.start(simRequest({ phone })))).toBe('started')
      },
      { perPerson: 3, windowMs: 60_000 },
    ))

  test('trap: six at one instant, each for other terms, are no way round the limit of a person', () =>
    withBed(
      async (bed) => {
        const { phone } = simRequest()
        const starts = Array.from({ length: 6 }, (_, at) =>
          codeOf(bed.start(simRequest({ phone, termsVersion: `2022-0${at + 1}` }))),
        )
        const codes = await Promise.all(starts)
        expect(codes.toSorted()).toEqual([...Array<string>(4).fill('RATE_LIMITED'), 'started', 'started'])
        expect(bed.sim.started).toHaveLength(2)
      },
      { perPerson: 2 },
    ))

  test('a station begins so many requests in the window, sign-ins among them', () =>
    withBed(
      async (bed) => {
        await bed.start(signInRequest())
        await bed.start(simRequest())
        expect(await codeOf(bed.start(signInRequest()))).toBe('RATE_LIMITED')
        expect(await codeOf(bed.start(signInRequest(), bed.stations[1]))).toBe('started')
        expect(bed.vnpost.started).toHaveLength(2)
      },
      { perStation: 2 },
    ))

  test('a party that is down says so; the request stays, is not sent again, and later counts as lost', () =>
    withBed(async (bed) => {
      bed.sim.onStart = () => Promise.reject(new Fault('SIM_SIGN_UNAVAILABLE', { reason: 'timeout' }))
      const request = simRequest()
      expect(await codeOf(bed.start(request))).toBe('SIM_SIGN_UNAVAILABLE')
      const held = startedIn(await bed.start(request))
      expect(await bed.row(held.transactionId)).toMatchObject({ state: 'starting' })
      expect(await bed.poll(held.transactionId)).toMatchObject({ kind: 'waiting' })
      bed.pass(CUT_OFF_MS)
      expect(await codeOf(bed.start(request))).toBe('SIM_SIGN_FAILED')
      expect(bed.sim.started).toHaveLength(1)
      expect(await codeOf(bed.start({ ...request, requestId: randomUUID() }))).toBe('SIM_SIGN_UNAVAILABLE')
      expect(bed.sim.started).toHaveLength(2)
    }))

  test('a request the circuit breaker kept back was never sent: it may go under the same key, and does not count', () =>
    withBed(
      async (bed) => {
        bed.sim.onStart = () => Promise.reject(new Fault('SIM_SIGN_UNAVAILABLE', { reason: 'resting' }))
        const request = simRequest()
        for (let tries = 0; tries < 3; tries++) expect(await codeOf(bed.start(request))).toBe('SIM_SIGN_UNAVAILABLE')
        bed.sim.onStart = async () => taken('ref')
        expect(await codeOf(bed.start(request))).toBe('started')
      },
      { perPerson: 1 },
    ))

  test('central restarted while it sent: asked after where we named it, sent anew where nobody was told, lost elsewhere', () =>
    withBed(async (bed) => {
      const key = await keyOf(sandbox, 'own-name-viettel')
      const held = [{ ...key, credentialId: 'one', status: 'valid' as const }]
      const lend = () => {
        bed.smartca.held = held
        bed.csc.held = held
      }
      lend()
      const named = remoteRequest({ provider: 'smartca', userKey: key.userKey })
      const unnamed = remoteRequest({ provider: 'csc', userKey: key.userKey })
      const signIn = signInRequest()
      await cutOff(bed, 'smartca', () => bed.start(named))
      await cutOff(bed, 'csc', () => bed.start(unnamed))
      await cutOff(bed, 'vnpost', () => bed.start(signIn))
      const [transactionId = ''] = bed.smartca.started
      await bed.reopen()
      lend()
      bed.pass(CUT_OFF_MS)
      const asked: string[] = []
      bed.smartca.onPoll = async (ref) => {
        asked.push(ref)
        return { kind: 'waiting', pollAfterMs: 1_000 }
      }
      expect(startedIn(await bed.start(named)).transactionId).toBe(transactionId)
      await bed.poll(transactionId)
      expect(asked).toEqual([`recovered ${transactionId}`])
      expect(await codeOf(bed.start(unnamed))).toBe('REMOTE_SIGN_FAILED')
      expect(await codeOf(bed.start(signIn))).toBe('started')
      expect([bed.smartca.started, bed.csc.started, bed.vnpost.started].map((one) => one.length)).toEqual([0, 0, 1])
    }))

  test('a station that only asks after a request cut off gets it recovered, or its end', () =>
    withBed(async (bed) => {
      const key = await keyOf(sandbox, 'card-2024-eleven-fields')
      bed.smartca.held = [{ ...key, credentialId: 'one', status: 'valid' }]
      await cutOff(bed, 'smartca', () => bed.start(remoteRequest({ provider: 'smartca', userKey: key.userKey })))
      await cutOff(bed, 'sim', () => bed.start(simRequest()))
      const [named = ''] = bed.smartca.started
      const [unnamed = ''] = bed.sim.started
      bed.pass(CUT_OFF_MS)
      await bed.poll(named)
      await bed.poll(named)
      expect(bed.smartca.asked).toBe(1)
      expect(await bed.poll(unnamed)).toEqual({ kind: 'refused', code: 'SIM_SIGN_FAILED' })
      expect(bed.sim.asked).toBe(0)
    }))

  test('what a party refuses at once is refused, again under the same key, and nothing of the person is left', () =>
    withBed(async (bed) => {
      bed.sim.onStart = async () => ({ kind: 'refused', code: 'SIM_SIGN_NO_CERTIFICATE' })
      const request = simRequest({ card: { idNumber: '046204000123', oldIdNumber: '191234567' } })
      for (let tries = 0; tries < 2; tries++)
        expect(await bed.start(request)).toEqual({ kind: 'refused', code: 'SIM_SIGN_NO_CERTIFICATE' })
      expect(bed.sim.started).toHaveLength(1)
      const row = JSON.stringify(await bed.row(bed.sim.started[0] ?? ''))
      for (const told of [request.phone, '046204000123', '191234567']) expect(row).not.toContain(told)
      expect(await codeOf(bed.start({ ...request, subject: 'enterprise' }))).toBe('TRANSACTION_UNKNOWN')
    }))

  test('at a kiosk a number that was typed is not answered with a name before its holder confirms; an officer reads it', () =>
    withBed(async (bed) => {
      const key = await keyOf(sandbox, 'id-sex-differs')
      bed.csc.held = [{ ...key, credentialId: 'one', status: 'valid' }]
      const [kiosk] = bed.stations
      const { statement } = startedIn(await bed.start(remoteRequest({ userKey: key.userKey }), kiosk))
      expect(statement).toContain(key.userKey)
      expect(statement).not.toContain('Họ và tên')
      bed.pass(400_000)
      const again = remoteRequest({ userKey: key.userKey })
      const attended = startedIn(await bed.start(again, { ...kiosk, kind: 'assisted' }))
      expect(attended.statement).toContain('Họ và tên')
    }))

  test('asking what keys strangers have counts too, though nobody is sent anything', () =>
    withBed(
      async (bed) => {
        const codes = []
        for (const userKey of ['046204000901', '046204000902', '046204000903'])
          codes.push(await codeOf(bed.start(remoteRequest({ userKey }), bed.stations[1])))
        expect(codes).toEqual(['REMOTE_SIGN_NO_CERTIFICATE', 'REMOTE_SIGN_NO_CERTIFICATE', 'RATE_LIMITED'])
      },
      { perStation: 2 },
    ))

  test('a person without a usable key hears why before anything is sent', () =>
    withBed(async (bed) => {
      expect(await bed.start(remoteRequest())).toEqual({ kind: 'refused', code: 'REMOTE_SIGN_NO_CERTIFICATE' })
      const key = await keyOf(sandbox, 'own-name-viettel')
      bed.csc.held = [{ ...key, credentialId: 'one', status: 'valid' }]
      expect(await bed.start(remoteRequest({ subject: 'agency' }))).toEqual({
        kind: 'refused',
        code: expect.stringMatching(/^CERTIFICATE_/),
      })
      expect(bed.csc.started).toEqual([])
    }))
})
