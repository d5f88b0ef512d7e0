import { describe, expect, test } from 'vitest'
import type { FaultCode } from '../base/fault-codes.ts'
import { createFakeWorld, type FakeWorld } from '../testing/fake-ports.ts'
import { FAKE_OFFICERS } from '../testing/fake-staff.ts'
import { driveVisit, type Errand, type VisitDriver, walkTo } from '../testing/visit-driver.ts'

async function at(screen: Parameters<typeof walkTo>[2], prepare: (world: FakeWorld) => void = () => {}) {
  const world = createFakeWorld()
  prepare(world)
  const driver = driveVisit(world)
  await walkTo(driver, world, screen)
  return { world, driver }
}

const enterCode = (driver: VisitDriver, world: FakeWorld, code: string) =>
  driver.send({ type: 'user.codeEntered', code: world.secrets.keep(code) })

describe('the mobile flow', () => {
  test('seals what was typed, with the proofs gathered', async () => {
    const { world } = await at('result')
    expect(world.sealed).toHaveLength(1)
    expect(world.sealed[0]).toMatchObject({
      subject: 'citizen',
      method: 'mobile',
      claims: { idNumber: '046204001234', fullName: 'Lê Văn Mẫu', birthDate: '2004-02-29', phone: '+84971234456' },
      consent: { language: 'vi' },
    })
    expect(world.sealed[0]?.evidence.map(({ kind }) => kind)).toEqual(['otp', 'pre-check'])
  })

  test('the consent is stored in the language the terms were read in', async () => {
    const { world, driver } = await at('terms')
    driver.send({ type: 'user.choseLanguage', language: 'en' })
    expect(driver.view()).toMatchObject({ screen: 'terms', visit: { language: 'en' }, mobile: { language: 'en' } })
    driver.send({ type: 'user.confirmed' })
    await driver.reach('result')
    expect(world.sealed[0]?.consent.language).toBe('en')
  })

  test('back walks the whole way to the choice of method without losing answers on the way', async () => {
    const { driver } = await at('review')
    const seen: string[] = []
    for (let step = 0; step < 12 && driver.view().screen !== 'method'; step += 1) {
      driver.send({ type: 'user.wentBack' })
      seen.push(driver.view().screen)
    }
    expect(seen.at(-1)).toBe('method')
  })

  test('a wrong code tells the tries left; the last one ends it', async () => {
    const { world, driver } = await at('otp-entry', (w) => {
      w.triesLeft = 2
    })
    enterCode(driver, world, '000000')
    const view = await driver.reach('otp-entry')
    expect(view.otp).toMatchObject({ problem: 'OTP_WRONG', triesLeft: 1 })
    enterCode(driver, world, '111111')
    const result = await driver.reach('result')
    expect(result.visit.outcome).toMatchObject({ kind: 'refused', code: 'OTP_TRIES_SPENT' })
  })

  test('an unfinished code is said to be unfinished and spends no try', async () => {
    const { world, driver } = await at('otp-entry')
    driver.send({ type: 'user.codeIncomplete' })
    expect(driver.view().otp).toMatchObject({ problem: 'OTP_INCOMPLETE', triesLeft: 5 })
    expect(world.otpAttempts).toEqual([])
    enterCode(driver, world, world.code)
    await driver.reach('password')
  })

  test('a code past its life is not sent', async () => {
    const { world, driver } = await at('otp-entry')
    world.tick(300_000)
    enterCode(driver, world, world.code)
    expect(driver.view().otp?.problem).toBe('OTP_EXPIRED')
    expect(world.otpAttempts).toEqual([])
  })

  test('a new code may be asked for after the cool-down only, under a new key', async () => {
    const { world, driver } = await at('otp-entry')
    world.tick(59_999)
    expect(driver.send({ type: 'user.resent' })).toBe(false)
    world.tick(60_000)
    expect(driver.send({ type: 'user.resent' })).toBe(true)
    const view = await driver.reach('otp-entry')
    expect(view.otp?.elapsedMs).toBe(0)
    expect(new Set(world.otpRequests.map(({ requestId }) => requestId)).size).toBe(2)
  })

  test('going back from the code to fix a line sends no second code, and the countdown runs on', async () => {
    const { world, driver } = await at('otp-entry')
    world.tick(20_000)
    driver.send({ type: 'user.wentBack' })
    await driver.reach('review')
    driver.send({ type: 'user.edited', field: 'fullName' })
    driver.send({ type: 'user.answered', field: 'fullName', text: 'Lê Văn Mầu' })
    world.tick(30_000)
    driver.send({ type: 'user.confirmed' })
    const view = await driver.reach('otp-entry')
    expect(world.otpRequests).toHaveLength(1)
    expect(view.otp?.elapsedMs).toBe(30_000)
    enterCode(driver, world, world.code)
    await driver.reach('password')
  })

  test('each try carries its own key', async () => {
    const { world, driver } = await at('otp-entry')
    enterCode(driver, world, '000000')
    await driver.reach('otp-entry')
    enterCode(driver, world, '000001')
    await driver.reach('otp-entry')
    expect(new Set(world.otpAttempts.map(({ attemptId }) => attemptId)).size).toBe(2)
  })

  test.each(['OTP_LIMIT_NUMBER', 'OTP_LIMIT_STATION', 'OTP_TRIES_SPENT'] as const)('%s refuses', async (code) => {
    const { driver } = await at('review', (w) => {
      w.faults.requestOtp = code
    })
    driver.send({ type: 'user.confirmed' })
    expect((await driver.reach('result')).visit.outcome).toMatchObject({ kind: 'refused', code })
  })

  test('a line that is down offers a retry, and keeps the registration for later when asked', async () => {
    const { world, driver } = await at('review', (w) => {
      w.faults.requestOtp = 'LINE_DOWN'
      w.decision = { state: 'waiting-for-citizen', reason: 'OTP_DEFERRED' }
    })
    driver.send({ type: 'user.confirmed' })
    await driver.reach('line-down')
    driver.send({ type: 'user.retried' })
    await driver.reach('line-down')
    driver.send({ type: 'user.deferred' })
    const result = await walkTo(driver, world, 'result')
    expect(world.sealed[0]?.evidence).toEqual([{ kind: 'otp-deferred' }])
    expect(result.visit.outcome).toMatchObject({ kind: 'waiting-for-citizen', code: 'OTP_DEFERRED' })
  })

  test('a registration kept without a code never says that nobody need come back', async () => {
    const { world, driver } = await at('review', (w) => {
      w.faults.requestOtp = 'LINE_DOWN'
      w.decision = { state: 'pending', reason: 'LINE_DOWN' }
    })
    driver.send({ type: 'user.confirmed' })
    await driver.reach('line-down')
    driver.send({ type: 'user.deferred' })
    const result = await walkTo(driver, world, 'result')
    expect(result.visit.outcome).toMatchObject({ kind: 'pending', code: 'OTP_DEFERRED' })
  })

  test('a line that breaks under a code on the phone: kept for later without a proof, and back from there that code goes on', async () => {
    const { world, driver } = await at('otp-entry', (w) => {
      w.decision = { state: 'waiting-for-citizen', reason: 'OTP_DEFERRED' }
    })
    world.faults.verifyOtp = 'LINE_DOWN'
    enterCode(driver, world, world.code)
    await driver.reach('line-down')
    driver.send({ type: 'user.deferred' })
    await driver.reach('password')
    expect(world.secrets.count).toBe(0)
    driver.send({ type: 'user.wentBack' })
    await driver.reach('review')
    driver.send({ type: 'user.confirmed' })
    await driver.reach('otp-entry')
    expect(world.otpRequests).toHaveLength(1)
    enterCode(driver, world, world.code)
    await driver.reach('line-down')
    driver.send({ type: 'user.deferred' })
    const result = await walkTo(driver, world, 'result')
    expect(world.sealed[0]?.evidence).toEqual([{ kind: 'otp-deferred' }])
    expect(result.visit.outcome).toMatchObject({ kind: 'waiting-for-citizen', code: 'OTP_DEFERRED' })
  })

  test.each([
    [{ account: 'exists', subscriber: 'match' }, 'ACCOUNT_EXISTS'],
    [{ account: 'none', subscriber: 'other-owner' }, 'SUBSCRIBER_OTHER_OWNER'],
    [{ account: 'none', subscriber: 'cmnd-9' }, 'SUBSCRIBER_CMND9'],
    [{ account: 'none', subscriber: 'unknown' }, 'SUBSCRIBER_UNKNOWN'],
  ] as const)('what the pre-check forbids is told after the code only: %o', async (answer, code: FaultCode) => {
    const { world, driver } = await at('otp-entry', (w) => {
      w.preCheck = { ...answer, carrier: 'VinaPhone' }
    })
    expect(driver.view().mobile?.preCheck).toBeNull()
    expect(world.preChecks).toEqual([])
    enterCode(driver, world, world.code)
    const result = await driver.reach(code === 'ACCOUNT_EXISTS' ? 'account-ways' : 'result')
    expect(result.visit.outcome).toEqual({ kind: 'refused', code, carrier: 'VinaPhone', receipt: null })
    expect(world.sealed).toEqual([])
  })

  test('a pre-check that does not answer holds nobody up', async () => {
    const { world, driver } = await at('otp-entry', (w) => {
      w.faults.preCheck = 'LINE_DOWN'
    })
    enterCode(driver, world, world.code)
    await driver.reach('password')
  })

  test('a proved phone needs no second code after a change of another line', async () => {
    const { world, driver } = await at('password')
    driver.send({ type: 'user.wentBack' })
    await driver.reach('review')
    driver.send({ type: 'user.confirmed' })
    await driver.reach('password')
    expect(world.otpRequests).toHaveLength(1)
  })

  test('a changed phone needs its own code', async () => {
    const { world, driver } = await at('password')
    driver.send({ type: 'user.wentBack' })
    await driver.reach('review')
    driver.send({ type: 'user.edited', field: 'phone' })
    driver.send({ type: 'user.answered', field: 'phone', text: '0981234456' })
    driver.send({ type: 'user.confirmed' })
    await driver.reach('otp-entry')
    expect(world.otpRequests.at(-1)?.phone).toBe('+84981234456')
    expect(new Set(world.otpRequests.map(({ requestId }) => requestId)).size).toBe(2)
  })

  test('a weak password is refused with what is missing', async () => {
    const { world, driver } = await at('password')
    driver.send({ type: 'user.passwordEntered', password: world.secrets.keep('Aa@123456') })
    const view = await driver.reach('password')
    expect(view.password).toMatchObject({ problem: 'PASSWORD_WEAK', password: null })
    expect(view.password?.unmet).toContain('not-example')
  })

  test.each([
    ['seal', { kind: 'faulted', code: 'STORE_FULL' }],
    ['deliver', { kind: 'pending', code: null }],
  ] as const)('a fault while %s ends truthfully', async (call, outcome) => {
    const { world, driver } = await at('terms')
    world.faults[call] = 'STORE_FULL'
    driver.send({ type: 'user.confirmed' })
    expect((await driver.reach('result')).visit.outcome).toMatchObject(outcome)
  })

  test('no decision within the wait: the receipt says pending', async () => {
    const { world, driver } = await at('terms')
    world.ports.packets.deliver = () => new Promise(() => {})
    driver.send({ type: 'user.confirmed' })
    await driver.reach('delivering')
    driver.clock.increment(8_000)
    expect((await driver.reach('result')).visit.outcome).toMatchObject({ kind: 'pending', code: null })
  })
})

