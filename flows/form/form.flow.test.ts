import { describe, expect, test } from 'vitest'
import { fromPromise } from 'xstate'
import type { FieldName } from '../base/events.ts'
import { Fault } from '../base/fault.ts'
import { captchaFlow } from '../captcha/captcha.flow.ts'
import type { CaptchaChallenge } from '../ports/captcha.port.ts'
import { driveFlow, type FlowDriver } from '../testing/flow-driver.ts'
import { OWN_CARD, SAMPLE_CARD, SAMPLE_MRZ } from '../testing/sample-cards.ts'
import { GOOD_ANSWERS } from '../testing/visit-driver.ts'
import { EMPTY_DRAFT } from './fields.ts'
import { type FormInput, formFlow } from './form.flow.ts'
import { fieldsOf } from './method-fields.ts'

const FIELDS = fieldsOf('mobile', 'citizen').before
const GOOD_DRAFT = { ...EMPTY_DRAFT, ...Object.fromEntries(FIELDS.map((field) => [field, GOOD_ANSWERS[field]])) }
const INPUT: FormInput = {
  fields: FIELDS,
  fixed: [],
  draft: EMPTY_DRAFT,
  card: null,
  mrz: null,
  today: '2026-11-22',
  style: 'one-by-one',
  captcha: true,
  startAt: 'first',
  next: 'get-code',
}

function start(change: Partial<FormInput> = {}, issues = true) {
  let pictures = 0
  const captcha = captchaFlow.provide({
    actors: {
      issueCaptcha: fromPromise<CaptchaChallenge>(async () => {
        if (!issues) throw new Fault('STORE_FULL')
        return { captchaId: `captcha-${++pictures}`, pixels: ['#.', '.#'] }
      }),
      checkCaptcha: fromPromise<boolean, { captchaId: string; answer: string }>(
        async ({ input }) => input.answer === 'ACE34',
      ),
    },
  })
  return driveFlow(formFlow.provide({ actors: { captcha } }), { ...INPUT, ...change })
}

type Driver = FlowDriver<typeof formFlow>

const answer = (driver: Driver, field: FieldName, text = GOOD_ANSWERS[field]) =>
  driver.send({ type: 'user.answered', field, text })

function answerAll(driver: Driver) {
  for (const field of driver.context().fields) answer(driver, field)
}

async function toReview(change: Partial<FormInput> = {}) {
  const driver = start({ startAt: 'review', draft: GOOD_DRAFT, captcha: false, ...change })
  await driver.reach('review')
  return driver
}

describe('one field a screen', () => {
  test('asks every field in order, then the captcha, then shows all of it, and gives the answers', async () => {
    const driver = start()
    for (const field of FIELDS) {
      expect(driver.screen()).toBe('field')
      expect(driver.context().field).toBe(field)
      answer(driver, field)
    }
    await driver.reach('captcha')
    driver.send({ type: 'user.captchaAnswered', text: 'ACE34' })
    await driver.reach('review')
    driver.send({ type: 'user.confirmed' })
    expect(driver.output()).toEqual({
      kind: 'complete',
      draft: GOOD_DRAFT,
      card: null,
      mrz: null,
      captchaPassed: true,
      code: null,
    })
  })

  test.each([
    ['idNumber', '12345', 'ID_NUMBER_FORMAT'],
    ['fullName', 'Nguyn Th Hng', 'NAME_DAMAGED'],
    ['birthDate', '31/02/2000', 'BIRTH_DATE_IMPOSSIBLE'],
    ['phone', '0123', 'PHONE_FORMAT'],
    ['email', 'không-phải-thư', 'EMAIL_FORMAT'],
    ['insuranceNumber', '12', 'INSURANCE_NUMBER_FORMAT'],
    ['organisation', '', 'FIELD_REQUIRED'],
    ['taxCode', '123', 'TAX_CODE_FORMAT'],
    ['carrier', 'Không ai', 'FIELD_REQUIRED'],
    ['signingProvider', '', 'FIELD_REQUIRED'],
  ] as const)('a bad %s stays on its field with its fault, and a good one takes it away', (field, text, code) => {
    const driver = start({ fields: [field, 'email'] })
    answer(driver, field, text)
    expect(driver.screen()).toBe('field')
    expect(driver.context()).toMatchObject({ field, problem: { field, code }, draft: { [field]: text } })
    answer(driver, field)
    expect(driver.context()).toMatchObject({ problem: null, field: 'email' })
  })

  test('text is kept in NFC', () => {
    const driver = start({ fields: ['fullName', 'email'] })
    answer(driver, 'fullName', 'Lê Văn Mẫu'.normalize('NFD'))
    expect(driver.context().draft.fullName).toBe('Lê Văn Mẫu'.normalize('NFC'))
  })

  test('back goes field by field, keeps the answers, and from the first one leaves with them', () => {
    const driver = start()
    answer(driver, 'idNumber')
    answer(driver, 'fullName')
    for (const field of ['fullName', 'idNumber']) {
      driver.send({ type: 'user.wentBack' })
      expect(driver.context().field).toBe(field)
    }
    driver.send({ type: 'user.wentBack' })
    expect(driver.output()).toMatchObject({
      kind: 'backed-out',
      draft: { idNumber: GOOD_ANSWERS.idNumber, fullName: GOOD_ANSWERS.fullName },
    })
  })
})

