import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { provideVisit } from '../../flows/provide/provide-visit.ts'
import { createFakeWorld, type FakeWorld } from '../../flows/testing/fake-ports.ts'
import { FAKE_OFFICERS, FAKE_PIN } from '../../flows/testing/fake-staff.ts'
import { sampleToken } from '../../flows/testing/sample-devices.ts'
import { GOOD_PASSWORD } from '../../flows/testing/visit-driver.ts'
import { startVisit } from '../visit-store.ts'
import type { Answers } from './answers.ts'
import { nextStep } from './drive.ts'
import { type RegisterParts, register } from './register.ts'

const GOOD: Answers = {
  subject: 'citizen',
  method: 'mobile',
  idNumber: '046204001234',
  fullName: 'Lê Văn Mẫu',
  birthDate: '2004-02-29',
  phone: '0971234456',
  password: GOOD_PASSWORD,
  consent: true,
  otp: '200832',
  captcha: { from: 'sandbox' },
}

/** What somebody says and brings who has everything, whatever method it is. */
const EVERYTHING: Answers = {
  ...GOOD,
  insuranceNumber: '4612345678',
  organisation: 'Công ty TNHH Mẫu',
  taxCode: '0101234567',
  email: 'mau@example.vn',
  pin: '19283746',
  confirm: false,
  officer: { code: FAKE_OFFICERS.gdv01.code, pin: FAKE_PIN },
  confirmer: { code: FAKE_OFFICERS.ks01.code, pin: FAKE_PIN },
  attest: true,
}

async function run(
  answers: Answers,
  prepare: (world: FakeWorld) => void = () => {},
  more: Partial<RegisterParts> = {},
) {
  const world = createFakeWorld()
  world.remote.pollAfterMs = 5
  prepare(world)
  const visit = startVisit(provideVisit(world.ports), 'vi')
  const result = await register({
    visit,
    secrets: world.secrets,
    answers,
    sandbox: null,
    peekCaptcha: () => world.captchaText,
    ...more,
  })
  visit.stop()
  return { result, world }
}