describe('at an assisted counter', () => {
  const counter = (world: FakeWorld) => {
    Object.assign(world, { stationKind: 'assisted', officer: FAKE_OFFICERS.gdv01 })
  }

  test('one form, no conditions and no captcha; central is asked before a code is spent, and once', async () => {
    const { world, driver } = await at('form', counter)
    await walkTo(driver, world, 'result')
    expect(world.preChecks).toMatchObject([{ challengeId: null, method: 'mobile' }])
    expect(world.sealed[0]?.evidence.map(({ kind }) => kind)).toEqual(['otp', 'pre-check'])
    expect(driver.view().visit.outcome).toMatchObject({ kind: 'accepted', ial: 2 })
  })

  test.each([
    [{ account: 'exists', subscriber: 'match' }, 'ACCOUNT_EXISTS'],
    [{ account: 'none', subscriber: 'other-owner' }, 'SUBSCRIBER_OTHER_OWNER'],
    [{ account: 'none', subscriber: 'cmnd-9' }, 'SUBSCRIBER_CMND9'],
  ] as const)('%o is told before any code is sent', async (answer, code) => {
    const { world, driver } = await at(code === 'ACCOUNT_EXISTS' ? 'account-ways' : 'result', (w) => {
      counter(w)
      w.preCheck = { ...answer, carrier: 'VinaPhone' }
    })
    expect(driver.view().visit.outcome).toMatchObject({ kind: 'refused', code })
    expect(world.otpRequests).toEqual([])
  })

  test('back from the form goes to the choice of method; back while central is asked, and from the code, to the form', async () => {
    const { world, driver } = await at('form', counter)
    driver.send({ type: 'user.wentBack' })
    expect(driver.view().screen).toBe('method')
    await walkTo(driver, world, 'form')
    world.ports.central.preCheck = () => new Promise(() => {})
    await walkTo(driver, world, 'pre-checking')
    driver.send({ type: 'user.wentBack' })
    expect(driver.view().screen).toBe('form')
    world.ports.central.preCheck = async () => world.preCheck
    await walkTo(driver, world, 'otp-entry')
    driver.send({ type: 'user.wentBack' })
    expect(driver.view()).toMatchObject({ screen: 'form', form: { draft: { phone: '0971234456' } } })
  })

  test('trap: what central said of one person is no evidence for the next one typed', async () => {
    const { world, driver } = await at('otp-entry', counter)
    driver.send({ type: 'user.wentBack' })
    await driver.reach('form')
    driver.send({ type: 'user.answered', field: 'idNumber', text: '046204001235' })
    world.faults.preCheck = 'LINE_DOWN'
    await walkTo(driver, world, 'result')
    expect(world.sealed[0]).toMatchObject({ claims: { idNumber: '046204001235' } })
    expect(world.sealed[0]?.evidence.map(({ kind }) => kind)).toEqual(['otp'])
  })

  test('other answers with the phone that was proved are asked about again', async () => {
    const { world, driver } = await at('password', counter)
    driver.send({ type: 'user.wentBack' })
    await driver.reach('form')
    driver.send({ type: 'user.answered', field: 'idNumber', text: '046204001235' })
    driver.send({ type: 'user.confirmed' })
    await driver.reach('password')
    expect(world.preChecks.map(({ claims }) => claims.idNumber)).toEqual(['046204001234', '046204001235'])
    expect(world.otpRequests).toHaveLength(1)
  })
})