describe('the captcha', () => {
  test('wrong brings a new picture and says so', async () => {
    const driver = start({ fields: ['email'] })
    answerAll(driver)
    await driver.reach('captcha')
    driver.send({ type: 'user.captchaAnswered', text: 'WRONG' })
    await driver.reach('captcha-wait')
    await driver.reach('captcha')
    expect(driver.inner('captcha')).toMatchObject({
      problem: 'CAPTCHA_WRONG',
      challenge: { captchaId: 'captcha-2' },
    })
  })

  test('is asked once: a change made later goes straight back to the look at all', async () => {
    const driver = start({ fields: ['phone', 'email'] })
    answerAll(driver)
    await driver.reach('captcha')
    driver.send({ type: 'user.captchaAnswered', text: 'ACE34' })
    await driver.reach('review')
    driver.send({ type: 'user.wentBack' })
    expect(driver.context().field).toBe('email')
    answer(driver, 'email')
    expect(driver.screen()).toBe('review')
  })

  test('back returns to the last field', async () => {
    const driver = start({ fields: ['phone', 'email'] })
    answerAll(driver)
    await driver.reach('captcha')
    driver.send({ type: 'user.wentBack' })
    expect(driver.screen()).toBe('field')
    expect(driver.context().field).toBe('email')
  })

  test('is not asked where it was answered before, nor of an officer', () => {
    const driver = start({ fields: ['email'], captcha: false })
    answerAll(driver)
    expect(driver.screen()).toBe('review')
  })

  test('that cannot be made ends the form, with the answers', async () => {
    const driver = start({ fields: ['phone'] }, false)
    answerAll(driver)
    await driver.reach(null)
    expect(driver.output()).toMatchObject({ kind: 'faulted', code: 'STORE_FULL', draft: { phone: GOOD_ANSWERS.phone } })
  })
})

