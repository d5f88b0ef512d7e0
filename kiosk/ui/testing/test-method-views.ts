/** Views of every method's screens for tests and pictures, beside those of the mobile method (test-views.ts). All persons and numbers are invented. */
import { getInitialSnapshot } from 'xstate'
import type { FieldName } from '../../../flows/base/events.ts'
import type { HolderFacts } from '../../../flows/base/holder.ts'
import { ACCOUNT_WAYS } from '../../../flows/base/outcome.ts'
import { METHODS, type Method, SUBJECTS, type Subject } from '../../../flows/base/terms.ts'
import { type Proof, type ProvedContext, provedFlow } from '../../../flows/closing/proved.flow.ts'
import type { FixedLine, FormContext } from '../../../flows/form/form.flow.ts'
import { fieldsOf } from '../../../flows/form/method-fields.ts'
import { knownPersonFlow } from '../../../flows/known/known-person.flow.ts'
import type { KnownPerson, SealedHere } from '../../../flows/ports/known-person.port.ts'
import type { RemoteRequest } from '../../../flows/ports/remote.port.ts'
import { claimsOfHolder, linesOfClaims, linesOfHolder } from '../../../flows/remote/proof-of-answer.ts'
import { type RemoteContext, remoteFlow } from '../../../flows/remote/remote.flow.ts'
import type { TokenSignContext } from '../../../flows/token/sign-context.ts'
import { type TokenRegistrationContext, tokenRegistrationFlow } from '../../../flows/token/token-registration.flow.ts'
import type { VisitScreen, VisitView } from '../../../flows/visit/visit-view.ts'
import { choice, deviceViewAt, tokenSign } from './test-device-views.ts'
import { LONG_NAME, OFFICE, PERSON, PREPARED, STATEMENT } from './test-holders.ts'
import { CARD, DRAFT, form, mobile, OUTCOMES, RECEIPT, registration, viewAt, visit } from './test-views.ts'

const REQUEST = {
  requestId: `${RECEIPT.packetId}:remote:1`,
  packetId: RECEIPT.packetId,
  subject: 'citizen',
  termsVersion: '2026-11',
  card: null,
} as const

export const REQUESTS = {
  vnpost: { ...REQUEST, kind: 'sign-in', provider: 'vnpost' },
  vneid: { ...REQUEST, kind: 'sign-in', provider: 'vneid' },
  'sim-pki': { ...REQUEST, kind: 'sim-signature', phone: '+84912345678', carrier: 'VinaPhone' },
  'remote-signing': { ...REQUEST, kind: 'remote-signature', provider: 'smartca', userKey: CARD.idNumber },
} as const satisfies Partial<Record<Method, RemoteRequest>>
export type RemoteMethod = keyof typeof REQUESTS
export const REMOTE_METHODS = Object.keys(REQUESTS) as RemoteMethod[]

export const SIGN_IN_PAGE = 'https://dinh-danh.example/device'
export const USER_CODE = 'WDJB-MJHT'
export const CONTROL_CODE = 'K7Q2'

/** One request that waits for its person. */
export function remote(method: RemoteMethod, changes: Partial<RemoteContext> = {}): RemoteContext {
  const request = REQUESTS[method]
  const isSignIn = request.kind === 'sign-in'
  const shownTo = request.kind === 'sim-signature' ? '091****678' : null
  return {
    ...getInitialSnapshot(remoteFlow, { request, shownTo }).context,
    transaction: {
      transactionId: 'transaction-1',
      packetId: RECEIPT.packetId,
      statement: isSignIn ? null : STATEMENT,
      controlCode: isSignIn ? null : CONTROL_CODE,
      userCode: isSignIn ? USER_CODE : null,
      verificationUri: isSignIn ? SIGN_IN_PAGE : null,
      link: request.kind === 'sim-signature' ? null : isSignIn ? `${SIGN_IN_PAGE}?user_code=${USER_CODE}` : APP_LINK,
      lifetimeMs: 600_000,
      pollAfterMs: 5_000,
    },
    elapsedMs: 28_000,
    ...changes,
  }
}

const APP_LINK = 'https://app.smartca.example/open?tran=7f3a2b90c1'