describe('by social insurance number', () => {
  const INSURED: Errand = { subject: 'citizen', method: 'social-insurance' }

  async function insured(screen: Parameters<typeof walkTo>[2], prepare: (world: FakeWorld) => void = () => {}) {
    const world = createFakeWorld()
    prepare(world)
    const driver = driveVisit(world)
    await walkTo(driver, world, screen, INSURED)
    return { world, driver }
  }

  test('central is asked with the number after the code, and the packet carries it', async () => {
    const { world } = await insured('result')
    expect(world.preChecks).toMatchObject([
      { challengeId: expect.any(String), method: 'social-insurance', claims: { insuranceNumber: '4612345678' } },
    ])
    expect(world.sealed[0]).toMatchObject({ method: 'social-insurance', claims: { insuranceNumber: '4612345678' } })
  })

  test.each([
    [{ account: 'none', insurance: 'mismatch' }, 'INSURANCE_MISMATCH'],
    [{ account: 'exists', insurance: 'mismatch' }, 'INSURANCE_MISMATCH'],
    [{ account: 'none', insurance: 'unknown' }, 'INSURANCE_UNKNOWN'],
    [{ account: 'exists', insurance: 'match' }, 'ACCOUNT_EXISTS'],
  ] as const)('%o is told after the code only: %s', async (answer, code) => {
    const { world, driver } = await insured('otp-entry', (w) => {
      w.preCheck = { ...answer, subscriber: 'unavailable', carrier: null }
    })
    expect(world.preChecks).toEqual([])
    enterCode(driver, world, world.code)
    const view = await driver.reach(code === 'ACCOUNT_EXISTS' ? 'account-ways' : 'result')
    expect(view.visit.outcome).toMatchObject({ kind: 'refused', code, receipt: null })
    expect(world.sealed).toEqual([])
  })

  const DIFFERS = {
    account: 'none',
    insurance: 'mismatch',
    insuranceFields: ['fullName', 'birthDate'],
    subscriber: 'unavailable',
    carrier: null,
  } as const

  test('which details differ from the record is told to an officer', async () => {
    const { driver } = await insured('result', (w) => {
      Object.assign(w, { stationKind: 'assisted', officer: FAKE_OFFICERS.gdv01 })
      w.preCheck = DIFFERS
    })
    expect(driver.view().visit.outcome).toMatchObject({ code: 'INSURANCE_MISMATCH', fields: ['fullName', 'birthDate'] })
  })

  test('trap: a self-service station never holds them for its screen, whatever central answers', async () => {
    const { world, driver } = await insured('otp-entry', (w) => {
      w.preCheck = DIFFERS
    })
    enterCode(driver, world, world.code)
    const { outcome } = (await driver.reach('result')).visit
    expect(outcome).toMatchObject({ kind: 'refused', code: 'INSURANCE_MISMATCH' })
    expect(outcome).not.toHaveProperty('fields')
  })

  test.each(['match', 'unavailable'] as const)(
    "whose number it is, is not this method's question: %s",
    async (insurance) => {
      const { driver } = await insured('result', (w) => {
        w.preCheck = { account: 'none', insurance, subscriber: 'other-owner', carrier: 'Viettel' }
      })
      expect(driver.view().visit.outcome?.kind).toBe('accepted')
    },
  )
})
