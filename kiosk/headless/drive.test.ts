import { describe, expect, test } from 'vitest'
import type { VisitView } from '../../flows/visit/visit-view.ts'
import type { Answers } from './answers.ts'
import { nextStep } from './drive.ts'

const ANSWERS: Answers = { subject: 'citizen', method: 'mobile' }
const SCAN = '046204001234||Lê Văn Mẫu|29022004|Nam|Tổ dân phố 3, Phường Mẫu, Huế|05072024||||'
const OPENING = { opening: { today: '2026-11-22' } }

/** A visit that stands at this screen, as far as a step looks at it. */
const at = (screen: VisitView['screen'], seen: object = {}) =>
  ({ screen, visit: { ...OPENING, notice: null }, device: { tokenSign: null }, ...seen }) as unknown as VisitView
const step = (view: VisitView, answers: Partial<Answers> = {}, scanned = false) =>
  nextStep(view, { ...ANSWERS, ...answers }, { scanned })
const sends = (type: string) => ({ kind: 'send', event: { type } })

describe('what nobody said is not taken for yes', () => {
  test.each([
    [true, 'user.attested'],
    [false, 'user.declined'],
    [undefined, 'user.declined'],
  ])('an officer who says %s to what was compared', (attest, event) => {
    expect(step(at('attest'), attest === undefined ? {} : { attest })).toEqual(sends(event))
  })

  test.each([
    [true, 'user.confirmed'],
    [false, null],
    [undefined, null],
  ])('consent %s', (consent, event) => {
    const expected = event === null ? { kind: 'stop', codes: ['CONSENT_MISSING'] } : sends(event)
    expect(step(at('terms'), consent === undefined ? {} : { consent })).toEqual(expected)
  })

  test.each([
    [true, 'user.raised'],
    [false, 'user.declined'],
    [undefined, 'user.raised'],
  ])('raising the level of the own account is declined by false alone: %s', (raise, event) => {
    expect(step(at('raise-level'), raise === undefined ? {} : { raise })).toEqual(sends(event))
  })
})

test.each([
  ['assisted', 'OFFICER_REQUIRED'],
  ['self-service', 'CAPTCHA_WRONG'],
])('answers without a captcha at a machine that is %s say what is missing', (stationKind, code) => {
  const captcha = { problem: null, challenge: { captchaId: 'c' } }
  const asked = at('captcha', { visit: { opening: { stationKind }, notice: null }, captcha })
  expect(step(asked)).toEqual({ kind: 'stop', codes: [code] })
  expect(step(asked, { captcha: { from: 'sandbox' } })).toEqual({ kind: 'answer-captcha', captchaId: 'c' })
})

test.each([
  [true, 'user.confirmed'],
  [false, 'user.declined'],
  [undefined, 'user.confirmed'],
])('a warning that there may be an account holds nobody up unless the answers say so: %s', (maybe, event) => {
  expect(step(at('account-maybe'), maybe === undefined ? {} : { maybe })).toEqual({
    kind: 'send',
    event: { type: event },
  })
})

describe('the choice of method', () => {
  test.each(['CARD_KEPT', 'CARD_NOT_NEEDED'])('goes on past the word about a card: %s', (code) => {
    expect(step(at('method', { visit: { ...OPENING, notice: { code } } }))).toEqual({
      kind: 'send',
      event: { type: 'user.choseMethod', method: 'mobile' },
    })
  })

  test('stops where the method is closed', () => {
    const view = at('method', { visit: { ...OPENING, notice: { code: 'METHOD_CLOSED' } } })
    expect(step(view)).toEqual({ kind: 'stop', codes: ['METHOD_CLOSED'] })
  })
})

test.each([
  ['the SIM is in the reader', { reader: true }, null, 'user.choseReader'],
  ['it is there, and its own conditions are shown', { reader: true }, {}, 'user.confirmed'],
  ['nothing is said of a reader', {}, null, 'user.confirmed'],
] as const)('the conditions of a signing SIM: %s', (_, said, tokenRegistration, event) => {
  const view = at('conditions', { visit: { ...OPENING, method: 'sim-pki' }, tokenRegistration })
  expect(step(view, { method: 'sim-pki', ...said })).toEqual(sends(event))
})

describe('a scan', () => {
  test.each(['conditions', 'form'] as const)('is held before the scanner once, at %s', (screen) => {
    const form = { fields: [], problem: null, problems: [], draft: {} }
    expect(step(at(screen, { form }), { scan: SCAN })).toMatchObject({
      kind: 'scan',
      input: { type: 'scanner.scanned' },
    })
    expect(step(at(screen, { form }), { scan: SCAN }, true)).toEqual(sends('user.confirmed'))
    expect(step(at(screen, { form }))).toEqual(sends('user.confirmed'))
  })

  test('that is no card ends it with the reason', () => {
    expect(step(at('conditions'), { scan: 'https://example.vn' })).toEqual({ kind: 'stop', codes: ['SCAN_NOT_A_CARD'] })
  })
})

describe('a request that waits elsewhere', () => {
  const waiting = (controlCode: string | null, link: string | null) =>
    at('remote-waiting', { remote: { transaction: { transactionId: 't', controlCode, link } } })
  const sandbox = { confirm: { from: 'sandbox' } } as const

  test('is confirmed by its code, else by its address, else waited for', () => {
    expect(step(waiting('4711', 'https://x.example'), sandbox)).toMatchObject({ by: { code: '4711' } })
    expect(step(waiting(null, 'https://x.example'), sandbox)).toMatchObject({ by: { uri: 'https://x.example' } })
    expect(step(waiting(null, null), sandbox)).toEqual({ kind: 'wait' })
  })

  test('is only waited for where somebody outside answers', () => {
    expect(step(waiting('4711', null), { confirm: false })).toEqual({ kind: 'wait' })
    expect(step(waiting('4711', null))).toEqual({ kind: 'wait' })
  })
})

describe('a token', () => {
  const choosing = (blocked: readonly (string | null)[], selectedId: string | null = null) =>
    at('token-choose', {
      device: {
        tokenSign: {
          problem: null,
          selectedId,
          choices: blocked.map((code, place) => ({ certificateId: `c${place}`, blocked: code })),
        },
      },
    })

  test('signs with the first certificate that may', () => {
    expect(step(choosing(['CERTIFICATE_EXPIRED', null, null]))).toEqual({
      kind: 'send',
      event: { type: 'user.certificateChosen', certificateId: 'c1' },
    })
    expect(step(choosing([null], 'c0'))).toEqual(sends('user.confirmed'))
  })

  test('without one that may, the flow says why not', () => {
    expect(step(choosing(['CERTIFICATE_EXPIRED']))).toEqual(sends('user.confirmed'))
  })

  test('whose PIN was wrong is not tried again', () => {
    const view = at('token-pin', { device: { tokenSign: { problem: 'TOKEN_PIN_WRONG', choices: [] } } })
    expect(step(view, { pin: '123456' })).toEqual({ kind: 'stop', codes: ['TOKEN_PIN_WRONG'] })
  })
})
