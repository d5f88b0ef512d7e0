import { describe, expect, test } from 'vitest'
import type { Screen } from '../base/screens.ts'
import { createFakeWorld, type FakeWorld } from '../testing/fake-ports.ts'
import { SAMPLE_ACCEPTED, SAMPLE_RECEIPT } from '../testing/fake-returns.ts'
import { FAKE_OFFICERS } from '../testing/fake-staff.ts'
import { driveVisit, GOOD_ANSWERS, goodEvent, readResult, type VisitDriver, walkTo } from '../testing/visit-driver.ts'
import { isKeepable } from './unfinished.ts'

const scan = (driver: VisitDriver) => driver.send({ type: 'scanner.receiptScanned', receipt: SAMPLE_RECEIPT })

async function returnTo(world: FakeWorld, screen: Screen) {
  const driver = driveVisit(world)
  scan(driver)
  await walkTo(driver, world, screen)
  return driver
}

test('a receipt scanned at the welcome is a visit of one scan and one code', async () => {
  const world = createFakeWorld()
  const driver = await returnTo(world, 'result')
  expect(driver.view().visit).toMatchObject({
    errand: 'return',
    settledBefore: false,
    subject: 'citizen',
    method: 'mobile',
    outcome: { kind: 'accepted', ial: 2, receipt: { receiptNumber: SAMPLE_RECEIPT.receiptNumber } },
  })
  expect(world.sealed).toEqual([])
  readResult(driver)
  driver.send({ type: 'user.confirmed' })
  await driver.reach('welcome')
  expect(driver.view().visit).toMatchObject({ errand: 'register', receipt: null, outcome: null })
  expect(world.secrets.count).toBe(0)
})

test.each(['opening', 'subject'] as const)('it may be scanned while the visit is at %s', async (screen) => {
  const world = createFakeWorld()
  const driver = driveVisit(world)
  driver.send({ type: 'user.started' })
  if (screen === 'subject') await driver.reach('subject')
  scan(driver)
  await driver.reach('return-found')
})

test('in the middle of a registration it changes nothing, and is answered', async () => {
  const world = createFakeWorld()
  const driver = driveVisit(world)
  await walkTo(driver, world, 'field')
  driver.send({ type: 'user.answered', field: 'idNumber', text: GOOD_ANSWERS.idNumber })
  scan(driver)
  expect(driver.view()).toMatchObject({ screen: 'field', visit: { errand: 'register', receipt: null } })
  expect(driver.view().visit.notice).toEqual({ code: 'RECEIPT_NOT_NOW' })
})

test('what it came to is printed as a paper of its own, once for each time it was asked for', async () => {
  const world = createFakeWorld()
  world.hasPrinter = true
  const driver = await returnTo(world, 'result')
  driver.send({ type: 'user.printedAgain' })
  const ids = world.printed.map(({ printId, documentId }) => [printId, documentId])
  const { packetId } = driver.view().visit.opening ?? { packetId: '' }
  expect(ids).toEqual([
    [`${packetId}:print:1`, packetId],
    [`${packetId}:print:2`, packetId],
  ])
  expect(world.printed[0]?.receipt?.packetId).toBe(SAMPLE_RECEIPT.packetId)
})

test('an account that is there already is no dead end', async () => {
  const world = createFakeWorld()
  world.returns.proved = { ...SAMPLE_ACCEPTED, state: 'refused', ial: null, reason: 'ACCOUNT_EXISTS' }
  const driver = await returnTo(world, 'account-ways')
  driver.send({ type: 'user.choseWay', way: 'recover' })
  expect((await driver.reach('result')).visit.outcome).toMatchObject({ code: 'ACCOUNT_EXISTS', way: 'recover' })
})

describe.each([
  'return-receipt',
  'return-looking',
  'return-unknown',
  'return-found',
  'otp-entry',
  'return-line-down',
] as const)('on %s', (screen) => {
  const stand = async () => {
    const world = createFakeWorld()
    if (screen === 'return-unknown') world.returns.faults.lookUp = 'RECEIPT_UNKNOWN'
    if (screen === 'return-looking') Object.assign(world.returns.port, { lookUp: () => new Promise(() => undefined) })
    if (screen === 'return-line-down') world.returns.faults.lookUp = 'LINE_DOWN'
    const driver = driveVisit(world)
    if (screen === 'return-receipt') driver.send({ type: 'user.choseReturn' })
    else scan(driver)
    for (let turn = 0; turn < 20 && driver.view().screen !== screen; turn += 1) {
      if (driver.view().screen === 'return-found') driver.send({ type: 'user.confirmed' })
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(driver.view().screen).toBe(screen)
    return { world, driver }
  }

  test('the end wipes', async () => {
    const { world, driver } = await stand()
    driver.send({ type: 'user.ended' })
    await driver.reach('welcome')
    expect(world.wiped).toHaveLength(1)
    expect(driver.view().visit.receipt).toBeNull()
  })

  test('nobody there wipes', async () => {
    const { world, driver } = await stand()
    driver.clock.increment(45_001)
    expect(driver.view().inactivityWarned).toBe(true)
    driver.clock.increment(15_001)
    await driver.reach('welcome')
    expect(world.wiped).toHaveLength(1)
  })

  test('going back leads to the welcome in the end', async () => {
    const { driver } = await stand()
    driver.send({ type: 'user.wentBack' })
    if (screen === 'otp-entry') {
      await driver.reach('return-found')
      driver.send({ type: 'user.wentBack' })
    }
    await driver.reach('welcome')
  })
})

test('no code stands in a snapshot at any step', async () => {
  const world = createFakeWorld()
  const driver = driveVisit(world)
  scan(driver)
  const persisted: string[] = []
  const wrong = '917364'
  let typed = false
  await walkTo(driver, world, 'result', undefined, ({ screen }) => {
    persisted.push(JSON.stringify(driver.actor.getPersistedSnapshot()))
    if (screen !== 'otp-entry' || typed) return
    typed = true
    driver.send({ type: 'user.codeEntered', code: world.secrets.keep(wrong) })
    persisted.push(JSON.stringify(driver.actor.getPersistedSnapshot()))
  })
  for (const word of [wrong, world.code]) expect(persisted.filter((text) => text.includes(word))).toEqual([])
  expect(persisted.some((text) => text.includes('"secret:'))).toBe(true)
})

describe('the call-back list', () => {
  const askedBy = async (world: FakeWorld) => {
    const driver = driveVisit(world)
    driver.send({ type: 'user.askedCallBacks' })
    return driver
  }

  test('is an officer’s to see, and is wiped', async () => {
    const world = createFakeWorld()
    Object.assign(world, { stationKind: 'assisted', officer: FAKE_OFFICERS.gdv01 })
    const driver = await askedBy(world)
    const view = await driver.reach('call-backs')
    expect(isKeepable(view, JSON.stringify(driver.actor.getPersistedSnapshot()))).toBe(false)
    driver.send(goodEvent(view, world) ?? { type: 'user.ended' })
    await driver.reach('welcome')
    expect(driver.view().callBacks).toBeNull()
  })

  test('trap: where no officer is signed in nothing is asked for', async () => {
    const world = createFakeWorld()
    const driver = await askedBy(world)
    await driver.reach('welcome')
    expect(world.wiped).toHaveLength(1)
    expect(driver.view().callBacks).toBeNull()
  })
})
