import { describe, expect, test } from 'vitest'
import type { Method } from '../../../flows/base/terms.ts'
import { PORTAL_2022 } from '../../../flows/rules/policy-sets.ts'
import type { VisitScreen, VisitView } from '../../../flows/visit/visit-view.ts'
import { methodViewAt, proved, tokenRegistration } from '../testing/test-method-views.ts'
import { opening, viewAt, visit } from '../testing/test-views.ts'
import { stepOf } from './steps.ts'

/** Where each screen stands on the way of its method; `*` behind a screen: after the proof. */
const WAYS: readonly (readonly [Method, readonly string[]])[] = [
  [
    'mobile',
    [
      'conditions 1/6',
      'field 2/6',
      'captcha 2/6',
      'review 3/6',
      'otp-entry 4/6',
      'pre-checking 4/6',
      'password 5/6',
      'terms 6/6',
      'delivering 6/6',
    ],
  ],
  [
    'social-insurance',
    ['conditions 1/6', 'field 2/6', 'review 3/6', 'line-down 4/6', 'password-saving 5/6', 'sealing 6/6'],
  ],
  [
    'vnpost',
    [
      'conditions 1/5',
      'remote-starting 2/5',
      'remote-waiting 2/5',
      'field* 3/5',
      'captcha* 3/5',
      'review* 4/5',
      'terms* 5/5',
    ],
  ],
  ['vneid', ['conditions 1/5', 'remote-cut-off 2/5', 'raise-level* 2/5', 'field* 3/5', 'review* 4/5', 'terms* 5/5']],
  [
    'usb-token',
    [
      'conditions 1/5',
      'token-looking 2/5',
      'token-pin 2/5',
      'signature-checking 2/5',
      'field* 3/5',
      'review* 4/5',
      'terms* 5/5',
    ],
  ],
  [
    'sim-pki',
    [
      'conditions 1/5',
      'field 2/5',
      'captcha 2/5',
      'review 2/5',
      'remote-waiting 3/5',
      'field* 4/5',
      'review* 4/5',
      'terms* 5/5',
    ],
  ],
  [
    'remote-signing',
    ['conditions 1/5', 'field 2/5', 'review 2/5', 'remote-waiting 3/5', 'field* 4/5', 'review* 4/5', 'terms* 5/5'],
  ],
  ['in-person', ['form 2/5', 'card-reading 3/5', 'attest 3/5', 'staff-sign-in 3/5', 'password* 4/5', 'terms* 5/5']],
]

describe.each(WAYS)('the way of %s', (method, way) => {
  test.each(way)('%s', (place) => {
    const [screen = '', said] = place.split(' ')
    const isProved = screen.endsWith('*')
    const view = methodViewAt(screen.replace('*', '') as VisitScreen, method, {
      proved: isProved ? proved(method, 'citizen') : null,
    })
    const step = stepOf(view)
    expect(`${step?.at}/${step?.of}`).toBe(said)
  })

  test('never goes back on itself', () => {
    const numbers = way.map((place) => Number(/ (\d)/.exec(place)?.[1]))
    expect(numbers).toEqual(numbers.toSorted())
  })
})

test('with the SIM in this machine’s reader the way is that of a key', () => {
  const view = methodViewAt('token-confirm', 'sim-pki', { tokenRegistration: tokenRegistration('sim-pki') })
  expect(stepOf(view)).toEqual({ at: 2, of: 5, name: 'sign-key' })
})

test('before a method is chosen nobody knows how many steps there are', () => {
  expect(stepOf(viewAt('subject'))).toEqual({ at: 1, of: null, name: 'choose' })
  expect(stepOf(viewAt('adviser-question'))).toEqual({ at: 1, of: null, name: 'choose' })
})

test('whoever came back to choose anew is promised no number of steps by the method of before', () => {
  for (const screen of ['subject', 'method', 'adviser-question'] as const)
    expect(stepOf(methodViewAt(screen, 'usb-token'))).toEqual({ at: 1, of: null, name: 'choose' })
  expect(stepOf(methodViewAt('conditions', 'usb-token'))).toMatchObject({ at: 1, of: 5 })
})

test('an officer fills in and looks over in one step', () => {
  const officer = {
    staffId: 's-1',
    code: 'GD01',
    displayName: 'Trần Thị Thử',
    role: 'teller',
  } as unknown as NonNullable<NonNullable<VisitView['visit']['opening']>['officer']>
  const view = (screen: VisitScreen) =>
    methodViewAt(screen, 'mobile', { visit: visit(screen, { opening: { ...opening(PORTAL_2022), officer } }) })
  expect(stepOf(view('form'))).toMatchObject({ at: 2, of: 5 })
  expect(stepOf(view('otp-entry'))).toMatchObject({ at: 3, of: 5 })
})

test.each(['welcome', 'opening', 'account-ways', 'result', 'wiping'] as const)('%s is no step', (screen) => {
  expect(stepOf(methodViewAt(screen, 'mobile'))).toBeNull()
})
