import { describe, expect, test } from 'vitest'
import { createActor } from 'xstate'
import { fromBase64 } from '../base/base64.ts'
import { PIN_PAD_LIMIT_MS, SIGN_LIMIT_MS } from '../base/delays.ts'
import type { SeenToken } from '../ports/token.port.ts'
import { provideTokenSign } from '../provide/provide-devices.ts'
import { REGISTRATION_RULE } from '../rules/certificate.ts'
import { type DeviceDriver, driveDevice, settle } from '../testing/device-driver.ts'
import { createFakeDevices, type FakeDevices } from '../testing/fake-devices.ts'
import { SAMPLE_NOW_MS, sampleCertificate, sampleToken } from '../testing/sample-devices.ts'
import { SIGN_FAILURES_MAX } from './sign-context.ts'
import type { tokenSignFlow } from './token-sign.flow.ts'

const STATEMENT = new TextEncoder().encode('Tôi đăng ký tài khoản')
const INPUT = {
  signatureId: 'sig',
  statement: STATEMENT,
  ask: null,
  nowMs: SAMPLE_NOW_MS,
  accepts: REGISTRATION_RULE,
}
const WRONG_PIN = '00000000'

type Driver = DeviceDriver<typeof tokenSignFlow>

function start(tokens: readonly SeenToken[] = [sampleToken()]) {
  const devices = createFakeDevices()
  if (tokens.length > 0) devices.token.become(tokens, null)
  const driver = driveDevice(provideTokenSign(devices.ports), INPUT)
  return { devices, driver }
}

const enterPin = (driver: Driver, devices: FakeDevices, pin = devices.token.pin) =>
  driver.send({ type: 'user.pinEntered', pin: devices.secrets.keep(pin) })

function toPin(tokens?: readonly SeenToken[]) {
  const { devices, driver } = start(tokens)
  driver.send({ type: 'user.confirmed' })
  driver.send({ type: 'user.confirmed' })
  return { devices, driver }
}

const contextOf = (driver: Driver) => driver.actor.getSnapshot().context
const outputOf = (driver: Driver) => driver.actor.getSnapshot().output