describe('the look at all of it', () => {
  test('a line can be changed and comes back here', async () => {
    const driver = await toReview()
    driver.send({ type: 'user.edited', field: 'phone' })
    expect(driver.context().field).toBe('phone')
    answer(driver, 'phone', '0981234456')
    expect(driver.screen()).toBe('review')
    expect(driver.context()).toMatchObject({ editing: null, draft: { phone: '0981234456' } })
  })

  test('going back from a line that could not be mended leaves it as it was', async () => {
    const driver = await toReview()
    driver.send({ type: 'user.edited', field: 'phone' })
    answer(driver, 'phone', '0241234567')
    expect(driver.context().problem?.code).toBe('PHONE_NOT_MOBILE')
    driver.send({ type: 'user.wentBack' })
    expect(driver.screen()).toBe('review')
    expect(driver.context()).toMatchObject({ problem: null, draft: { phone: GOOD_ANSWERS.phone } })
    driver.send({ type: 'user.confirmed' })
    expect(driver.output()?.kind).toBe('complete')
  })

  test('back leads to the last field', async () => {
    const driver = await toReview()
    driver.send({ type: 'user.wentBack' })
    expect(driver.screen()).toBe('field')
    expect(driver.context().field).toBe('email')
  })

  test('what a proof told stands fixed: no line of it can be changed, and with nothing to ask back leaves', async () => {
    const fixed = [{ name: 'fullName', text: 'Lê Văn Mẫu' }] as const
    const driver = await toReview({ fields: [], fixed, captcha: true })
    expect(driver.context().fixed).toEqual(fixed)
    expect(driver.send({ type: 'user.edited', field: 'fullName' })).toBe(false)
    driver.send({ type: 'user.wentBack' })
    expect(driver.output()?.kind).toBe('backed-out')
  })

  test('a scan that makes it incomplete is noticed before anything is sent', async () => {
    const driver = await toReview({ draft: { ...GOOD_DRAFT, phone: '0971234456' } })
    driver.send({ type: 'scanner.scanned', card: { ...SAMPLE_CARD, birthDate: '2030-01-01' } })
    driver.send({ type: 'user.confirmed' })
    expect(driver.screen()).toBe('field')
    expect(driver.context().field).toBe('birthDate')
  })
})

describe('where it begins', () => {
  test.each([
    ['first', EMPTY_DRAFT, 'field', 'idNumber'],
    ['first', GOOD_DRAFT, 'field', 'idNumber'],
    ['open', { ...GOOD_DRAFT, phone: '' }, 'field', 'phone'],
    ['open', GOOD_DRAFT, 'field', 'idNumber'],
    ['review', { ...GOOD_DRAFT, phone: '' }, 'field', 'phone'],
    ['review', GOOD_DRAFT, 'review', 'idNumber'],
  ] as const)('startAt %s: %#', (startAt, draft, screen, field) => {
    const driver = start({ startAt, draft, captcha: false })
    expect(driver.screen()).toBe(screen)
    expect(driver.context().field).toBe(field)
  })

  test('never past a captcha that is still due, however complete the answers are', async () => {
    const driver = start({ startAt: 'review', draft: GOOD_DRAFT, captcha: true })
    expect(driver.screen()).toBe('field')
    answerAll(driver)
    await driver.reach('captcha')
  })
})

describe('a scan', () => {
  test('on a field fills what the card knows and goes on to what nobody reads off it', () => {
    const driver = start()
    driver.send({ type: 'scanner.scanned', card: OWN_CARD })
    expect(driver.context()).toMatchObject({
      card: OWN_CARD,
      field: 'phone',
      draft: { idNumber: OWN_CARD.idNumber, fullName: OWN_CARD.fullName, birthDate: '29/02/2004', phone: '' },
    })
  })

  test('of the MRZ fills number and date and leaves the name to the person', () => {
    const driver = start()
    driver.send({ type: 'scanner.mrzScanned', mrz: SAMPLE_MRZ })
    expect(driver.context()).toMatchObject({
      mrz: SAMPLE_MRZ,
      field: 'fullName',
      draft: { idNumber: SAMPLE_MRZ.idNumber, fullName: '', birthDate: '29/02/2004' },
    })
  })

  test('takes the place of what was typed wrong, and of the message about it', () => {
    const driver = start()
    answer(driver, 'idNumber', '1')
    driver.send({ type: 'scanner.scanned', card: OWN_CARD })
    expect(driver.context()).toMatchObject({ problem: null, draft: { idNumber: OWN_CARD.idNumber } })
  })

  test('in the look at all of it changes the lines and stays there', async () => {
    const driver = await toReview()
    driver.send({ type: 'scanner.scanned', card: SAMPLE_CARD })
    driver.send({ type: 'scanner.mrzScanned', mrz: SAMPLE_MRZ })
    expect(driver.screen()).toBe('review')
    expect(driver.context()).toMatchObject({
      card: SAMPLE_CARD,
      mrz: SAMPLE_MRZ,
      draft: { idNumber: SAMPLE_MRZ.idNumber, fullName: SAMPLE_CARD.fullName, phone: GOOD_ANSWERS.phone },
    })
  })

  test('puts nothing into fields the method does not ask', () => {
    const driver = start({ fields: ['idNumber', 'signingProvider'] })
    driver.send({ type: 'scanner.scanned', card: OWN_CARD })
    expect(driver.context()).toMatchObject({
      field: 'signingProvider',
      draft: { idNumber: OWN_CARD.idNumber, fullName: '', birthDate: '' },
    })
  })

  test('before the captcha picture is not taken here', async () => {
    const driver = start({ fields: ['email'] })
    answerAll(driver)
    await driver.reach('captcha')
    expect(driver.send({ type: 'scanner.scanned', card: OWN_CARD })).toBe(false)
  })
})

