import { describe, expect, test } from 'vitest'
import type { Method } from '../base/terms.ts'
import type { KnownPerson } from '../ports/known-person.port.ts'
import { createFakeWorld, type FakeWorld } from '../testing/fake-ports.ts'
import { FAKE_OFFICERS } from '../testing/fake-staff.ts'
import { driveVisit, type Errand, walkTo } from '../testing/visit-driver.ts'
import { printOf } from '../visit/visit-context.ts'
import type { VisitScreen, VisitView } from '../visit/visit-view.ts'

const MAYBE: KnownPerson = { kind: 'maybe-account' }
const EARLIER = {
  packetId: '0193f5a2-7c1e-7b3a-9d44-5f0e8a6b1c2d',
  receiptNumber: 'K0001-000041',
  sealedAt: Date.UTC(2026, 10, 22),
}
const HERE: KnownPerson = { kind: 'sealed-here', receipt: EARLIER, state: 'waiting', expiresAtMs: null }
/** Methods whose registration goes on while central cannot be asked. */
const OFFLINE = ['mobile', 'social-insurance', 'usb-token', 'in-person'] as const

async function at(
  screen: VisitScreen,
  method: Method,
  prepare: (world: FakeWorld) => void = () => {},
  line: 'down' | 'up' = 'down',
) {
  const world = createFakeWorld()
  Object.assign(world, { stationKind: 'assisted', officer: FAKE_OFFICERS.gdv01, known: MAYBE })
  if (line === 'down') {
    Object.assign(world.faults, { preCheck: 'LINE_DOWN', askAccount: 'LINE_DOWN' })
    world.remote.check.next({ raise: 'LINE_DOWN' })
  }
  prepare(world)
  const driver = driveVisit(world)
  const errand: Errand = { subject: 'citizen', method }
  const seen: VisitScreen[] = []
  const view = await walkTo(driver, world, screen, errand, ({ screen: one }: VisitView) => void seen.push(one))
  return { world, driver, view, seen, errand }
}

describe('central cannot be asked, and an officer serves', () => {
  test.each(OFFLINE)('%s: the officer is warned, once, before anything is sent, and goes on', async (method) => {
    const { world, driver, view, errand } = await at('account-maybe', method)
    expect(view.knownPerson?.known).toEqual(MAYBE)
    expect([world.otpRequests, world.sealed]).toEqual([[], []])
    const { claims } = world.peopleAsked[0] ?? {}
    expect(claims?.idNumber).toMatch(/^\d{12}$/)
    const warned: VisitScreen[] = []
    driver.send({ type: 'user.confirmed' })
    await walkTo(driver, world, 'result', errand, ({ screen }) => void warned.push(screen))
    expect(warned).not.toContain('account-maybe')
    expect(world.sealed).toHaveLength(1)
    expect(world.peopleAsked).toHaveLength(1)
  })

  test.each(OFFLINE)('%s: somebody of whom nothing is known sees no warning', async (method) => {
    const { world, seen } = await at('result', method, (w) => {
      w.known = { kind: 'unknown' }
    })
    expect(seen).not.toContain('account-maybe')
    expect([world.peopleAsked.length, world.sealed.length]).toEqual([1, 1])
  })

  test.each(OFFLINE)('%s: the ways out are there, and no packet is made', async (method) => {
    const { world, driver } = await at('account-maybe', method)
    driver.send({ type: 'user.declined' })
    expect((await driver.reach('account-ways')).visit.outcome).toMatchObject({ code: 'ACCOUNT_MAYBE_EXISTS' })
    driver.send({ type: 'user.choseWay', way: 'recover' })
    expect((await driver.reach('result')).visit.outcome).toMatchObject({ kind: 'refused', way: 'recover' })
    expect(world.sealed).toEqual([])
  })

  test.each([
    ['mobile', 'form'],
    ['in-person', 'attest'],
    ['usb-token', 'conditions'],
  ] as const)('%s: back leads to %s', async (method, screen) => {
    const { driver } = await at('account-maybe', method)
    driver.send({ type: 'user.wentBack' })
    await driver.reach(screen)
  })

  test('what was sealed here comes with the number of its receipt', async () => {
    const { view } = await at('account-maybe', 'mobile', (w) => {
      w.known = HERE
    })
    expect(view.knownPerson?.known).toEqual(HERE)
  })

  test.each(OFFLINE)('trap: %s: what waits here is no account: whoever stops keeps that receipt', async (method) => {
    const { world, driver } = await at('account-maybe', method, (w) => {
      w.known = HERE
    })
    driver.send({ type: 'user.declined' })
    const { visit } = await driver.reach('result')
    expect(visit.outcome).toEqual({ kind: 'pending', code: 'PACKET_WAITS_HERE', receipt: EARLIER })
    expect(world.sealed).toEqual([])
    // The paper of the earlier visit has an id of its own: this one is another print of the same document.
    expect(printOf(visit)).toMatchObject({ documentId: EARLIER.packetId, receipt: EARLIER })
    expect(printOf(visit).printId).toContain(visit.opening?.packetId)
  })

  test.each([
    ['waiting-for-citizen', 'result', { kind: 'waiting-for-citizen', receipt: EARLIER, expiresAtMs: 7 }],
    ['accepted', 'account-ways', { kind: 'refused', code: 'ACCOUNT_MAYBE_EXISTS' }],
  ] as const)('what is known here as %s leads to %s', async (state, screen, outcome) => {
    const { driver } = await at('account-maybe', 'mobile', (w) => {
      w.known = { ...HERE, state, expiresAtMs: 7 }
    })
    driver.send({ type: 'user.declined' })
    expect((await driver.reach(screen)).visit.outcome).toMatchObject(outcome)
  })

  test.each(['mobile', 'usb-token', 'in-person'] as const)('%s: with the line nobody is looked up', async (method) => {
    const { world, seen } = await at('result', method, () => {}, 'up')
    expect(seen).not.toContain('account-maybe')
    expect(world.peopleAsked).toEqual([])
  })
})

test.each(['mobile', 'social-insurance', 'usb-token'] as const)(
  'a machine that people use by themselves tells nobody: %s',
  async (method) => {
    const { world, seen } = await at('result', method, (w) => {
      Object.assign(w, { stationKind: 'self-service', officer: null })
    })
    expect(seen).not.toContain('account-maybe')
    expect(world.peopleAsked).toEqual([])
  },
)