/** What a proof of this method gave. */
export function proof(method: Method, changes: Partial<Proof> = {}, holder: HolderFacts = PERSON): Proof {
  const claims = { ...claimsOfHolder(holder), birthDate: CARD.birthDate }
  const isSignIn = method === 'vnpost' || method === 'vneid'
  return {
    claims,
    evidence: [],
    ial: isSignIn ? 2 : 3,
    account: { state: 'none' },
    fixed: isSignIn ? linesOfClaims(claims) : linesOfHolder(holder, 'good'),
    passwordAbout: null,
    ...changes,
  }
}

export function proved(method: Method, subject: Subject, given: Proof = proof(method)): ProvedContext {
  return getInitialSnapshot(provedFlow, {
    registration: registration({ method, subject }),
    proof: given,
    captchaPassed: false,
  }).context
}

export function tokenRegistration(
  method: 'usb-token' | 'sim-pki',
  subject: Subject = 'citizen',
): TokenRegistrationContext {
  const input = { ...registration({ method, subject }), nowMs: Date.UTC(2026, 10, 22), clock: 'proven' } as const
  return getInitialSnapshot(tokenRegistrationFlow, input).context
}

/** A view of one method's registration. */
export function methodViewAt(
  screen: VisitScreen,
  method: Method,
  changes: Partial<VisitView> = {},
  subject: Subject = 'citizen',
): VisitView {
  const isByPhone = method === 'mobile' || method === 'social-insurance'
  return viewAt(screen, {
    visit: visit(screen, { method, subject }),
    mobile: isByPhone ? mobile() : null,
    tokenRegistration: method === 'usb-token' ? tokenRegistration(method, subject) : null,
    form: null,
    ...changes,
  })
}

/** A form of this method: the fields before its proof, or those after it beside what the proof told. */
export function methodForm(
  method: Method,
  subject: Subject,
  part: 'before' | 'after',
  changes: Partial<FormContext> = {},
) {
  const fields = fieldsOf(method, subject)[part]
  const isBefore = part === 'before'
  const next: FormContext['next'] = isBefore ? (method === 'social-insurance' ? 'get-code' : 'ask-phone') : 'continue'
  return form({ fields, field: fields[0] ?? 'email', draft: FULL_DRAFT, next, ...changes })
}

const FULL_DRAFT = {
  ...DRAFT,
  insuranceNumber: '0123456789',
  organisation: LONG_NAME,
  taxCode: '0100233488-001',
  carrier: 'VinaPhone',
  signingProvider: 'csc',
  email: 'le.van.mau@thu-dien-tu.example',
} as const

/** Every method's screens plainly, and the states of screens that say more. */
export function allMethodViews(): readonly (readonly [name: string, view: VisitView])[] {
  return [
    ...PAIRS.map(
      ([method, subject]) =>
        [`conditions of ${method}, ${subject}`, methodViewAt('conditions', method, {}, subject)] as const,
    ),
    ['conditions with a card', methodViewAt('conditions', 'remote-signing', { visit: withCard('remote-signing') })],
    ['conditions with a card for a key', methodViewAt('conditions', 'usb-token', { visit: withCard('usb-token') })],
    [
      'conditions, SIM in the reader',
      methodViewAt('conditions', 'sim-pki', { tokenRegistration: tokenRegistration('sim-pki') }),
    ],
    ...fieldViews(),
    ...reviewViews(),
    ...remoteViews(),
    ...tokenViews(),
    ...METHODS.map((method) => [`terms of ${method}`, provedAt('terms', method)] as const),
    ['terms of vneid at level 3', provedAt('terms', 'vneid', proof('vneid', { ial: 3 }))],
    ['pre-checking of social-insurance', methodViewAt('pre-checking', 'social-insurance')],
    ['pre-checking of in-person', methodViewAt('pre-checking', 'in-person')],
    ['signature checking', methodViewAt('signature-checking', 'usb-token')],
    ['raise level', provedAt('raise-level', 'usb-token', proof('usb-token', { account: LOWER }))],
    ['account maybe', knownAt({ kind: 'maybe-account' })],
    ['account maybe, sealed here', knownAt(sealedHere('waiting'))],
    ['account maybe, sealed here and accepted', knownAt(sealedHere('accepted'))],
    ['account ways', methodViewAt('account-ways', 'mobile', { mobile: null })],
    ...resultViews(),
    ['form of an officer', methodViewAt('form', 'mobile', { form: form({ style: 'dense' }) })],
    ['attest', methodViewAt('attest', 'in-person')],
    ['staff sign-in', methodViewAt('staff-sign-in', 'in-person')],
  ]
}

