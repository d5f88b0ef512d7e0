import { describe, expect, test } from 'vitest'
import type { AnyStateMachine } from 'xstate'
import { actUntil, DEVICE_CASES, type DeviceCase, type DeviceRun, toldBy, walkDevice } from './testing/device-cases.ts'
import { settle } from './testing/device-driver.ts'

/**
 * Every state of every device flow against everything that happens to devices (issue "Real devices", shown by). `told`: a message stands on the screen at
 * once; `waits`: the screen says what is waited for; `quiet`: the person need not know, nothing was interrupted.
 */
type Expectation = 'told' | 'waits' | 'quiet'
const DISTURBANCES = ['absent', 'unplugged', 'replugged', 'hung', 'garbage', 'slow', 'daemon restart'] as const
type Disturbance = (typeof DISTURBANCES)[number]
type Row = Readonly<Record<Disturbance, Expectation>>

const TOLD: Row = {
  absent: 'told',
  unplugged: 'told',
  replugged: 'told',
  hung: 'told',
  garbage: 'told',
  slow: 'waits',
  'daemon restart': 'told',
}
/** Nothing of the device is in use yet, or any more: gone is told, and forgotten when it is back. */
const IDLE: Row = { ...TOLD, replugged: 'quiet', 'daemon restart': 'quiet' }
/** The device has done its work. */
const OVER: Row = { ...IDLE, hung: 'quiet', garbage: 'quiet', slow: 'quiet' }

const TABLE: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
  tokenSign: {
    looking: IDLE,
    choosing: TOLD,
    preparing: TOLD,
    confirming: TOLD,
    enteringPin: TOLD,
    signing: TOLD,
    waitingForPinPad: TOLD,
  },
  readCard: { needingKey: IDLE, waitingForCard: IDLE, reading: TOLD, read: OVER },
  ownership: { asking: IDLE, waitingForReply: TOLD, shown: OVER },
  sendCode: { sending: TOLD, stuck: TOLD },
  print: {
    recording: IDLE,
    printing: TOLD,
    settling: OVER,
  },
}
/** States that are left in the step that enters them; nothing can happen there. */
const PASSED_THROUGH = ['starting', 'judging', 'comparing', 'done']

describe.each(DEVICE_CASES)('$name', (flow) => {
  const rows = TABLE[flow.name] ?? {}

  test('every state that lasts has its row', () => {
    const { logic } = flow.start('').driver.actor as unknown as { logic: AnyStateMachine }
    const states = Object.keys(logic.states).filter((state) => !PASSED_THROUGH.includes(state))
    expect(Object.keys(rows).sort()).toEqual(states.sort())
  })

  const cells = Object.entries(rows).flatMap(([state, row]) =>
    DISTURBANCES.map((disturbance) => [state, disturbance, row[disturbance]] as const),
  )

  test.each(cells)('%s, %s: %s, nothing is lost, and it can be finished', async (state, disturbance, expected) => {
    const run = flow.start(state)
    await walkDevice(flow, run, state)
    const callState = await toCall(flow, run, state, disturbance, expected)
    const given = flow.given(run)
    strike(flow, run, callState, disturbance)
    const told = await heard(run, disturbance)
    if (expected === 'told') expect(told).not.toBeNull()
    if (expected === 'quiet') expect(told).toBeNull()
    if (run.driver.state() !== 'done') expect(run.driver.view().screen).not.toBeNull()
    if (flow.name === 'tokenSign' && expected !== 'waits') {
      expect(run.driver.actor.getSnapshot().context.pin).toBeNull()
      expect(run.devices.secrets.count).toBe(0)
    }
    if (state !== 'looking') expect(flow.given(run)).toEqual(given)
    await finish(flow, run)
  })

  test.each(Object.keys(rows))('%s: the device never comes back, and the person still gets out', async (state) => {
    const run = flow.start(state)
    await walkDevice(flow, run, state)
    flow.goes(run, 'absent')
    for (let step = 0; step < 10 && run.driver.state() !== 'done'; step += 1) {
      run.driver.send({ type: 'user.wentBack' })
      run.driver.clock.increment(60_000)
      await settle()
    }
    expect(run.driver.state()).toBe('done')
    if (flow.name !== 'print') expect(run.driver.actor.getSnapshot().output).toEqual({ kind: 'backed-out' })
  })
})

/** Walks on to where the device is called, for what only a call can meet. Null where no call comes any more, or none is needed. */
async function toCall(
  flow: DeviceCase,
  run: DeviceRun,
  state: string,
  disturbance: Disturbance,
  expected: Expectation,
): Promise<string | null> {
  if (flow.callIn(run, state)) return state
  const meetsCalls = disturbance === 'hung' || disturbance === 'garbage' || disturbance === 'slow'
  const callState = flow.callStates[0]
  if (!meetsCalls || expected === 'quiet' || callState === undefined) return null
  await walkDevice(flow, run, callState)
  return callState
}

function strike(flow: DeviceCase, run: DeviceRun, callState: string | null, disturbance: Disturbance): void {
  const call = callState === null ? null : flow.callIn(run, callState)
  switch (disturbance) {
    case 'absent':
    case 'unplugged':
      flow.goes(run, disturbance)
      break
    case 'replugged':
      flow.goes(run, 'unplugged')
      flow.comesBack(run)
      break
    case 'daemon restart':
      flow.goes(run, 'daemon')
      flow.comesBack(run)
      break
    case 'hung':
      if (call) run.driver.clock.increment(call.limitMs)
      break
    case 'garbage':
      call?.spoil()
      break
    case 'slow':
      expect(call === null || call.hanging > 0).toBe(true)
  }
}

/** What stands on the screen: at once where the device is gone, else when the driver's word has come through; no time passes. */
async function heard(run: DeviceRun, disturbance: Disturbance): Promise<string | null> {
  const turns = disturbance === 'absent' || disturbance === 'unplugged' ? 1 : 5
  for (let turn = 0; turn < turns; turn += 1) {
    const told = toldBy(run)
    if (told) return told
    await settle()
  }
  return null
}

/** The device is there again and answers: a person without trouble comes to the end. */
async function finish(flow: DeviceCase, run: DeviceRun): Promise<void> {
  flow.comesBack(run)
  for (const state of flow.callStates) flow.callIn(run, state)?.release()
  await actUntil(flow, run, () => run.driver.state() === 'done')
  const kind = run.driver.actor.getSnapshot().output.kind
  const again = flow.goodKinds.includes(kind) ? null : flow.again(run)
  if (again) return finish(flow, again)
  expect(flow.goodKinds).toContain(kind)
}