describe('register', () => {
  test('good answers are accepted, and no secret is left', async () => {
    const { result, world } = await run(GOOD)
    expect(result).toMatchObject({ outcome: 'accepted', ial: 2, faults: [], receipt: { number: 'K0001-000001' } })
    expect(result.packetId).toBe(world.sealed[0]?.packetId)
    expect(world.secrets.count).toBe(0)
  })

  test('a scanned card stands in for typed fields', async () => {
    const { idNumber, fullName, birthDate, ...rest } = GOOD
    const scan = '046204001234||Lê Văn Mẫu|29022004|Nam|Tổ dân phố 3, Phường Mẫu, Huế|05072024||||'
    const { result, world } = await run({ ...rest, scan })
    expect(result.outcome).toBe('accepted')
    expect(world.sealed[0]?.claims).toMatchObject({ idNumber, fullName, birthDate, sex: 'male' })
    expect(world.sealed[0]?.evidence.map(({ kind }) => kind)).toContain('card-qr')
  })

  test.each([
    [{ idNumber: '12' }, 'ID_NUMBER_FORMAT'],
    [{ fullName: 'Nguyá»…n VÄƒn' }, 'NAME_DAMAGED'],
    [{ birthDate: '2004-02-30' }, 'BIRTH_DATE_IMPOSSIBLE'],
    [{ phone: '0241234567' }, 'PHONE_NOT_MOBILE'],
    [{ email: 'a@' }, 'EMAIL_FORMAT'],
    [{ password: 'HoaNT@2021' }, 'PASSWORD_WEAK'],
    [{ consent: false }, 'CONSENT_MISSING'],
    [{ otp: '999999' }, 'OTP_WRONG'],
    [{ subject: 'agency' }, 'METHOD_NOT_FOR_SUBJECT'],
    [{ method: 'usb-token' }, 'TOKEN_ABSENT'],
    [{ method: 'vneid' }, 'METHOD_NOT_FOR_SUBJECT'],
    [{ method: 'in-person' }, 'OFFICER_REQUIRED'],
    [{ method: 'social-insurance' }, 'FIELD_REQUIRED'],
    [{ method: 'social-insurance', insuranceNumber: '12' }, 'INSURANCE_NUMBER_FORMAT'],
    [{ scan: 'not a card' }, 'SCAN_NOT_A_CARD'],
  ] as const)('%o ends refused with %s', async (change, code) => {
    const { result, world } = await run({ ...GOOD, ...change })
    expect(result).toMatchObject({ outcome: 'refused', faults: [code], packetId: null, receipt: null })
    expect(world.secrets.count).toBe(0)
  })

  test.each([
    ['ACCOUNT_EXISTS', { account: 'exists', subscriber: 'match', carrier: 'Viettel' }],
    ['SUBSCRIBER_CMND9', { account: 'none', subscriber: 'cmnd-9', carrier: 'Viettel' }],
  ] as const)('%s from the pre-check', async (code, preCheck) => {
    const { result } = await run(GOOD, (world) => {
      world.preCheck = preCheck
    })
    expect(result).toMatchObject({ outcome: 'refused', faults: [code], carrier: 'Viettel' })
  })

  test('no line: the registration is kept and says what is pending', async () => {
    const { result } = await run(GOOD, (world) => {
      world.faults.requestOtp = 'LINE_DOWN'
      world.decision = { state: 'pending', reason: 'LINE_DOWN' }
    })
    expect(result).toMatchObject({ outcome: 'pending', faults: ['OTP_DEFERRED'], receipt: { number: 'K0001-000001' } })
  })

  test('a number that disagrees with the birth date is accepted and marked for a look', async () => {
    const { result } = await run({ ...GOOD, birthDate: '1999-02-28' })
    expect(result).toMatchObject({ outcome: 'accepted', warnings: ['ID_BIRTH_YEAR_DIFFERS'] })
  })

  test('nobody asks the adviser; a visit that stands there ends instead of waiting for a person', async () => {
    const world = createFakeWorld()
    const visit = startVisit(provideVisit(world.ports), 'vi')
    visit.send({ type: 'user.started' })
    await expect.poll(() => visit.getSnapshot().screen).toBe('subject')
    visit.send({ type: 'user.choseSubject', subject: 'citizen' })
    visit.send({ type: 'user.askedAdvice' })
    expect(visit.getSnapshot().screen).toBe('adviser-question')
    expect(nextStep(visit.getSnapshot(), GOOD)).toEqual({ kind: 'stop', codes: ['FIELD_REQUIRED'] })
    for (let asked = visit.getSnapshot().adviser?.asked; asked; asked = visit.getSnapshot().adviser?.asked)
      visit.send({ type: 'user.adviserAnswered', question: asked.question, choice: 'unknown' })
    expect(visit.getSnapshot().screen).toBe('adviser-advice')
    expect(nextStep(visit.getSnapshot(), GOOD)).toEqual({ kind: 'stop', codes: ['FIELD_REQUIRED'] })
    visit.stop()
  })

  test('an old person whose birth day nobody knows', async () => {
    const { result, world } = await run({
      ...GOOD,
      idNumber: '046141001234',
      birthDate: '1941-00-00',
      fullName: 'Hồ Thị Kăn',
    })
    expect(result.outcome).toBe('accepted')
    expect(world.sealed[0]?.claims.birthDate).toBe('1941-00-00')
  })
})

const withToken = (world: FakeWorld) => world.devices.token.become([sampleToken()], null)
const withOfficer = (world: FakeWorld) => {
  world.officer = FAKE_OFFICERS.gdv01
  world.stationKind = 'assisted'
}
const PIN = { pin: '19283746' }

describe('every method with the answers of somebody who has everything', () => {
  test.each([
    ['mobile', 2],
    ['social-insurance', 2],
    ['vnpost', 2],
    ['usb-token', 3],
    ['sim-pki', 3],
    ['remote-signing', 3],
    ['in-person', 3],
  ] as const)('%s, alone and in the form of an officer', async (method, ial) => {
    const atCounter = (world: FakeWorld) => {
      withToken(world)
      withOfficer(world)
    }
    const assisted = await run({ ...EVERYTHING, method }, atCounter, PIN)
    expect(assisted.result).toMatchObject({ method, outcome: 'accepted', ial, raised: false, faults: [] })
    expect(assisted.world.secrets.count).toBe(0)
    if (method === 'in-person') return
    const alone = await run({ ...EVERYTHING, method }, withToken, PIN)
    expect(alone.result).toMatchObject({ method, outcome: 'accepted', ial, faults: [] })
    expect(alone.world.secrets.count).toBe(0)
  })

  test('who is asked, and of whom: the range of the number, the first provider, or what the answers say', async () => {
    const asked = async (answers: Partial<Answers>) =>
      (await run({ ...EVERYTHING, ...answers })).world.remote.started[0]
    expect(await asked({ method: 'sim-pki' })).toMatchObject({ phone: '+84971234456', carrier: 'Viettel' })
    expect(await asked({ method: 'sim-pki', carrier: 'MobiFone' })).toMatchObject({ carrier: 'MobiFone' })
    expect(await asked({ method: 'remote-signing' })).toMatchObject({ provider: 'smartca', userKey: '046204001234' })
    expect(await asked({ method: 'remote-signing', subject: 'enterprise', signingProvider: 'csc' })).toMatchObject({
      provider: 'csc',
      userKey: '0101234567',
    })
  })
})

