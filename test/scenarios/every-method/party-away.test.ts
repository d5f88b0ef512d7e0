import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Method } from '../../../flows/base/terms.ts'
import { answersOf, endOf, personCalled } from './answers-of.ts'
import { type Country, openCountry, type Portal, packetAt, sync } from './country.ts'

/** A party that is away is asked again soon, so that its coming back is seen within the test. */
const SOON = { retryDelaysMs: [500] }
/** A request to a SIM that was cut off may ring all the same: for 20 s (central/transactions) no other one is sent. */
const BACK_WITHIN_MS = 40_000

let country: Country
let portal: Portal
beforeAll(async () => {
  country = await openCountry()
  portal = await country.openPortal({ lanes: 1, verification: SOON })
}, 120_000)
afterAll(async () => {
  await portal?.close()
  await country?.close()
})

/** How a packet ends at its station, once central can tell. */
async function decisionOn(packetId: string | null): Promise<string | null> {
  const [station] = portal.stations
  if (!station || packetId === null) throw new Error('nothing was kept')
  await sync(station)
  const packet = await packetAt(station, packetId)
  return packet && [packet.state, packet.reason].filter(Boolean).join(' ')
}

const ends = (packetId: string | null) =>
  expect.poll(() => decisionOn(packetId), { timeout: BACK_WITHIN_MS, interval: 250 })

describe('a register that does not answer refuses nobody', () => {
  test.each([
    ['mobile', { carrier: 'down' }, { carrier: 'none' }, 'CARRIER_UNAVAILABLE'],
    ['social-insurance', { insurance: 'down' }, { insurance: 'none' }, 'INSURANCE_UNAVAILABLE'],
    ['usb-token', { ca: 'down' }, { ca: 'none' }, 'CERTIFICATE_REVOCATION_UNKNOWN'],
  ] as const)(
    '%s waits for it, says so, and is accepted when it is back',
    async (method, away, back, code) => {
      await country.faults(away)
      const result = await portal.register(answersOf(personCalled(WAITS[method]), method))
      expect(endOf(result)).toBe(`pending ${code}`)
      expect(await decisionOn(result.packetId)).toBe(`verifying ${code}`)
      await country.faults(back)
      await ends(result.packetId).toBe('accepted')
    },
    60_000,
  )
})

/** Three people, so that none has an account already. */
const WAITS = {
  mobile: 'own-name-itel-leap-day',
  'social-insurance': 'card-empty-old-number',
  'usb-token': 'agency-commune',
}

describe('a party that holds the proof and is away', () => {
  test.each([
    ['vnpost', 'own-name-viettel', 'identity', 'SIGN_IN_UNAVAILABLE'],
    ['sim-pki', 'own-name-vinaphone-no-email', 'mobileSignature', 'SIM_SIGN_UNAVAILABLE'],
    ['remote-signing', 'enterprise-limited', 'remoteSigning', 'REMOTE_SIGN_UNAVAILABLE'],
    ['remote-signing', 'enterprise-cooperative', 'remoteSigning', 'REMOTE_SIGN_UNAVAILABLE'],
  ] as const)(
    '%s (%s): told as such, and accepted when it is back',
    async (method: Method, key, party, code) => {
      await country.faults({ [party]: 'down' })
      expect(endOf(await portal.register(answersOf(personCalled(key), method)))).toBe(`faulted ${code}`)
      await country.faults({ [party]: 'none' })
      await expect
        .poll(async () => endOf(await portal.register(answersOf(personCalled(key), method))), {
          timeout: BACK_WITHIN_MS,
          interval: 500,
        })
        .toMatch(/^accepted at [23]$/)
    },
    60_000,
  )
})

describe('a token signs without any line', () => {
  test('what this machine can know it says at once, the rest central says when the line is back', async () => {
    await portal.stopCentral()
    await country.faults({ ca: 'down' })
    const offline = async (key: string) => portal.register(answersOf(personCalled(key), 'usb-token'))

    const good = await offline('agency-department')
    const revoked = await offline('agency-token-revoked')
    // Nobody has confirmed this machine's clock: it alone sends nobody away.
    const expired = await offline('enterprise-keys-run-out')
    expect([good, revoked, expired].map(endOf)).toEqual(Array(3).fill('pending LINE_DOWN'))
    expect(endOf(await offline('own-name-gmobile'))).toBe('refused CERTIFICATE_UNTRUSTED')
    expect(endOf(await offline('enterprise-with-state-token'))).toBe('refused CERTIFICATE_WRONG_TREE')
    expect(endOf(await offline('namesake'))).toBe('refused TOKEN_ABSENT')

    await portal.startCentral()
    await country.faults({ ca: 'none' })
    await ends(good.packetId).toBe('accepted')
    await ends(revoked.packetId).toBe('refused CERTIFICATE_REVOKED')
    await ends(expired.packetId).toBe('refused CERTIFICATE_EXPIRED')
  }, 90_000)
})