describe('the token signature', () => {
  test('signs the statement with the chosen certificate and leaves no PIN behind', async () => {
    const { devices, driver } = toPin()
    expect(driver.view().screen).toBe('token-pin')
    enterPin(driver, devices)
    expect(driver.view().screen).toBe('token-signing')
    await driver.reach('done')
    const output = outputOf(driver)
    expect(output).toMatchObject({ kind: 'signed', algorithm: 'RS256', signatureId: 'sig.1' })
    expect(output?.kind === 'signed' && fromBase64(output.signatureBase64)).toEqual(
      Uint8Array.from(STATEMENT).reverse(),
    )
    expect(devices.secrets.count).toBe(0)
  })

  test('waits for a token and tells which driver is missing', () => {
    const { devices, driver } = start([])
    expect(driver.state()).toBe('looking')
    expect(contextOf(driver).standing).toBe('TOKEN_ABSENT')
    devices.token.troubles = [{ module: 'libviettel.so', code: 'TOKEN_MODULE_MISSING' }]
    devices.token.become([], null)
    expect(contextOf(driver)).toMatchObject({
      standing: 'TOKEN_MODULE_MISSING',
      troubles: [{ module: 'libviettel.so', code: 'TOKEN_MODULE_MISSING' }],
    })
    devices.token.become([sampleToken(1, { certificates: [] })], null)
    expect(driver.state()).toBe('looking')
    expect(contextOf(driver).standing).toBe('TOKEN_NO_CERTIFICATE')
    devices.token.become([sampleToken()], null)
    expect(driver.state()).toBe('choosing')
    expect(contextOf(driver).standing).toBeNull()
  })

  test('lists the certificates of all tokens with their screening before any PIN; a foreign token first does not matter', () => {
    const expired = sampleCertificate(9, { validTo: SAMPLE_NOW_MS - 1 })
    const { devices, driver } = start([sampleToken(8, { certificates: [expired] }), sampleToken(1)])
    expect(contextOf(driver).choices.map(({ tokenId, blocked }) => [tokenId, blocked])).toEqual([
      ['token-1', null],
      ['token-8', 'CERTIFICATE_EXPIRED'],
    ])
    expect(contextOf(driver).selectedId).toBe(sampleCertificate(1).certificateId)
    driver.send({ type: 'user.certificateChosen', certificateId: expired.certificateId })
    expect(driver.state()).toBe('choosing')
    expect(contextOf(driver).problem).toBe('CERTIFICATE_EXPIRED')
    expect(driver.send({ type: 'user.confirmed' })).toBe(false)
    driver.send({ type: 'user.certificateChosen', certificateId: sampleCertificate(1).certificateId })
    expect(driver.state()).toBe('confirming')
    expect(devices.token.requests).toEqual([])
  })

  test('two usable certificates: none is chosen for the person', () => {
    const { driver } = start([sampleToken(1), sampleToken(2)])
    expect(contextOf(driver).selectedId).toBeNull()
    expect(driver.send({ type: 'user.confirmed' })).toBe(false)
  })

  test.each([
    ['final-try', 'TOKEN_PIN_LAST_TRY'],
    ['locked', 'TOKEN_PIN_LOCKED'],
    ['not-set', 'TOKEN_PIN_NOT_SET'],
  ] as const)('a PIN that is %s is never asked for: %s is shown, then refuses', (pin, code) => {
    const { devices, driver } = start([sampleToken(1, { pin })])
    expect(contextOf(driver).choices[0]?.blocked).toBe(code)
    driver.send({ type: 'user.confirmed' })
    expect(outputOf(driver)).toEqual({ kind: 'refused', code })
    expect(devices.token.requests).toEqual([])
  })

  test('trap: the last try is not spent although the token reached it while the PIN was typed', () => {
    const { devices, driver } = toPin()
    devices.token.become([sampleToken(1, { pin: 'final-try' })], null)
    expect(outputOf(driver)).toEqual({ kind: 'refused', code: 'TOKEN_PIN_LAST_TRY' })
    expect(devices.token.requests).toEqual([])
  })

  test('a wrong PIN comes back with a warning; the next attempt has its own id', async () => {
    const { devices, driver } = toPin()
    enterPin(driver, devices, WRONG_PIN)
    await driver.reach('enteringPin')
    expect(contextOf(driver)).toMatchObject({ problem: 'TOKEN_PIN_WRONG', chosen: { pin: 'count-low' } })
    enterPin(driver, devices)
    await driver.reach('done')
    expect(outputOf(driver)).toMatchObject({ kind: 'signed', signatureId: 'sig.2' })
    expect(devices.token.requests.map(({ signatureId }) => signatureId)).toEqual(['sig.1', 'sig.2'])
  })

  test.each([
    [{ kind: 'pin-wrong', pin: 'final-try' }, 'TOKEN_PIN_LAST_TRY'],
    [{ kind: 'pin-wrong', pin: 'locked' }, 'TOKEN_PIN_LOCKED'],
    [{ kind: 'pin-final-try' }, 'TOKEN_PIN_LAST_TRY'],
    [{ kind: 'pin-locked' }, 'TOKEN_PIN_LOCKED'],
    [{ kind: 'pin-not-set' }, 'TOKEN_PIN_NOT_SET'],
  ] as const)('%o refuses with %s', async (give, code) => {
    const { devices, driver } = toPin()
    devices.token.sign.next({ give })
    enterPin(driver, devices)
    await driver.reach('done')
    expect(outputOf(driver)).toEqual({ kind: 'refused', code })
    expect(devices.secrets.count).toBe(0)
  })

  test('a malformed PIN is not tried and comes back', async () => {
    const { devices, driver } = toPin()
    devices.token.sign.next({ give: { kind: 'pin-malformed' } })
    enterPin(driver, devices, '1')
    await driver.reach('enteringPin')
    expect(contextOf(driver).problem).toBe('TOKEN_PIN_MALFORMED')
    expect(devices.secrets.count).toBe(0)
  })

  test('trap: a token swapped while the PIN is typed goes back to the list at once, and its PIN is wiped', () => {
    const { devices, driver } = toPin()
    devices.token.become([sampleToken(2)], null)
    expect(driver.state()).toBe('choosing')
    expect(contextOf(driver)).toMatchObject({ notice: 'TOKEN_REMOVED', chosen: null, pin: null })
    expect(enterPin(driver, devices)).toBe(true)
    expect(devices.secrets.count).toBe(0)
    expect(driver.state()).toBe('choosing')
  })

  test('another token with the same certificate is a swap: it has another PIN', () => {
    const { devices, driver } = toPin()
    devices.token.become([sampleToken(1, { tokenId: 'other' })], null)
    expect(driver.state()).toBe('choosing')
  })

  test('pulled while it signs: the list comes back with the certificate, and the unknown attempt keeps its id', async () => {
    const { devices, driver } = toPin()
    devices.token.sign.next('hang')
    enterPin(driver, devices)
    devices.token.become([], 'TOKEN_ABSENT')
    expect(driver.state()).toBe('looking')
    expect(contextOf(driver)).toMatchObject({ notice: 'TOKEN_REMOVED', standing: 'TOKEN_ABSENT', pin: null })
    expect(devices.secrets.count).toBe(0)
    devices.token.become([sampleToken(1), sampleToken(2)], null)
    expect(contextOf(driver)).toMatchObject({
      notice: 'TOKEN_REMOVED',
      selectedId: sampleCertificate(1).certificateId,
    })
    driver.send({ type: 'user.confirmed' })
    driver.send({ type: 'user.confirmed' })
    enterPin(driver, devices)
    await driver.reach('done')
    expect(outputOf(driver)).toMatchObject({ kind: 'signed', signatureId: 'sig.1' })
  })

  test('the signature hears of the removal before the list does: no new attempt until the person asks', async () => {
    const { devices, driver } = toPin()
    devices.token.sign.next({ raise: 'TOKEN_REMOVED' })
    enterPin(driver, devices)
    await driver.reach('choosing')
    expect(contextOf(driver)).toMatchObject({ notice: 'TOKEN_REMOVED', pin: null, chosen: null })
    expect(devices.secrets.count).toBe(0)
    devices.token.become([], 'TOKEN_ABSENT')
    expect(driver.state()).toBe('looking')
    expect(devices.token.requests).toHaveLength(1)
  })

  test('an unknown attempt does not lend its id to another certificate', async () => {
    const { devices, driver } = toPin()
    devices.token.sign.next('hang')
    enterPin(driver, devices)
    devices.token.become([sampleToken(2)], null)
    driver.send({ type: 'user.certificateChosen', certificateId: sampleCertificate(2).certificateId })
    driver.send({ type: 'user.confirmed' })
    enterPin(driver, devices)
    await driver.reach('done')
    expect(devices.token.requests.map(({ signatureId }) => signatureId)).toEqual(['sig.1', 'sig.2'])
  })

  test.each([
    ['TOKEN_MODULE_CRASHED', 'TOKEN_MODULE_CRASHED'],
    ['TOKEN_MODULE_HUNG', 'TOKEN_MODULE_HUNG'],
    ['TOKEN_FAILED', 'TOKEN_FAILED'],
    // trap: a technical failure told as "cancelled by user" (Web eID #248)
    ['CANCELLED', 'TOKEN_FAILED'],
  ] as const)('%s is named as %s, tried again under the same id, and ends after the last try', async (raise, code) => {
    const { devices, driver } = toPin()
    for (let failure = 1; failure < SIGN_FAILURES_MAX; failure += 1) {
      devices.token.sign.next({ raise })
      enterPin(driver, devices)
      await driver.reach('enteringPin')
      expect(contextOf(driver).problem).toBe(code)
    }
    devices.token.sign.next({ raise })
    enterPin(driver, devices)
    await driver.reach('done')
    expect(outputOf(driver)).toEqual({ kind: 'faulted', code })
    expect(new Set(devices.token.requests.map(({ signatureId }) => signatureId)).size).toBe(1)
  })

  test('one crash heard from the signature and from the list counts once', async () => {
    const { devices, driver } = toPin()
    devices.token.sign.next({ raise: 'TOKEN_MODULE_CRASHED' })
    enterPin(driver, devices)
    await driver.reach('enteringPin')
    devices.token.troubles = [{ module: 'libsample.so', code: 'TOKEN_MODULE_CRASHED' }]
    devices.token.become([], 'TOKEN_MODULE_CRASHED')
    expect(driver.state()).toBe('looking')
    expect(contextOf(driver)).toMatchObject({ failures: 1, notice: 'TOKEN_MODULE_CRASHED' })
  })

  test("a pulled token is not blamed on another token's module that stands crashed", () => {
    const { devices, driver } = toPin()
    devices.token.troubles = [{ module: 'libother.so', code: 'TOKEN_MODULE_CRASHED' }]
    devices.token.become([], 'TOKEN_ABSENT')
    expect(contextOf(driver)).toMatchObject({ failures: 0, notice: 'TOKEN_REMOVED' })
  })

  test('a driver that hangs itself is cut off by the limit', async () => {
    const { devices, driver } = toPin()
    devices.token.sign.next('hang')
    enterPin(driver, devices)
    driver.clock.increment(SIGN_LIMIT_MS)
    expect(driver.state()).toBe('enteringPin')
    expect(contextOf(driver).problem).toBe('TOKEN_MODULE_HUNG')
    expect(devices.secrets.count).toBe(0)
  })

  test.each(['TOKEN_KEY_MISSING', 'TOKEN_MECHANISM'] as const)('%s asks for another certificate', async (raise) => {
    const { devices, driver } = toPin()
    devices.token.sign.next({ raise })
    enterPin(driver, devices)
    await driver.reach('choosing')
    expect(contextOf(driver).problem).toBe(raise)
  })

  describe('with a pin pad', () => {
    const PAD = sampleToken(1, { hasPinPad: true })

    test('no PIN is typed here; the countdown runs while the token waits', async () => {
      const { devices, driver } = start([PAD])
      devices.token.sign.next('hang')
      driver.send({ type: 'user.confirmed' })
      driver.send({ type: 'user.confirmed' })
      expect(driver.view().screen).toBe('token-pin-pad')
      devices.tick(7_000)
      expect(contextOf(driver).elapsedMs).toBe(7_000)
      expect(devices.token.requests[0]?.pin).toBe('pin-pad')
      devices.token.sign.release()
      await driver.reach('done')
      expect(outputOf(driver)?.kind).toBe('signed')
    })

    test.each([
      [{ kind: 'pin-pad-cancelled' }, 'TOKEN_PIN_PAD_CANCELLED'],
      [{ kind: 'pin-pad-timed-out' }, 'TOKEN_PIN_PAD_TIMED_OUT'],
      [{ kind: 'pin-wrong', pin: 'count-low' }, 'TOKEN_PIN_WRONG'],
    ] as const)('%o goes back to the confirmation with %s', async (give, code) => {
      const { devices, driver } = start([PAD])
      devices.token.sign.next({ give })
      driver.send({ type: 'user.confirmed' })
      driver.send({ type: 'user.confirmed' })
      await driver.reach('confirming')
      expect(contextOf(driver).problem).toBe(code)
    })

    test('nobody touches the keys: the limit ends the wait', () => {
      const { devices, driver } = start([PAD])
      devices.token.sign.next('hang')
      driver.send({ type: 'user.confirmed' })
      driver.send({ type: 'user.confirmed' })
      driver.clock.increment(PIN_PAD_LIMIT_MS)
      expect(driver.state()).toBe('confirming')
      expect(contextOf(driver).problem).toBe('TOKEN_PIN_PAD_TIMED_OUT')
    })
  })

  test('back goes one screen at a time and ends as backed out', () => {
    const { driver } = toPin()
    for (const state of ['confirming', 'choosing', 'done']) {
      driver.send({ type: 'user.wentBack' })
      expect(driver.state()).toBe(state)
    }
    expect(outputOf(driver)).toEqual({ kind: 'backed-out' })
  })

  test('no PIN stands in a snapshot, and a snapshot in JSON still signs the same statement', async () => {
    const { devices, driver } = toPin()
    devices.token.sign.next('hang')
    enterPin(driver, devices)
    await settle()
    const persisted = JSON.stringify(driver.actor.getPersistedSnapshot())
    expect(persisted).not.toContain(devices.token.pin)
    const fresh = createFakeDevices()
    fresh.token.become([sampleToken()], null)
    const restored = createActor(provideTokenSign(fresh.ports), { input: INPUT, snapshot: JSON.parse(persisted) })
    restored.start()
    for (let turn = 0; turn < 5; turn += 1) await settle()
    expect(fresh.token.requests[0]?.data).toEqual(STATEMENT)
    expect(restored.getSnapshot().value).toBe('enteringPin')
    restored.stop()
  })
})