describe('what ends a strong proof', () => {
  const usb: Answers = { ...EVERYTHING, method: 'usb-token' }
  const lower = (world: FakeWorld) => {
    withToken(world)
    world.remote.account = { state: 'exists', ial: 2 }
  }

  test('a PIN that was wrong is not tried again', async () => {
    const { result, world } = await run({ ...usb, pin: '11111111' }, withToken, { pin: '11111111' })
    expect(result).toMatchObject({ outcome: 'refused', faults: ['TOKEN_PIN_WRONG'] })
    expect(world.devices.token.requests).toHaveLength(1)
    expect(world.secrets.count).toBe(0)
  })

  test('the level of the account that is there: raised, unless the answers decline it', async () => {
    const { world } = await run(usb, lower, PIN)
    expect(world.sealed[0]?.onExisting).toBe('raise')
    const declined = await run({ ...usb, raise: false }, lower, PIN)
    expect(declined.result).toMatchObject({ outcome: 'refused', faults: ['ACCOUNT_EXISTS'], packetId: null })
    expect(declined.world.sealed).toEqual([])
  })

  test('an officer who does not attest, or nobody to confirm', async () => {
    const inPerson: Answers = { ...EVERYTHING, method: 'in-person' }
    expect((await run({ ...inPerson, attest: false }, withOfficer)).result.faults).toEqual(['ATTESTATION_REFUSED'])
    const { confirmer: _, ...alone } = inPerson
    const always = (world: FakeWorld) => {
      withOfficer(world)
      world.secondOfficer = 'always'
    }
    expect((await run(alone, always)).result.faults).toEqual(['OFFICER_REQUIRED'])
    const same = { ...inPerson, confirmer: inPerson.officer! }
    expect((await run(same, always)).result.faults).toEqual(['STAFF_SAME_OFFICER'])
  })

  test('nobody answers: it never hangs', async () => {
    const silent = (world: FakeWorld) => {
      world.remote.waits = Number.POSITIVE_INFINITY
    }
    const { result } = await run({ ...EVERYTHING, method: 'sim-pki' }, silent, { limitMs: 200 })
    expect(result).toMatchObject({ outcome: 'faulted', faults: ['TIMED_OUT'] })
  })
})

test('the phone is asked again until its request is there, then the flow asks at once', async () => {
  const bodies: unknown[] = []
  const phone = createServer((request, reply) => {
    let text = ''
    request.on('data', (chunk) => (text += chunk))
    request.on('end', () => {
      bodies.push([request.url, JSON.parse(text)])
      reply.setHeader('content-type', 'application/json').end(JSON.stringify({ done: bodies.length > 1 }))
    })
  })
  await new Promise<void>((resolve) => phone.listen(0, '127.0.0.1', resolve))
  const sandbox = `http://127.0.0.1:${(phone.address() as AddressInfo).port}`
  try {
    const slow = (world: FakeWorld) => {
      world.remote.pollAfterMs = 600_000
    }
    const answers: Answers = { ...EVERYTHING, method: 'sim-pki', confirm: { from: 'sandbox' } }
    const { result, world } = await run(answers, slow, { sandbox })
    expect(result).toMatchObject({ outcome: 'accepted', ial: 3 })
    expect(world.remote.polled).toHaveLength(1)
    expect(bodies).toHaveLength(2)
    expect(bodies[1]).toEqual(['/phones/%2B84971234456/confirm', { code: expect.any(String) }])
  } finally {
    phone.close()
  }
})
