import { describe, expect, test } from 'vitest'
import { REMOTE_GRACE_MS, REMOTE_RETRY_MS } from '../base/delays.ts'
import { TERMS_VERSION } from '../base/registration.ts'
import type { RemoteRequest } from '../ports/remote.port.ts'
import { provideRemote } from '../provide/provide-registrations.ts'
import { settle } from '../testing/device-driver.ts'
import { createFakeWorld, type FakeWorld } from '../testing/fake-ports.ts'
import { driveFlow } from '../testing/flow-driver.ts'

const COMMON = {
  requestId: 'packet-1:remote:1',
  packetId: 'packet-1',
  subject: 'citizen',
  termsVersion: TERMS_VERSION,
  card: null,
} as const
const SIGN_IN: RemoteRequest = { ...COMMON, kind: 'sign-in', provider: 'vnpost' }
const BY_SIM: RemoteRequest = { ...COMMON, kind: 'sim-signature', phone: '+84971234456', carrier: 'Viettel' }
const BY_APP: RemoteRequest = {
  ...COMMON,
  kind: 'remote-signature',
  provider: 'smartca',
  userKey: '046204001234',
}

function start(prepare: (world: FakeWorld) => void = () => {}, request = SIGN_IN) {
  const world = createFakeWorld()
  world.remote.waits = Number.POSITIVE_INFINITY
  prepare(world)
  const driver = driveFlow(provideRemote(world.ports.remote, world.ports.ticker), { request, shownTo: null })
  return { world, driver }
}

async function waiting(...args: Parameters<typeof start>) {
  const run = start(...args)
  await run.driver.reach('remote-waiting')
  return run
}

/** Lets the time go and whatever was asked be answered. */
async function pass(run: ReturnType<typeof start>, ms: number): Promise<void> {
  run.driver.clock.increment(ms)
  for (let turn = 0; turn < 5; turn += 1) await settle()
}

describe('a request', () => {
  test('is started once, shown with its codes, asked after, and answered', async () => {
    const run = await waiting((world) => {
      world.remote.waits = 2
    })
    expect(run.driver.context().transaction).toMatchObject({ transactionId: 'transaction-1', userCode: 'WDJB-MJHT' })
    for (let poll = 0; poll < 3; poll += 1) await pass(run, 5_000)
    const output = run.driver.output()
    expect(output).toMatchObject({
      kind: 'answered',
      answer: { kind: 'signed-in', proof: 'd.e.f' },
      transaction: { transactionId: 'transaction-1', packetId: 'packet-1' },
    })
    expect(run.world.remote.started).toEqual([SIGN_IN])
    expect(run.world.remote.polled).toHaveLength(3)
  })

  test.each([
    [BY_SIM, 'signed'],
    [BY_APP, 'signed'],
    [SIGN_IN, 'signed-in'],
  ] as const)('$kind: Enter, "I have confirmed", asks at once', async (request, kind) => {
    const { driver, world } = await waiting((w) => {
      w.remote.waits = 1
    }, request)
    for (const asked of [1, 2]) {
      expect(driver.send({ type: 'user.confirmed' })).toBe(true)
      // Pressed twice it is asked once.
      expect(driver.send({ type: 'user.confirmed' })).toBe(false)
      for (let turn = 0; turn < 3; turn += 1) await settle()
      expect(world.remote.polled).toHaveLength(asked)
    }
    expect(driver.output()).toMatchObject({ kind: 'answered', answer: { kind } })
  })

  test('is asked after as often as the party wants, and slower from then on when it says so (RFC 8628 §3.5)', async () => {
    const run = await waiting()
    await pass(run, 4_999)
    expect(run.world.remote.polled).toHaveLength(0)
    run.world.remote.poll.next({ give: { kind: 'waiting', pollAfterMs: 10_000, lifetimeMs: 295_000 } })
    run.world.remote.pollAfterMs = 10_000
    await pass(run, 1)
    expect(run.world.remote.polled).toHaveLength(1)
    await pass(run, 9_999)
    expect(run.world.remote.polled).toHaveLength(1)
    await pass(run, 1)
    expect(run.world.remote.polled).toHaveLength(2)
    expect(new Set(run.world.remote.polled)).toEqual(new Set(['transaction-1']))
  })

  test('the person looks at another screen: the parent hears each second that somebody is waited for', async () => {
    const { driver, world } = await waiting()
    const before = driver.told.length
    world.tick(1_000)
    world.tick(2_000)
    expect(driver.told.slice(before)).toEqual(['remote.waits', 'remote.waits'])
    expect(driver.context().elapsedMs).toBe(2_000)
  })

  test.each(['SIGN_IN_DENIED', 'SIGN_IN_EXPIRED', 'SIGN_IN_OFFICIAL', 'SIGN_IN_NONCE'] as const)(
    'the party or central answers %s: refused',
    async (code) => {
      const { driver, world } = await waiting()
      world.remote.poll.next({ give: { kind: 'refused', code } })
      driver.send({ type: 'user.confirmed' })
      await driver.reach(null)
      expect(driver.output()).toEqual({ kind: 'refused', code })
    },
  )
})

