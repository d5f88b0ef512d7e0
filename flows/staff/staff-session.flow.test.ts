import { describe, expect, test } from 'vitest'
import { createActor, getInitialSnapshot, getNextSnapshot } from 'xstate'
import { STAFF_CHECK_LIMIT_MS } from '../base/delays.ts'
import type { PersonEvent } from '../base/events.ts'
import { Fault } from '../base/fault.ts'
import { STAFF_SCREENS } from '../base/staff-screens.ts'
import { provideStaffSession } from '../provide/provide-staff.ts'
import { runningFlows } from '../running-flows.ts'
import { driveDevice } from '../testing/device-driver.ts'
import { createFakeDevices } from '../testing/fake-devices.ts'
import { createFakeStaff, FAKE_OFFICERS, FAKE_PIN } from '../testing/fake-staff.ts'
import { sampleToken } from '../testing/sample-devices.ts'
import { type StaffSessionInput, staffSessionFlow } from './staff-session.flow.ts'

const SESSION: StaffSessionInput = { purpose: 'session', attester: null }
const CONFIRM: StaffSessionInput = { purpose: 'confirm', attester: { staffId: FAKE_OFFICERS.gdv01.staffId } }

/** A counter whose officers sign in; `prepare` sets it up before the flow starts. */
function start(input = SESSION, prepare: (world: ReturnType<typeof createWorld>) => void = () => {}) {
  const world = createWorld()
  prepare(world)
  const { devices, staff } = world
  const machine = provideStaffSession({ ...devices.ports, staff: staff.port })
  const driver = driveDevice(machine, input)
  const context = () => driver.actor.getSnapshot().context
  const token = () => driver.actor.getSnapshot().children.tokenSign
  return {
    ...world,
    driver,
    context,
    token,
    output: () => driver.actor.getSnapshot().output,
    screen: () => {
      const chain = runningFlows(driver.actor.getSnapshot())
      return STAFF_SCREENS.find((name) => chain.some((flow) => flow.hasTag(name))) ?? null
    },
    signIn: (code: string, pin: string = FAKE_PIN) =>
      driver.send({ type: 'user.staffSignedIn', code, pin: devices.secrets.keep(pin) }),
    toToken: (event: PersonEvent) => token()?.send(event),
  }
}

function createWorld() {
  const devices = createFakeDevices()
  return { devices, staff: createFakeStaff(devices.secrets) }
}

async function signedOut(...args: Parameters<typeof start>) {
  const run = start(...args)
  await run.driver.reach('signedOut')
  return run
}

async function atToken(...args: Parameters<typeof start>) {
  const run = await signedOut(args[0], (world) => {
    world.devices.token.become([sampleToken()], null)
    args[1]?.(world)
  })
  run.driver.send({ type: 'user.choseToken' })
  await run.driver.reach('byToken')
  return run
}

const signWithToken = async (run: Awaited<ReturnType<typeof atToken>>, pin = run.devices.token.pin) => {
  run.toToken({ type: 'user.confirmed' })
  run.toToken({ type: 'user.confirmed' })
  run.toToken({ type: 'user.pinEntered', pin: run.devices.secrets.keep(pin) })
}

