import { describe, expect, test } from 'vitest'
import { INACTIVITY_GRACE_MS, INACTIVITY_WARNING_MS, REMOTE_GRACE_MS } from '../base/delays.ts'
import { ACCOUNT_WAYS } from '../base/outcome.ts'
import { METHODS, type Method } from '../base/terms.ts'
import { VNEID_2024 } from '../rules/policy-sets.ts'
import { createFakeWorld, type FakeWorld } from '../testing/fake-ports.ts'
import { FAKE_OFFICERS } from '../testing/fake-staff.ts'
import { driveVisit, type Errand, walkTo } from '../testing/visit-driver.ts'
import type { VisitScreen } from './visit-view.ts'

const errand = (method: Method): Errand => ({ subject: 'citizen', method })

/** A world in which the method is open. */
function worldFor(method: Method): FakeWorld {
  const world = createFakeWorld()
  if (method === 'vneid') world.policy = VNEID_2024
  if (method === 'in-person') Object.assign(world, { stationKind: 'assisted', officer: FAKE_OFFICERS.gdv01 })
  return world
}

/** Every register says that this person has an account of the highest level. */
function withAccount(world: FakeWorld): FakeWorld {
  world.preCheck = { ...world.preCheck, account: 'exists' }
  world.account = { state: 'exists', ial: 3 }
  world.remote.account = { state: 'exists', ial: 3 }
  return world
}

async function at(screen: VisitScreen, method: Method, prepare: (world: FakeWorld) => void = () => {}) {
  const world = worldFor(method)
  prepare(world)
  const driver = driveVisit(world)
  await walkTo(driver, world, screen, errand(method))
  return { world, driver }
}

describe('somebody whose account is there already', () => {
  test.each(METHODS)('by %s: three ways out, never a dead end, and no second account', async (method) => {
    for (const way of ACCOUNT_WAYS) {
      const { world, driver } = await at('account-ways', method, withAccount)
      expect(driver.send({ type: 'user.choseWay', way })).toBe(true)
      expect(driver.view()).toMatchObject({
        screen: 'result',
        visit: { outcome: { kind: 'refused', code: 'ACCOUNT_EXISTS', receipt: null, way } },
      })
      expect(world.sealed).toEqual([])
    }
  })

  test('Enter takes the first way, the one most people need', async () => {
    const { driver } = await at('account-ways', 'mobile', withAccount)
    driver.send({ type: 'user.confirmed' })
    expect(driver.view().visit.outcome).toMatchObject({ way: 'recover' })
  })

  test('back leads to the choice of method, as if nothing had been found', async () => {
    const { world, driver } = await at('account-ways', 'mobile', withAccount)
    driver.send({ type: 'user.wentBack' })
    expect(driver.view()).toMatchObject({ screen: 'method', visit: { outcome: null } })
    world.remote.account = { state: 'exists', ial: 2 }
    world.decision = { state: 'accepted', ial: 3, raised: true }
    const { visit } = await walkTo(driver, world, 'result', errand('usb-token'))
    expect(visit.outcome).toMatchObject({ kind: 'accepted', raised: true })
  })

  test('trap: found by central after the packet was kept, back begins no second registration under its number', async () => {
    const { world, driver } = await at('account-ways', 'mobile', (w) => {
      w.decision = { state: 'refused', reason: 'ACCOUNT_EXISTS', carrier: null }
    })
    expect(world.sealed).toHaveLength(1)
    driver.send({ type: 'user.wentBack' })
    expect(driver.view()).toMatchObject({
      screen: 'result',
      visit: { outcome: { code: 'ACCOUNT_EXISTS', receipt: { receiptNumber: 'K0001-000001' } } },
    })
  })

  test('F10 and a minute alone wipe', async () => {
    for (const leave of ['F10', 'alone']) {
      const { world, driver } = await at('account-ways', 'mobile', withAccount)
      if (leave === 'F10') driver.send({ type: 'user.ended' })
      else for (const waitMs of [INACTIVITY_WARNING_MS, INACTIVITY_GRACE_MS]) driver.clock.increment(waitMs)
      await driver.reach('welcome')
      expect(driver.view().visit.outcome).toBeNull()
      expect(world.wiped).toHaveLength(1)
    }
  })

  test('the way chosen is on the paper', async () => {
    const { world, driver } = await at('account-ways', 'mobile', (w) => {
      withAccount(w)
      w.hasPrinter = true
    })
    driver.send({ type: 'user.choseWay', way: 'complain' })
    await expect.poll(() => driver.view().visit.paper?.kind).toBe('printed')
    expect(world.printed).toMatchObject([{ outcome: { way: 'complain' }, receipt: null }])
  })
})

