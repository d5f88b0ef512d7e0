import { describe, expect, test } from 'vitest'
import { INACTIVITY_GRACE_MS, INACTIVITY_WARNING_MS, KEYS_QUIET_MS, RESULT_UNREAD_MS } from '../base/delays.ts'
import { createFakeWorld, type FakeWorld } from '../testing/fake-ports.ts'
import { driveVisit, readResult, walkTo } from '../testing/visit-driver.ts'

const ENTER = { type: 'user.confirmed' } as const
const ESC = { type: 'user.wentBack' } as const
/** As a held key comes, thirty times a second. */
const REPEAT_MS = 33

/** A receipt on the screen whose registration waits for central: somebody has to come back with its number. */
async function atReceipt(change: (world: FakeWorld) => void = () => {}) {
  const world = createFakeWorld()
  world.faults.deliver = 'LINE_DOWN'
  change(world)
  const driver = driveVisit(world)
  const { visit } = await walkTo(driver, world, 'result')
  expect(visit.outcome).toMatchObject({ kind: 'pending' })
  return { world, driver, leaving: () => driver.view().leaving }
}

const printing = (print: FakeWorld['print']) => (world: FakeWorld) => Object.assign(world, { hasPrinter: true, print })
const assisted = (world: FakeWorld) => Object.assign(world, { stationKind: 'assisted' })

describe('a result is not left before it can have been read', () => {
  test.each([ENTER, ESC])('$type within two seconds does nothing, then or later', async (key) => {
    const { driver, leaving } = await atReceipt()
    driver.send(key)
    driver.send(key)
    driver.clock.increment(RESULT_UNREAD_MS)
    expect(driver.view()).toMatchObject({ screen: 'result', leaving: 'held' })
    driver.clock.increment(KEYS_QUIET_MS - 1)
    expect(leaving()).toBe('held')
    driver.clock.increment(1)
    expect(driver.view()).toMatchObject({ screen: 'result', leaving: 'free' })
    expect(RESULT_UNREAD_MS + KEYS_QUIET_MS).toBe(2_000)
  })

  test('a key held for a minute leaves nothing, asks nothing, and does so once it is let go', async () => {
    const { driver, leaving } = await atReceipt()
    for (let at = 0; at < 60_000; at += REPEAT_MS) {
      driver.send({ type: 'user.active' })
      driver.send(ENTER)
      driver.clock.increment(REPEAT_MS)
    }
    expect(driver.view()).toMatchObject({ screen: 'result', leaving: 'held' })
    driver.clock.increment(KEYS_QUIET_MS)
    expect(leaving()).toBe('free')
  })

  test('F10 ends at once: it is never pressed by being impatient', async () => {
    const { driver, world } = await atReceipt()
    expect(driver.send({ type: 'user.ended' })).toBe(true)
    await driver.reach('welcome')
    expect(world.wiped).toHaveLength(1)
  })

  test('an officer waits half a second', async () => {
    const { driver, leaving } = await atReceipt(assisted)
    driver.clock.increment(KEYS_QUIET_MS - 1)
    driver.send(ENTER)
    expect(leaving()).toBe('held')
    driver.clock.increment(KEYS_QUIET_MS)
    expect(leaving()).toBe('free')
  })

  test('printing goes on meanwhile', async () => {
    const { driver } = await atReceipt(printing(async () => ({ kind: 'printed', code: null, copy: false })))
    await expect.poll(() => driver.view().visit.paper?.kind).toBe('printed')
    expect(driver.view().leaving).toBe('held')
    expect(driver.send({ type: 'user.printedAgain' })).toBe(true)
  })
})

describe('leaving without paper while something is ahead', () => {
  test.each([
    ['no printer', () => {}],
    ['no paper', printing(async () => ({ kind: 'not-printed', code: 'PRINTER_PAPER_OUT', copy: false }))],
    [
      'a printer that lost its answer',
      printing(async () => ({ kind: 'uncertain', code: 'PRINTER_LOST', copy: false })),
    ],
    ['a counter without a printer', assisted],
  ] as const)('asks whether the number was kept: %s', async (_, change) => {
    const { driver, leaving, world } = await atReceipt(change as (world: FakeWorld) => void)
    await expect.poll(() => driver.view().visit.paper?.kind).not.toBe('printing')
    readResult(driver)
    driver.send(ENTER)
    expect(driver.view()).toMatchObject({ screen: 'result', leaving: 'asked' })
    // The second half of a double press is no answer.
    driver.send(ENTER)
    driver.clock.increment(KEYS_QUIET_MS)
    expect(leaving()).toBe('asked')
    driver.send(ESC)
    expect(leaving()).toBe('held')
    readResult(driver)
    driver.send(ENTER)
    driver.clock.increment(KEYS_QUIET_MS)
    driver.send(ENTER)
    await driver.reach('welcome')
    expect(world.wiped).toHaveLength(1)
  })

  test('walking away from the question wipes', async () => {
    const { driver, world } = await atReceipt()
    readResult(driver)
    driver.send(ENTER)
    for (const waitMs of [INACTIVITY_WARNING_MS, INACTIVITY_GRACE_MS]) driver.clock.increment(waitMs)
    await driver.reach('welcome')
    expect(world.wiped).toHaveLength(1)
  })

  test.each([
    ['printed', async () => ({ kind: 'printed', code: null, copy: false })],
    ['printing', () => new Promise(() => {})],
  ] as const)('a paper that is %s is not asked after', async (kind, print) => {
    const { driver } = await atReceipt(printing(print as FakeWorld['print']))
    await expect.poll(() => driver.view().visit.paper?.kind).toBe(kind)
    readResult(driver)
    driver.send(ENTER)
    await driver.reach('welcome')
  })

  test('nor is one of a registration that is done', async () => {
    const world = createFakeWorld()
    const driver = driveVisit(world)
    await walkTo(driver, world, 'result')
    readResult(driver)
    driver.send(ENTER)
    await driver.reach('welcome')
  })
})
