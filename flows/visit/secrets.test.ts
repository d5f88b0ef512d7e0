import { describe, expect, test } from 'vitest'
import type { PersonEvent } from '../base/events.ts'
import { METHODS, type Method } from '../base/terms.ts'
import { VNEID_2024 } from '../rules/policy-sets.ts'
import { sampleModem } from '../testing/fake-devices.ts'
import { createFakeWorld, type FakeWorld } from '../testing/fake-ports.ts'
import { FAKE_OFFICERS, FAKE_PIN } from '../testing/fake-staff.ts'
import { driveVisit, GOOD_PASSWORD, readResult, walkTo } from '../testing/visit-driver.ts'
import type { VisitScreen } from './visit-view.ts'

/** Typed first and refused: what was wrong is as secret as what is right. */
const WRONG = { code: '917364', password: 'Aa@123456', pin: '55443322', staffPin: '730418' }

/** Where each method takes secrets. */
const TYPED: Readonly<Record<Method, readonly VisitScreen[]>> = {
  mobile: ['otp-entry', 'password'],
  'social-insurance': ['otp-entry', 'password'],
  vnpost: [],
  vneid: [],
  'usb-token': ['token-pin'],
  'sim-pki': [],
  'remote-signing': [],
  'in-person': ['staff-sign-in', 'password'],
}

function wrongEvent(screen: VisitScreen, { secrets }: FakeWorld): PersonEvent | null {
  switch (screen) {
    case 'otp-entry':
      return { type: 'user.codeEntered', code: secrets.keep(WRONG.code) }
    case 'password':
      return { type: 'user.passwordEntered', password: secrets.keep(WRONG.password) }
    case 'token-pin':
      return { type: 'user.pinEntered', pin: secrets.keep(WRONG.pin) }
    case 'staff-sign-in':
      return { type: 'user.staffSignedIn', code: FAKE_OFFICERS.ks01.code, pin: secrets.keep(WRONG.staffPin) }
    default:
      return null
  }
}

test('a code of the station’s own stands in no snapshot and no event, from its making to its proof', async () => {
  const world = createFakeWorld()
  Object.assign(world.faults, { requestOtp: 'LINE_DOWN', preCheck: 'LINE_DOWN' })
  world.devices.modem.become([sampleModem({})], null)
  const driver = driveVisit(world)
  const kept: string[] = []
  const keep = () => kept.push(JSON.stringify(driver.actor.getPersistedSnapshot()))
  await walkTo(driver, world, 'review', undefined, keep)
  world.devices.modem.send.next('hang')
  driver.send({ type: 'user.confirmed' })
  await driver.reach('code-sending')
  keep()
  expect(kept.at(-1)).toContain('"secret:')
  world.devices.modem.send.release()
  await driver.reach('otp-entry')
  keep()
  for (const code of [WRONG.code, world.codes.code]) {
    driver.send({ type: 'user.codeEntered', code: world.secrets.keep(code) })
    keep()
    await new Promise((resolve) => setImmediate(resolve))
  }
  await driver.reach('password')
  keep()
  expect(world.devices.modem.sent.map(({ text }) => text)).toEqual([expect.stringContaining(world.codes.code)])
  for (const word of [WRONG.code, world.codes.code]) expect(kept.filter((text) => text.includes(word))).toEqual([])
})

describe('no PIN, code or password, and no hash of one,', () => {
  test.each(METHODS)('stands in a snapshot at any step of %s', async (method) => {
    const world = createFakeWorld()
    world.secondOfficer = 'always'
    if (method === 'vneid') world.policy = VNEID_2024
    if (method === 'in-person') Object.assign(world, { stationKind: 'assisted', officer: FAKE_OFFICERS.gdv01 })
    const driver = driveVisit(world)
    const persisted: string[] = []
    const seen = new Set<VisitScreen>()
    const keep = () => {
      persisted.push(JSON.stringify(driver.actor.getPersistedSnapshot()))
      const { screen } = driver.view()
      if (!seen.has(screen)) {
        seen.add(screen)
        const wrong = wrongEvent(screen, world)
        if (wrong) {
          driver.send(wrong)
          persisted.push(JSON.stringify(driver.actor.getPersistedSnapshot()))
        }
      }
    }
    const result = await walkTo(driver, world, 'result', { subject: 'citizen', method }, keep)
    expect(result.visit.outcome?.kind).toBe('accepted')
    expect([...seen]).toEqual(expect.arrayContaining([...TYPED[method]]))
    const words = [...Object.values(WRONG), world.code, GOOD_PASSWORD, '$argon2id', world.devices.token.pin, FAKE_PIN]
    for (const word of words) expect(persisted.filter((text) => text.includes(word))).toEqual([])
    // Handles are not the secrets; that they are there shows that the snapshots were taken while secrets were on their way.
    expect(persisted.some((text) => text.includes('"secret:'))).toBe(TYPED[method].length > 0)
    readResult(driver)
    driver.send({ type: 'user.confirmed' })
    await driver.reach('welcome')
    expect(world.secrets.count).toBe(0)
    expect(world.portraits.count).toBe(0)
  })
})