function sealedHere(state: SealedHere['state']): SealedHere {
  return { kind: 'sealed-here', receipt: RECEIPT, state, expiresAtMs: null }
}

/** An officer is told what this station knows by itself. */
export function knownAt(known: KnownPerson): VisitView {
  const { context } = getInitialSnapshot(knownPersonFlow, { subject: 'citizen', claims: { idNumber: CARD.idNumber } })
  return methodViewAt('account-maybe', 'mobile', { knownPerson: { ...context, known } })
}

const LOWER = { state: 'exists', ial: 2 } as const

/** Methods with the subjects they are for (product.md §2, all policy sets). */
const PAIRS: readonly (readonly [Method, Subject])[] = METHODS.flatMap((method) =>
  SUBJECTS.filter((subject) => subject === 'citizen' || !['mobile', 'social-insurance', 'vnpost'].includes(method)).map(
    (subject) => [method, subject] as const,
  ),
)

function withCard(method: Method) {
  return visit('conditions', { method, card: CARD })
}

function provedAt(screen: VisitScreen, method: Method, given: Proof = proof(method)): VisitView {
  return methodViewAt(screen, method, { proved: proved(method, 'citizen', given) })
}

function fieldViews(): readonly (readonly [string, VisitView])[] {
  const field = (method: Method, name: FieldName, subject: Subject = 'citizen', changes: Partial<FormContext> = {}) =>
    methodViewAt('field', method, { form: methodForm(method, subject, 'before', { field: name, ...changes }) }, subject)
  return [
    ['field insurance number', field('social-insurance', 'insuranceNumber')],
    ['field phone of social insurance', field('social-insurance', 'phone')],
    ['field carrier', field('sim-pki', 'carrier')],
    ['field phone of a SIM', field('sim-pki', 'phone')],
    ['field ID number of a signer', field('remote-signing', 'idNumber')],
    ['field tax code', field('remote-signing', 'taxCode', 'enterprise')],
    [
      'field tax code to look at',
      field('remote-signing', 'taxCode', 'enterprise', { draft: { ...FULL_DRAFT, taxCode: '0100233489' } }),
    ],
    ['field provider', field('remote-signing', 'signingProvider')],
    ['field organisation', field('in-person', 'organisation', 'enterprise')],
    [
      'field insurance number with problem',
      field('social-insurance', 'insuranceNumber', 'citizen', {
        problem: { field: 'insuranceNumber', code: 'INSURANCE_NUMBER_FORMAT' },
      }),
    ],
    [
      'field e-mail after a proof',
      methodViewAt('field', 'sim-pki', {
        proved: proved('sim-pki', 'citizen'),
        form: methodForm('sim-pki', 'citizen', 'after'),
      }),
    ],
  ]
}

function reviewViews(): readonly (readonly [string, VisitView])[] {
  const review = (method: Method, part: 'before' | 'after', subject: Subject, fixed: readonly FixedLine[] = []) =>
    methodViewAt(
      'review',
      method,
      {
        proved: part === 'after' ? proved(method, subject) : null,
        form: methodForm(method, subject, part, { fixed }),
      },
      subject,
    )
  const insured = methodForm('social-insurance', 'citizen', 'before')
  return [
    ['review of social insurance', review('social-insurance', 'before', 'citizen')],
    [
      'review of social insurance, all differs',
      methodViewAt('review', 'social-insurance', {
        form: { ...insured, card: CARD, draft: { ...insured.draft, fullName: 'Lê Thị Mậu', birthDate: '01/02/1994' } },
      }),
    ],
    ['review of a SIM before', review('sim-pki', 'before', 'citizen')],
    ['review of a provider before', review('remote-signing', 'before', 'enterprise')],
    ['review of vnpost', review('vnpost', 'after', 'citizen', linesOfClaims(proof('vnpost').claims))],
    ['review of a person’s key', review('usb-token', 'after', 'citizen', linesOfHolder(PERSON, 'good'))],
    [
      'review of an office’s key, unchecked',
      review('usb-token', 'after', 'agency', linesOfHolder(OFFICE, 'unchecked')),
    ],
  ]
}

