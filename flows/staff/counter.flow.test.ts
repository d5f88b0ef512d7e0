import { describe, expect, test } from 'vitest'
import { createActor, getInitialSnapshot, getNextSnapshot, SimulatedClock } from 'xstate'
import { COUNTER_LOCK_MS } from '../base/delays.ts'
import { provideStaffSession } from '../provide/provide-staff.ts'
import { runningActors } from '../running-flows.ts'
import { createFakeDevices } from '../testing/fake-devices.ts'
import { createFakeStaff, FAKE_OFFICERS, FAKE_PIN } from '../testing/fake-staff.ts'
import { counterFlow } from './counter.flow.ts'

function start() {
  const devices = createFakeDevices()
  const staff = createFakeStaff(devices.secrets)
  const clock = new SimulatedClock()
  const ended: string[] = []
  const machine = counterFlow.provide({
    actors: { staffSession: provideStaffSession({ ...devices.ports, staff: staff.port }) },
    actions: { endVisit: () => void ended.push('ended') },
  })
  const actor = createActor(machine, { clock }).start()
  const state = () => actor.getSnapshot().value
  const settle = async () => {
    for (let at = 0; at < 4; at++) await new Promise((done) => setImmediate(done))
  }
  return {
    actor,
    clock,
    ended,
    staff,
    state,
    officer: () => actor.getSnapshot().context.officer,
    settle,
    async signIn(code: string) {
      await settle()
      const session = runningActors(actor).find((flow) => flow.getSnapshot().machine.id === 'staffSession')
      session?.send({ type: 'user.staffSignedIn', code, pin: devices.secrets.keep(FAKE_PIN) })
      await settle()
    },
  }
}

async function serving() {
  const run = start()
  await run.signIn('gdv01')
  expect(run.state()).toBe('serving')
  return run
}

describe('a counter', () => {
  test('knows who signed in', async () => {
    const run = await serving()
    expect(run.officer()).toEqual(FAKE_OFFICERS.gdv01)
  })

  test('asks again where nobody signed in', async () => {
    const run = start()
    await run.settle()
    const first = run.actor.getSnapshot().children.staffSession
    first?.send({ type: 'user.wentBack' })
    await run.settle()
    expect(run.state()).toBe('signingIn')
    expect(run.actor.getSnapshot().children.staffSession).not.toBe(first)
    await run.signIn('ks01')
    expect(run.officer()).toEqual(FAKE_OFFICERS.ks01)
  })

  test('hands over at once where no visit stands; nobody signs in before the last visit is gone', async () => {
    const run = await serving()
    run.actor.send({ type: 'officer.left', visitStands: false })
    expect(run.state()).toBe('leaving')
    expect(run.ended).toEqual(['ended'])
    expect(run.officer()).toBeNull()
    expect(run.actor.getSnapshot().children.staffSession).toBeUndefined()
    run.actor.send({ type: 'visit.rested' })
    await run.signIn('gdv02')
    expect(run.officer()).toEqual(FAKE_OFFICERS.gdv02)
  })

  test('asks before it wipes a visit, and stays when told so', async () => {
    const run = await serving()
    run.actor.send({ type: 'officer.left', visitStands: true })
    expect(run.state()).toBe('asking')
    expect(run.officer()).toEqual(FAKE_OFFICERS.gdv01)
    run.actor.send({ type: 'officer.stayed' })
    expect(run.state()).toBe('serving')
    expect(run.ended).toEqual([])
    run.actor.send({ type: 'officer.left', visitStands: true })
    run.actor.send({ type: 'officer.left', visitStands: true })
    expect(run.state()).toBe('leaving')
    expect(run.ended).toEqual(['ended'])
  })

  test.each(['serving', 'asking'] as const)('left alone in %s it locks, not a moment before', async (state) => {
    const run = await serving()
    if (state === 'asking') run.actor.send({ type: 'officer.left', visitStands: true })
    run.clock.increment(COUNTER_LOCK_MS - 1)
    expect(run.state()).toBe(state)
    run.clock.increment(1)
    expect(run.state()).toBe('leaving')
    expect(run.officer()).toBeNull()
    expect(run.ended).toEqual(['ended'])
  })

  test('each key starts the wait anew', async () => {
    const run = await serving()
    run.clock.increment(COUNTER_LOCK_MS - 1)
    run.actor.send({ type: 'user.active' })
    run.clock.increment(COUNTER_LOCK_MS - 1)
    expect(run.state()).toBe('serving')
    run.clock.increment(1)
    expect(run.state()).toBe('leaving')
  })
})

describe('pure', () => {
  const at = (value: 'signingIn' | 'broken' | 'serving' | 'asking' | 'leaving') =>
    counterFlow.resolveState({ value, context: { officer: null } })

  test.each([
    ['signingIn', { type: 'officer.left', visitStands: false }],
    ['serving', { type: 'visit.rested' }],
    ['asking', { type: 'user.active' }],
    ['leaving', { type: 'officer.left', visitStands: false }],
    ['broken', { type: 'officer.stayed' }],
  ] as const)('%s takes no %o', (state, event) => {
    expect(getNextSnapshot(counterFlow, at(state), event).value).toBe(state)
  })

  test('what broke is tried again', () => {
    expect(getNextSnapshot(counterFlow, at('broken'), { type: 'user.retried' }).value).toBe('signingIn')
    expect(at('broken').hasTag('staff-none')).toBe(true)
  })

  test('begins with nobody', () => {
    expect(getInitialSnapshot(counterFlow).context.officer).toBeNull()
  })
})
