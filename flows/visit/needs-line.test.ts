import { describe, expect, test } from 'vitest'
import type { Method } from '../base/terms.ts'
import { createFakeWorld, type FakeWorld } from '../testing/fake-ports.ts'
import { driveVisit, GOOD_ANSWERS, walkTo } from '../testing/visit-driver.ts'

function worldWithoutLine(changes: Partial<Pick<FakeWorld, 'canText' | 'takesKeys'>> = {}): FakeWorld {
  return Object.assign(createFakeWorld(), { isOnline: false, canText: false, takesKeys: false }, changes)
}

async function chosen(method: Method, world: FakeWorld) {
  const driver = driveVisit(world)
  await walkTo(driver, world, 'method', { subject: 'citizen', method })
  driver.send({ type: 'user.choseMethod', method })
  return driver
}

describe('a way that needs the line, chosen without one', () => {
  test.each(['vnpost', 'remote-signing', 'sim-pki'] as const)('%s says so before anything is asked', async (method) => {
    const driver = await chosen(method, worldWithoutLine())
    expect(driver.view()).toMatchObject({ screen: 'needs-line', visit: { method }, form: null })
    driver.send({ type: 'user.wentBack' })
    expect(driver.view().screen).toBe('method')
  })

  test('another way is taken from there; one that needs the line as well is not', async () => {
    const driver = await chosen('vnpost', worldWithoutLine())
    expect(driver.send({ type: 'user.choseMethod', method: 'remote-signing' })).toBe(false)
    expect(driver.send({ type: 'user.choseMethod', method: 'in-person' })).toBe(false)
    expect(driver.view().visit.method).toBe('vnpost')
    driver.send({ type: 'user.choseMethod', method: 'mobile' })
    expect(await driver.reach('conditions')).toMatchObject({ visit: { method: 'mobile' } })
  })

  test('whoever waits there goes on by itself when the line is back, and not for a modem', async () => {
    const driver = await chosen('vnpost', worldWithoutLine())
    driver.send({ type: 'station.changed', isOnline: false, canText: true })
    expect(driver.view().screen).toBe('needs-line')
    driver.send({ type: 'station.changed', isOnline: true, canText: true })
    expect(await driver.reach('conditions')).toMatchObject({ visit: { method: 'vnpost' } })
  })

  test('F10 and an empty place wipe there as everywhere', async () => {
    const driver = await chosen('vnpost', worldWithoutLine())
    driver.send({ type: 'user.ended' })
    expect((await driver.reach('welcome')).visit.method).toBeNull()
  })

  test.each(['mobile', 'social-insurance', 'usb-token'] as const)(
    '%s needs none and goes straight on',
    async (method) => {
      const driver = await chosen(method, worldWithoutLine())
      expect((await driver.reach('conditions')).visit.method).toBe(method)
    },
  )

  test('a SIM that can be put in here is asked for in the reader: its phone would be asked for in vain', async () => {
    const driver = await chosen('sim-pki', worldWithoutLine({ takesKeys: true }))
    const view = await driver.reach('conditions')
    expect(view.tokenRegistration).not.toBeNull()
    driver.send({ type: 'user.confirmed' })
    await driver.reach('token-looking')
  })
})

test('a line that goes in the middle takes nothing of what was typed', async () => {
  const world = createFakeWorld()
  const driver = driveVisit(world)
  await walkTo(driver, world, 'review', { subject: 'citizen', method: 'remote-signing' })
  const typed = driver.view().form?.draft
  expect(typed?.idNumber).toBe(GOOD_ANSWERS.idNumber)
  driver.send({ type: 'station.changed', isOnline: false, canText: false })
  expect(driver.view()).toMatchObject({ screen: 'review', form: { draft: typed } })
  driver.send({ type: 'station.changed', isOnline: true, canText: false })
  expect(driver.view()).toMatchObject({ screen: 'review', form: { draft: typed } })
})
