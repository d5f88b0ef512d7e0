import { expect, test } from 'vitest'
import { provideCallBacks } from '../provide/provide-return.ts'
import { createFakeWorld } from '../testing/fake-ports.ts'
import { driveFlow } from '../testing/flow-driver.ts'

const SOMEBODY = {
  packetId: '0193f5a2-7c1e-7b3a-9d44-5f0e8a6b1c2d',
  receiptNumber: 'K0007-000123',
  fullName: 'Nguyễn Thị Thử',
  phone: '+84982000041',
  method: 'mobile',
  sinceMs: 1,
  expiresAtMs: 2,
} as const

test('shows whom to call, and forgets them when the officer has seen enough', async () => {
  const world = createFakeWorld()
  world.returns.callBacks = [SOMEBODY]
  const driver = driveFlow(provideCallBacks(world.ports), undefined as never)
  await driver.reach('call-backs')
  expect(driver.context()).toMatchObject({ callBacks: [SOMEBODY], problem: null })
  driver.send({ type: 'user.confirmed' })
  await driver.reach(null)
  expect(driver.context().callBacks).toEqual([])
})

test('without the line it tells how many wait here, and tries again', async () => {
  const world = createFakeWorld()
  world.returns.faults.callBacks = 'LINE_DOWN'
  world.returns.waitingHere = 4
  world.returns.callBacks = [SOMEBODY]
  const driver = driveFlow(provideCallBacks(world.ports), undefined as never)
  await driver.reach('call-backs')
  expect(driver.context()).toMatchObject({ callBacks: [], problem: 'LINE_DOWN', waitingHere: 4 })
  delete world.returns.faults.callBacks
  driver.send({ type: 'user.confirmed' })
  await driver.reach('call-backs-loading')
  await driver.reach('call-backs')
  expect(driver.context()).toMatchObject({ callBacks: [SOMEBODY], problem: null })
})

test('a count that cannot be had holds nobody up', async () => {
  const world = createFakeWorld()
  Object.assign(world.returns.faults, { callBacks: 'LINE_DOWN', countWaiting: 'STORE_BUSY' })
  const driver = driveFlow(provideCallBacks(world.ports), undefined as never)
  await driver.reach('call-backs')
  expect(driver.context()).toMatchObject({ callBacks: [], problem: 'LINE_DOWN', waitingHere: null })
})

test('one who is here goes on with the own receipt; somebody who is not on the list is nobody', async () => {
  const world = createFakeWorld()
  world.returns.callBacks = [SOMEBODY]
  const driver = driveFlow(provideCallBacks(world.ports), undefined as never)
  await driver.reach('call-backs')
  expect(driver.send({ type: 'user.choseCallBack', packetId: 'somebody else' })).toBe(false)
  driver.send({ type: 'user.choseCallBack', packetId: SOMEBODY.packetId })
  await driver.reach(null)
  const { receiptNumber, packetId } = SOMEBODY
  expect(driver.context()).toMatchObject({
    callBacks: [],
    output: { kind: 'return', receipt: { receiptNumber, packetId } },
  })
})