describe('starting', () => {
  test.each([
    'LINE_DOWN',
    'CAPTIVE_PORTAL',
    'CENTRAL_BUSY',
    'CENTRAL_ANSWER_INVALID',
    'SIGN_IN_UNAVAILABLE',
    'SIM_SIGN_UNAVAILABLE',
    'REMOTE_SIGN_UNAVAILABLE',
  ] as const)('%s cuts off, and trying again sends the SAME request', async (raise) => {
    const { driver, world } = start((w) => w.remote.start.next({ raise }, { raise }))
    for (const type of ['user.retried', 'user.confirmed'] as const) {
      await driver.reach('remote-cut-off')
      expect(driver.context().trouble).toBe(raise)
      driver.send({ type })
      expect(driver.screen()).toBe('remote-starting')
    }
    await driver.reach('remote-waiting')
    expect(driver.context().trouble).toBeNull()
    expect(world.remote.started).toHaveLength(3)
    expect(new Set(world.remote.started.map(({ requestId }) => requestId)).size).toBe(1)
  })

  test.each(['TRANSACTION_ELSEWHERE', 'RATE_LIMITED', 'CLOCK_SKEW', 'STATION_UNKNOWN'] as const)(
    '%s cannot be mended by trying again',
    async (raise) => {
      const { driver } = start((world) => world.remote.start.next({ raise }))
      await driver.reach(null)
      expect(driver.output()).toEqual({ kind: 'faulted', code: raise })
    },
  )

  test('a party that refuses at once ends it', async () => {
    const code = 'SIM_SIGN_NO_CERTIFICATE'
    const { driver, world } = start((w) => w.remote.start.next({ give: { kind: 'refused', code } }), BY_SIM)
    await driver.reach(null)
    expect(driver.output()).toEqual({ kind: 'refused', code })
    expect(world.remote.polled).toEqual([])
  })

  test('back leaves at once, whatever the call does later', async () => {
    const { driver, world } = start((w) => w.remote.start.next('hang'))
    driver.send({ type: 'user.wentBack' })
    expect(driver.output()).toEqual({ kind: 'backed-out' })
    world.remote.start.release()
    await settle()
    expect(driver.output()).toEqual({ kind: 'backed-out' })
  })

  test('a SIM that never got its request can go into the reader here; nothing else can', async () => {
    const { driver } = start((world) => world.remote.start.next({ raise: 'LINE_DOWN' }), BY_SIM)
    expect(driver.send({ type: 'user.choseReader' })).toBe(false)
    await driver.reach('remote-cut-off')
    driver.send({ type: 'user.choseReader' })
    expect(driver.output()).toEqual({ kind: 'use-reader' })
    const signIn = start((world) => world.remote.start.next({ raise: 'LINE_DOWN' }), SIGN_IN)
    await signIn.driver.reach('remote-cut-off')
    expect(signIn.driver.send({ type: 'user.choseReader' })).toBe(false)
  })

  test('back from where the line was cut off leaves', async () => {
    const { driver } = start((world) => world.remote.start.next({ raise: 'LINE_DOWN' }))
    await driver.reach('remote-cut-off')
    driver.send({ type: 'user.wentBack' })
    expect(driver.output()).toEqual({ kind: 'backed-out' })
  })
})

describe('the line goes while the person is waited for', () => {
  test('it is told, the same request is asked after, and when the line is back nothing more is told', async () => {
    const run = await waiting()
    run.world.remote.poll.next({ raise: 'LINE_DOWN' }, { raise: 'CENTRAL_BUSY' })
    await pass(run, 5_000)
    expect(run.driver.screen()).toBe('remote-waiting')
    expect(run.driver.context().trouble).toBe('LINE_DOWN')
    await pass(run, 5_000)
    expect(run.driver.context().trouble).toBe('CENTRAL_BUSY')
    await pass(run, 5_000)
    expect(run.driver.context().trouble).toBeNull()
    run.world.remote.waits = 0
    await pass(run, 5_000)
    expect(run.driver.output()?.kind).toBe('answered')
    expect(run.world.remote.started).toHaveLength(1)
  })

  test('a party that wants to be asked every second is asked less often while nothing is heard', async () => {
    const run = await waiting((world) => {
      world.remote.pollAfterMs = 1_000
      world.remote.poll.next({ raise: 'LINE_DOWN' })
    })
    await pass(run, 1_000)
    await pass(run, REMOTE_RETRY_MS - 1)
    expect(run.world.remote.polled).toHaveLength(1)
    await pass(run, 1)
    expect(run.world.remote.polled).toHaveLength(2)
  })

  test('a request central knows nothing of cannot be waited for', async () => {
    const { driver, world } = await waiting()
    world.remote.poll.next({ raise: 'TRANSACTION_UNKNOWN' })
    driver.send({ type: 'user.confirmed' })
    await driver.reach(null)
    expect(driver.output()).toEqual({ kind: 'faulted', code: 'TRANSACTION_UNKNOWN' })
  })

  test('back leaves while a question hangs, and its late answer changes nothing', async () => {
    const run = await waiting((world) => world.remote.poll.next('hang'))
    await pass(run, 5_000)
    expect(run.world.remote.poll.hanging).toBe(1)
    run.driver.send({ type: 'user.wentBack' })
    expect(run.driver.output()).toEqual({ kind: 'backed-out' })
    run.world.remote.poll.release()
    await settle()
    expect(run.driver.output()).toEqual({ kind: 'backed-out' })
  })
})

describe('time runs out', () => {
  test.each([
    [SIGN_IN, 'SIGN_IN_EXPIRED'],
    [BY_SIM, 'SIM_SIGN_EXPIRED'],
    [BY_APP, 'REMOTE_SIGN_EXPIRED'],
  ] as const)('$kind: a silence past its lifetime ends it, not before', async (request, code) => {
    const run = await waiting((world) => world.remote.poll.next('hang'), request)
    await pass(run, 5_000)
    await pass(run, run.world.remote.lifetimeMs + REMOTE_GRACE_MS - 5_001)
    expect(run.driver.screen()).toBe('remote-waiting')
    await pass(run, 1)
    expect(run.driver.output()).toEqual({ kind: 'refused', code })
  })
})