describe('a person who looks at another screen', () => {
  test.each(['vnpost', 'vneid', 'sim-pki', 'remote-signing'] as const)(
    '%s: is not wiped away while the request waits, and is afterwards',
    async (method) => {
      const { world, driver } = await at('remote-waiting', method, ({ remote }) => {
        remote.waits = Number.POSITIVE_INFINITY
        remote.poll.next('hang')
      })
      const seconds = (world.remote.lifetimeMs + REMOTE_GRACE_MS) / 1_000
      for (let second = 10; second < seconds; second += 10) {
        driver.clock.increment(10_000)
        expect(driver.view()).toMatchObject({ screen: 'remote-waiting', inactivityWarned: false })
        world.tick(second * 1_000)
      }
      driver.clock.increment(10_000)
      await driver.reach('result')
      expect(driver.view().visit.outcome).toMatchObject({ kind: 'refused' })
      for (const waitMs of [INACTIVITY_WARNING_MS, INACTIVITY_GRACE_MS]) driver.clock.increment(waitMs)
      await driver.reach('welcome')
      expect(world.wiped).toHaveLength(1)
    },
  )

  test('what the frame says of a scan is not taken away by the waiting', async () => {
    const { world, driver } = await at('remote-waiting', 'vnpost', ({ remote }) => {
      remote.waits = Number.POSITIVE_INFINITY
    })
    driver.send({ type: 'scanner.refused', code: 'SCAN_NOT_A_CARD' })
    world.tick(1_000)
    expect(driver.view().visit.notice).toEqual({ code: 'SCAN_NOT_A_CARD' })
  })

  test.each([
    ['remote-cut-off', 'vnpost'],
    ['token-looking', 'usb-token'],
    ['token-pin', 'usb-token'],
    ['card-wait', 'in-person'],
    ['attest', 'in-person'],
    ['staff-sign-in', 'in-person'],
    ['raise-level', 'usb-token'],
    ['form', 'in-person'],
  ] as const)('on %s (%s) a minute alone wipes everything', async (screen, method) => {
    const { world, driver } = await at(screen, method, (w) => {
      w.secondOfficer = 'always'
      if (screen === 'remote-cut-off') w.remote.start.next({ raise: 'LINE_DOWN' })
      if (screen === 'raise-level') w.remote.account = { state: 'exists', ial: 2 }
    })
    driver.send({ type: 'user.active' })
    driver.clock.increment(INACTIVITY_WARNING_MS)
    expect(driver.view()).toMatchObject({ screen, inactivityWarned: true })
    driver.clock.increment(INACTIVITY_GRACE_MS)
    await driver.reach('welcome')
    expect(driver.view().visit).toMatchObject({ opening: null, subject: null, method: null, card: null })
    expect(world.secrets.count).toBe(0)
    expect(world.portraits.count).toBe(0)
    expect(world.wiped).toHaveLength(1)
  })

  test('F10 in the middle wipes portraits and secrets too', async () => {
    const { world, driver } = await at('attest', 'in-person')
    expect(world.portraits.count).toBe(1)
    world.secrets.keep('284917')
    driver.send({ type: 'user.ended' })
    await driver.reach('welcome')
    expect([world.portraits.count, world.secrets.count]).toEqual([0, 0])
  })
})

describe('from one method to another in one visit', () => {
  test.each(METHODS)('%s: back out of it to the choice of method, and another way comes to its end', async (method) => {
    const { world, driver } = await at(method === 'in-person' ? 'form' : 'conditions', method)
    driver.send({ type: 'user.wentBack' })
    expect(driver.view()).toMatchObject({ screen: 'method', visit: { outcome: null } })
    const other = errand(method === 'vneid' ? 'vneid' : 'usb-token')
    const { visit } = await walkTo(driver, world, 'result', other)
    expect(visit.outcome?.kind).toBe('accepted')
    expect(world.sealed.map(({ packetId }) => packetId)).toEqual([visit.opening?.packetId])
  })

  test('the SIM in the reader: the key registers under the method that was chosen', async () => {
    const { world, driver } = await at('conditions', 'sim-pki')
    driver.send({ type: 'user.choseReader' })
    const { visit } = await walkTo(driver, world, 'result', errand('sim-pki'))
    expect(visit.outcome).toMatchObject({ kind: 'accepted', ial: 3 })
    expect(world.sealed).toMatchObject([{ method: 'sim-pki', evidence: [{ kind: 'signature', transactionId: null }] }])
    expect(world.remote.started).toEqual([])
  })

  test('a request of an earlier visit that was taken up again: paper and result name the packet that was kept', async () => {
    const { world, driver } = await at('remote-waiting', 'remote-signing', (w) => {
      w.hasPrinter = true
      w.remote.adopted = 'packet-of-an-earlier-visit'
    })
    await walkTo(driver, world, 'result', errand('remote-signing'))
    await expect
      .poll(() => world.printed)
      .toMatchObject([
        { documentId: 'packet-of-an-earlier-visit', receipt: { packetId: 'packet-of-an-earlier-visit' } },
      ])
  })

  test('the language changed in the middle reaches the consent of every method', async () => {
    for (const method of METHODS) {
      const { world, driver } = await at('terms', method)
      driver.send({ type: 'user.choseLanguage', language: 'en' })
      await walkTo(driver, world, 'result', errand(method))
      expect(world.sealed[0]?.consent.language, method).toBe('en')
    }
  })
})

test('a fault of the machine in any registration is told as one', async () => {
  for (const method of ['mobile', 'vnpost', 'usb-token'] as const) {
    const { driver } = await at('result', method, (w) => {
      w.faults.issue = 'STORE_FULL'
    })
    expect(driver.view().visit.outcome).toEqual({ kind: 'faulted', code: 'STORE_FULL' })
  }
})