describe('an officer signs in', () => {
  test('by code and PIN, and no secret is left', async () => {
    const run = await signedOut()
    expect(run.screen()).toBe('staff-sign-in')
    run.signIn('gdv01')
    expect(run.screen()).toBe('staff-checking')
    await run.driver.reach('done')
    expect(run.output()).toEqual({ kind: 'signed-in', officer: FAKE_OFFICERS.gdv01 })
    expect(run.devices.secrets.count).toBe(0)
  })

  test.each(Object.values(FAKE_OFFICERS))('a session is for every role: $role $code', async (officer) => {
    const run = await signedOut()
    run.signIn(officer.code)
    await run.driver.reach('done')
    expect(run.output()).toEqual({ kind: 'signed-in', officer })
  })

  test('a wrong PIN asks again and tells the tries left; then the right one is taken', async () => {
    const run = await signedOut()
    run.signIn('gdv01', '999999')
    await run.driver.reach('signedOut')
    expect(run.context()).toMatchObject({ problem: 'STAFF_PIN_WRONG', triesLeft: 4 })
    run.signIn('gdv01')
    expect(run.context()).toMatchObject({ problem: null, triesLeft: null })
    await run.driver.reach('done')
    expect(run.devices.secrets.count).toBe(0)
  })

  test.each(['STORE_BUSY', 'STORE_FULL', 'SECRET_SPENT'] as const)('%s asks again', async (raise) => {
    const run = await signedOut()
    run.staff.signIn.next({ raise })
    run.signIn('gdv01')
    await run.driver.reach('signedOut')
    expect(run.context().problem).toBe(raise)
    expect(run.devices.secrets.count).toBe(0)
  })

  test('a PIN that nobody took is wiped when the check ends', async () => {
    const run = await signedOut(SESSION, ({ staff }) =>
      Object.assign(staff.port, { signIn: () => Promise.reject(new Fault('STORE_BUSY')) }),
    )
    run.signIn('gdv01')
    expect(run.devices.secrets.count).toBe(1)
    await run.driver.reach('signedOut')
    expect(run.devices.secrets.count).toBe(0)
  })

  test('a store that hangs is given up, and its late word changes nothing', async () => {
    const run = await signedOut()
    run.staff.signIn.next('hang')
    run.signIn('gdv01')
    run.driver.clock.increment(STAFF_CHECK_LIMIT_MS - 1)
    expect(run.driver.state()).toBe('verifying')
    run.driver.clock.increment(1)
    expect(run.driver.state()).toBe('signedOut')
    expect(run.context().problem).toBe('STORE_BUSY')
    run.staff.signIn.release()
    await run.driver.reach('signedOut')
    expect(run.output()).toBeUndefined()
  })

  test('Enter pressed twice leaves no second PIN behind', async () => {
    const run = await signedOut()
    run.staff.signIn.next('hang')
    run.signIn('gdv01')
    run.signIn('gdv01')
    expect(run.devices.secrets.count).toBe(0)
    run.staff.signIn.release()
    await run.driver.reach('done')
    expect(run.output()?.kind).toBe('signed-in')
  })

  test('back leaves without anybody', async () => {
    const run = await signedOut()
    run.driver.send({ type: 'user.wentBack' })
    expect(run.output()).toEqual({ kind: 'backed-out' })
  })

  test('neither PIN nor code stands in a snapshot, before, during and after', async () => {
    const run = await signedOut()
    const snapshots = [JSON.stringify(run.driver.actor.getPersistedSnapshot())]
    run.staff.signIn.next('hang')
    run.signIn('gdv01', '739182')
    snapshots.push(JSON.stringify(run.driver.actor.getPersistedSnapshot()))
    run.staff.signIn.release()
    await run.driver.reach('signedOut')
    snapshots.push(JSON.stringify(run.driver.actor.getPersistedSnapshot()))
    expect(snapshots.filter((text) => text.includes('739182'))).toEqual([])
    expect(snapshots.at(-1)).not.toContain('gdv01')
  })
})

describe('nobody has an account yet', () => {
  test('tells so; once somebody was added, goes on', async () => {
    const run = start(SESSION, ({ staff }) => {
      staff.accounts = 0
    })
    await run.driver.reach('nobody')
    expect(run.screen()).toBe('staff-none')
    expect(run.context().problem).toBe('STAFF_NONE')
    run.driver.send({ type: 'user.retried' })
    await run.driver.reach('nobody')
    run.staff.accounts = 1
    run.driver.send({ type: 'user.retried' })
    await run.driver.reach('signedOut')
    expect(run.context().problem).toBeNull()
  })

  test('back leaves', async () => {
    const run = start(SESSION, ({ staff }) => {
      staff.accounts = 0
    })
    await run.driver.reach('nobody')
    run.driver.send({ type: 'user.wentBack' })
    expect(run.output()).toEqual({ kind: 'backed-out' })
  })
})

describe('a locked account', () => {
  const toLocked = async () => {
    const run = await signedOut()
    run.staff.signIn.next({ give: { kind: 'locked', opensInMs: 10_000 } })
    run.signIn('gdv01')
    await run.driver.reach('locked')
    return run
  }

  test('shows how long, counts down, and asks again at the end', async () => {
    const run = await toLocked()
    expect(run.screen()).toBe('staff-locked')
    expect(run.context()).toMatchObject({ problem: 'STAFF_LOCKED', opensInMs: 10_000, elapsedMs: 0 })
    run.devices.tick(9_999)
    expect(run.context().elapsedMs).toBe(9_999)
    expect(run.driver.state()).toBe('locked')
    run.devices.tick(10_000)
    expect(run.driver.state()).toBe('signedOut')
    expect(run.context().problem).toBeNull()
    run.signIn('gdv01')
    await run.driver.reach('done')
  })

  test('keeps nobody else out: another officer signs in meanwhile', async () => {
    const run = await toLocked()
    run.driver.send({ type: 'user.wentBack' })
    run.signIn('gdv02')
    await run.driver.reach('done')
    expect(run.output()).toEqual({ kind: 'signed-in', officer: FAKE_OFFICERS.gdv02 })
  })

  test('a second lock counts from its own beginning', async () => {
    const run = await toLocked()
    run.devices.tick(10_000)
    run.staff.signIn.next({ give: { kind: 'locked', opensInMs: 20_000 } })
    run.signIn('gdv01')
    await run.driver.reach('locked')
    expect(run.context()).toMatchObject({ opensInMs: 20_000, elapsedMs: 0 })
  })
})