function remoteViews(): readonly (readonly [string, VisitView])[] {
  const at = (screen: VisitScreen, method: RemoteMethod, changes: Partial<RemoteContext> = {}) =>
    methodViewAt(screen, method, { remote: remote(method, changes) })
  return [
    ...REMOTE_METHODS.flatMap((method) => [
      [`remote starting of ${method}`, at('remote-starting', method, { transaction: null })] as const,
      [
        `remote cut off of ${method}`,
        at('remote-cut-off', method, { transaction: null, trouble: 'LINE_DOWN' }),
      ] as const,
      [`remote waiting of ${method}`, at('remote-waiting', method)] as const,
      [`remote waiting of ${method}, no line`, at('remote-waiting', method, { trouble: 'LINE_DOWN' })] as const,
    ]),
    ['remote waiting, no link to an app', withoutLink('remote-signing')],
    ['remote waiting, sign-in without link', withoutLink('vneid')],
    [
      'remote waiting with notice',
      methodViewAt('remote-waiting', 'vnpost', {
        remote: remote('vnpost'),
        visit: visit('remote-waiting', { method: 'vnpost', notice: { code: 'CARD_NOT_NEEDED' } }),
      }),
    ],
  ]
}

function withoutLink(method: RemoteMethod): VisitView {
  const { transaction } = remote(method)
  return methodViewAt('remote-waiting', method, {
    remote: remote(method, { transaction: transaction && { ...transaction, link: null } }),
  })
}

function tokenViews(): readonly (readonly [string, VisitView])[] {
  const at = (
    screen:
      | 'token-looking'
      | 'token-choose'
      | 'token-checking'
      | 'token-confirm'
      | 'token-pin'
      | 'token-pin-pad'
      | 'token-signing',
    changes: Partial<TokenSignContext> = {},
  ) => methodViewAt(screen, 'usb-token', { device: deviceViewAt(screen, { tokenSign: tokenSign(changes) }) })
  return [
    ['key looked for', at('token-looking', { choices: [] })],
    ['key chosen', at('token-choose')],
    ['key checked', at('token-checking')],
    ['key confirmed, statement read', at('token-confirm', { prepared: PREPARED })],
    [
      'key confirmed, statement read, in doubt',
      at('token-confirm', {
        prepared: { ...PREPARED, revocation: 'unchecked' },
        chosen: choice(1, { doubt: 'CERTIFICATE_EXPIRED', hasPinPad: true }),
        problem: 'TOKEN_PIN_PAD_TIMED_OUT',
      }),
    ],
    ['key PIN', at('token-pin')],
    ['key signs', at('token-signing')],
  ]
}

function resultViews(): readonly (readonly [string, VisitView])[] {
  const notPrinted = { kind: 'not-printed', code: 'PRINTER_NOT_ANSWERING', copy: false } as const
  const at = (method: Method, subject: Subject, ial: 2 | 3, raised: boolean) => {
    const outcome = { kind: 'accepted', ial, raised, receipt: RECEIPT } as const
    return methodViewAt(
      'result',
      method,
      { mobile: null, visit: visit('result', { method, subject, outcome, paper: notPrinted }) },
      subject,
    )
  }
  return [
    ...PAIRS.map(
      ([method, subject]) => [`result of ${method}, ${subject}`, at(method, subject, ialOf(method), false)] as const,
    ),
    ...METHODS.map((method) => [`result of ${method}, raised`, at(method, 'citizen', 3, true)] as const),
    ...ACCOUNT_WAYS.flatMap((way) =>
      [null, RECEIPT].map((receipt) => {
        const outcome = { kind: 'refused', code: 'ACCOUNT_EXISTS', carrier: null, receipt, way } as const
        const view = viewAt('result', { visit: visit('result', { outcome, paper: notPrinted }) })
        return [`result of the way ${way}${receipt ? ', with receipt' : ''}`, view] as const
      }),
    ),
    [
      'result: accepted, method not known',
      viewAt('result', { visit: visit('result', { method: null, subject: null, outcome: OUTCOMES.accepted ?? null }) }),
    ],
    [
      'result: waits for a certificate',
      viewAt('result', {
        visit: visit('result', {
          outcome: { kind: 'waiting-for-citizen', code: 'CERTIFICATE_CARD_NEEDED', receipt: RECEIPT },
        }),
      }),
    ],
  ]
}

function ialOf(method: Method): 2 | 3 {
  return ['mobile', 'social-insurance', 'vnpost', 'vneid'].includes(method) ? 2 : 3
}