describe('the dense form of an officer', () => {
  const DENSE = { style: 'dense', captcha: false, startAt: 'open' } as const

  test('takes answers in any order and ends when all are good', () => {
    const driver = start(DENSE)
    expect(driver.screen()).toBe('form')
    for (const field of FIELDS.toReversed()) answer(driver, field)
    driver.send({ type: 'user.confirmed' })
    expect(driver.output()).toMatchObject({ kind: 'complete', draft: GOOD_DRAFT, captchaPassed: false })
  })

  test('sent off too early tells every problem at once and stands on the first', () => {
    const driver = start(DENSE)
    answer(driver, 'idNumber')
    driver.send({ type: 'user.confirmed' })
    expect(driver.screen()).toBe('form')
    expect(driver.context()).toMatchObject({
      field: 'fullName',
      problems: [
        { field: 'fullName', code: 'FIELD_REQUIRED' },
        { field: 'birthDate', code: 'FIELD_REQUIRED' },
        { field: 'phone', code: 'FIELD_REQUIRED' },
      ],
    })
  })

  test('a mended line loses its problem, a bad one gets it, the others keep theirs', () => {
    const driver = start(DENSE)
    driver.send({ type: 'user.confirmed' })
    answer(driver, 'idNumber')
    answer(driver, 'email', '@')
    expect(driver.context().problems).toEqual([
      { field: 'fullName', code: 'FIELD_REQUIRED' },
      { field: 'birthDate', code: 'FIELD_REQUIRED' },
      { field: 'phone', code: 'FIELD_REQUIRED' },
      { field: 'email', code: 'EMAIL_FORMAT' },
    ])
  })

  test('a line that is wrong a second time has one problem, the last', () => {
    const driver = start(DENSE)
    driver.send({ type: 'user.confirmed' })
    answer(driver, 'email', '@')
    answer(driver, 'phone', '0123')
    answer(driver, 'phone', '02838222333')
    expect(driver.context().problems.filter(({ field }) => field === 'phone')).toEqual([
      { field: 'phone', code: 'PHONE_NOT_MOBILE' },
    ])
  })

  test('a scan answers the problems it can', () => {
    const driver = start(DENSE)
    driver.send({ type: 'user.confirmed' })
    driver.send({ type: 'scanner.scanned', card: OWN_CARD })
    expect(driver.context().problems).toEqual([{ field: 'phone', code: 'FIELD_REQUIRED' }])
    driver.send({ type: 'scanner.mrzScanned', mrz: SAMPLE_MRZ })
    expect(driver.context()).toMatchObject({ field: 'phone', card: OWN_CARD, mrz: SAMPLE_MRZ })
  })

  test('back leaves with the answers', () => {
    const driver = start(DENSE)
    answer(driver, 'phone')
    driver.send({ type: 'user.wentBack' })
    expect(driver.output()).toMatchObject({ kind: 'backed-out', draft: { phone: GOOD_ANSWERS.phone } })
  })
})