describe('a second officer confirms', () => {
  test.each([FAKE_OFFICERS.gdv02, FAKE_OFFICERS.ks01])('$role $code may', async (officer) => {
    const run = await signedOut(CONFIRM)
    run.signIn(officer.code)
    await run.driver.reach('done')
    expect(run.output()).toEqual({ kind: 'signed-in', officer })
  })

  test.each([
    ['STAFF_SAME_OFFICER', 'gdv01'],
    ['STAFF_ROLE', 'kt01'],
  ] as const)('%s: %s may not, with the right PIN either', async (code, who) => {
    const run = await signedOut(CONFIRM)
    run.signIn(who)
    await run.driver.reach('signedOut')
    expect(run.context()).toMatchObject({ problem: code, triesLeft: null })
    expect(run.output()).toBeUndefined()
    run.driver.send({ type: 'user.wentBack' })
    expect(run.output()).toEqual({ kind: 'backed-out' })
    expect(run.devices.secrets.count).toBe(0)
  })

  test('the same officer may not come back by token either', async () => {
    const run = await atToken(CONFIRM)
    await signWithToken(run)
    await run.driver.reach('signedOut')
    expect(run.context().problem).toBe('STAFF_SAME_OFFICER')
  })

  test('where nobody attested there is nothing to confirm', async () => {
    const run = await signedOut({ purpose: 'confirm', attester: null })
    run.signIn('ks01')
    await run.driver.reach('signedOut')
    expect(run.context().problem).toBe('STAFF_ROLE')
  })
})

describe('by token', () => {
  test('the token signs the challenge and its officer is signed in; no secret is left', async () => {
    const run = await atToken()
    expect(run.token()?.getSnapshot()).toMatchObject({
      context: { signatureId: 'challenge-1', statementBase64: btoa('challenge-1') },
    })
    await signWithToken(run)
    await run.driver.reach('done')
    expect(run.output()).toEqual({ kind: 'signed-in', officer: FAKE_OFFICERS.gdv01 })
    expect(run.devices.secrets.count).toBe(0)
  })

  test('a token nobody owns is wrong, and each try has a challenge of its own', async () => {
    const run = await atToken(SESSION, ({ staff }) => {
      staff.tokenOf = null
    })
    await signWithToken(run)
    await run.driver.reach('signedOut')
    expect(run.context()).toMatchObject({ problem: 'STAFF_TOKEN_WRONG', triesLeft: null })
    run.staff.tokenOf = FAKE_OFFICERS.ks01
    run.driver.send({ type: 'user.choseToken' })
    await run.driver.reach('byToken')
    await signWithToken(run)
    await run.driver.reach('done')
    expect(run.staff.challenges).toEqual(['challenge-1', 'challenge-2'])
  })

  test('back from the token leads to code and PIN', async () => {
    const run = await atToken()
    run.toToken({ type: 'user.wentBack' })
    await run.driver.reach('signedOut')
    expect(run.context().problem).toBeNull()
  })

  test('a token that refuses tells why', async () => {
    const run = await atToken()
    run.devices.token.sign.next({ give: { kind: 'pin-locked' } })
    await signWithToken(run)
    await run.driver.reach('signedOut')
    expect(run.context().problem).toBe('TOKEN_PIN_LOCKED')
    expect(run.devices.secrets.count).toBe(0)
  })

  test('a store that fails or hangs asks again', async () => {
    const run = await atToken()
    run.staff.signInByToken.next({ raise: 'STORE_FULL' }, 'hang')
    await signWithToken(run)
    await run.driver.reach('signedOut')
    expect(run.context().problem).toBe('STORE_FULL')
    run.driver.send({ type: 'user.choseToken' })
    await run.driver.reach('byToken')
    await signWithToken(run)
    await run.driver.reach('verifyingToken')
    run.driver.clock.increment(STAFF_CHECK_LIMIT_MS)
    expect(run.driver.state()).toBe('signedOut')
    expect(run.context().problem).toBe('STORE_BUSY')
  })
})

describe('pure', () => {
  test('every state but the token’s own screens names one screen', () => {
    const untagged = Object.entries(staffSessionFlow.states).filter(([, state]) => state.tags.length === 0)
    expect(untagged.map(([name]) => name).sort()).toEqual(['byToken', 'done'])
    const tags = Object.values(staffSessionFlow.states).flatMap((state) => state.tags)
    expect([...new Set(tags)].sort()).toEqual([...STAFF_SCREENS].sort())
  })

  test('an event that a state does not take changes nothing', () => {
    const opening = getInitialSnapshot(staffSessionFlow, SESSION)
    for (const type of ['user.choseToken', 'user.confirmed', 'user.retried'] as const)
      expect(getNextSnapshot(staffSessionFlow, opening, { type }).value).toBe('opening')
    expect(getNextSnapshot(staffSessionFlow, opening, { type: 'user.wentBack' }).value).toBe('done')
  })

  test('a flow without its actors asks for nothing and signs in nobody', async () => {
    const actor = createActor(staffSessionFlow, { input: SESSION }).start()
    await new Promise((resolve) => setImmediate(resolve))
    expect(actor.getSnapshot()).toMatchObject({ value: 'signedOut', context: { problem: 'INTERNAL' } })
    actor.stop()
  })
})
