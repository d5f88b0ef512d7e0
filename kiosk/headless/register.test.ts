import { describe, expect, test } from 'vitest'
import { provideVisit } from '../../flows/provide/provide-visit.ts'
import { createFakeWorld, type FakeWorld } from '../../flows/testing/fake-ports.ts'
import { GOOD_PASSWORD } from '../../flows/testing/visit-driver.ts'
import { startVisit } from '../visit-store.ts'
import type { Answers } from './answers.ts'
import { nextStep } from './drive.ts'
import { register } from './register.ts'

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

async function run(answers: Answers, prepare: (world: FakeWorld) => void = () => {}) {
  const world = createFakeWorld()
  prepare(world)
  const visit = startVisit(provideVisit(world.ports), 'vi')
  const result = await register({
    visit,
    secrets: world.secrets,
    answers,
    sandbox: null,
    peekCaptcha: () => world.captchaText,
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
    [{ method: 'usb-token' }, 'METHOD_NOT_BUILT'],
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
    visit.send({ type: 'user.adviserAnswered', question: 'phone', choice: 'own-sim' })
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
