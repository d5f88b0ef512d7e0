/** Views of a visit for tests and pictures of the screens: one a screen, and those with problems. All persons are invented. */
import { createActor, getInitialSnapshot } from 'xstate'
import { type AdviserContext, adviserFlow } from '../../../flows/adviser/adviser.flow.ts'
import type { RegistrationInput } from '../../../flows/base/registration.ts'
import { SCREENS } from '../../../flows/base/screens.ts'
import { METHODS, type Method } from '../../../flows/base/terms.ts'
import { type CaptchaContext, captchaFlow } from '../../../flows/captcha/captcha.flow.ts'
import type { DeviceView } from '../../../flows/device-view.ts'
import { type Draft, EMPTY_DRAFT } from '../../../flows/form/fields.ts'
import { type FormContext, formFlow } from '../../../flows/form/form.flow.ts'
import { fieldsOf } from '../../../flows/form/method-fields.ts'
import { type MobileContext, mobileFlow } from '../../../flows/mobile/mobile.flow.ts'
import { type OtpContext, otpFlow } from '../../../flows/otp/otp.flow.ts'
import { type PasswordContext, passwordFlow } from '../../../flows/password/password.flow.ts'
import type { VisitOpening } from '../../../flows/ports/visit.port.ts'
import type { AdviserSituation, Choice } from '../../../flows/rules/adviser.ts'
import { QUESTIONS } from '../../../flows/rules/adviser-questions.ts'
import type { CitizenCard } from '../../../flows/rules/card-qr.ts'
import type { PolicySet } from '../../../flows/rules/policy.ts'
import { PORTAL_2022, VNEID_2024 } from '../../../flows/rules/policy-sets.ts'
import type { VisitContext } from '../../../flows/visit/visit-context.ts'
import type { VisitScreen, VisitView } from '../../../flows/visit/visit-view.ts'
import { cutOffViews } from './test-cut-off-views.ts'
import { OUTCOMES, RECEIPT } from './test-outcomes.ts'
import { callBacks, errandAt, isReturnScreen, returning, returnViews } from './test-return-views.ts'

export { OUTCOMES, RECEIPT } from './test-outcomes.ts'

export const TODAY = '2026-11-22'

export const CARD: CitizenCard = {
  idNumber: '046204001234',
  oldIdNumber: null,
  fullName: 'Lê Văn Mẫu',
  birthDate: '2004-02-29',
  sex: 'male',
  residence: 'Tổ dân phố 3, Phường Mẫu, Huế',
  issuedOn: '2024-07-05',
  cancelledIdNumber: null,
  father: null,
  mother: null,
  generation: 'can-cuoc-2024',
  warnings: [],
}

export const CARD_QR = '046204001234||Lê Văn Mẫu|29022004|Nam|Tổ dân phố 3, Phường Mẫu, Huế|05072024||||'

/** Sixty by twenty pixels: as large as a picture of letters may be beside the demo's phone. */
export const PIXELS: readonly string[] = Array.from({ length: 20 }, (_, row) =>
  Array.from({ length: 60 }, (_, column) => ((row * 7 + column * 5) % 11 < 4 ? '#' : '.')).join(''),
)

/** A whole visit at one screen, with what a person would have filled in by then. */
export function viewAt(screen: VisitScreen, changes: Partial<VisitView> = {}): VisitView {
  return {
    screen,
    visit: visit(screen),
    adviser: screen.startsWith('adviser') ? adviser(screen === 'adviser-advice' ? ['own-sim'] : []) : null,
    form: FORMS.includes(screen) ? form() : null,
    mobile: OUTSIDE.includes(screen) ? null : mobile(),
    remote: null,
    remoteRegistration: null,
    tokenRegistration: null,
    inPerson: null,
    proved: null,
    knownPerson: null,
    staffSession: null,
    device: NO_DEVICE,
    captcha: screen.startsWith('captcha') ? captcha() : null,
    otp: screen.startsWith('otp') ? otp() : screen === 'line-down' ? otp({ challenge: null }) : null,
    password: screen.startsWith('password') ? password() : null,
    delivery: null,
    returning: isReturnScreen(screen) ? returning() : null,
    callBacks: screen === 'call-backs' ? callBacks() : null,
    inactivityWarned: false,
    leaving: 'free',
    ...changes,
  }
}

export function visit(screen: VisitScreen, changes: Partial<VisitContext> = {}): VisitContext {
  const early = screen === 'welcome' || screen === 'opening'
  return {
    stationLanguage: 'vi',
    language: 'vi',
    opening: early ? null : { ...opening(PORTAL_2022), ...(screen === 'needs-line' ? { isOnline: false } : {}) },
    errand: errandAt(screen),
    receipt: null,
    settledBefore: false,
    subject: early || screen === 'subject' || errandAt(screen) !== 'register' ? null : 'citizen',
    method:
      early ||
      errandAt(screen) !== 'register' ||
      screen === 'subject' ||
      screen === 'method' ||
      screen.startsWith('adviser')
        ? null
        : screen === 'needs-line'
          ? 'vnpost'
          : 'mobile',
    card: null,
    mrz: null,
    notice: null,
    paper: null,
    prints: 0,
    outcome: screen === 'result' ? { kind: 'accepted', ial: 2, raised: false, receipt: RECEIPT } : null,
    ...changes,
  }
}

/** The adviser after these answers, in an assisted station where every method is built, or in another situation. */
export function adviser(
  choices: readonly Choice[],
  changes: Partial<AdviserSituation> = {},
  explained: Method | null = null,
): AdviserContext {
  const opened = opening(PORTAL_2022)
  const actor = createActor(adviserFlow, {
    input: { ...opened, stationKind: 'assisted', subject: 'citizen', built: METHODS, ...changes },
  }).start()
  for (const choice of choices) {
    const question = actor.getSnapshot().context.asked?.question
    if (question) actor.send({ type: 'user.adviserAnswered', question, choice })
  }
  if (explained) actor.send({ type: 'user.choseMethod', method: explained })
  return actor.getSnapshot().context
}

/** A registration as it starts. */
export function registration(changes: Partial<RegistrationInput> = {}): RegistrationInput {
  return {
    packetId: RECEIPT.packetId,
    subject: 'citizen',
    method: 'mobile',
    today: TODAY,
    language: 'vi',
    card: null,
    mrz: null,
    officer: null,
    hasCardReader: false,
    secondOfficer: 'never',
    ...changes,
  }
}

export const DRAFT: Draft = {
  ...EMPTY_DRAFT,
  idNumber: '046204001234',
  fullName: 'Lê Văn Mẫu',
  birthDate: '29/02/2004',
  phone: '0912345678',
}

export function mobile(changes: Partial<MobileContext> = {}): MobileContext {
  return { ...getInitialSnapshot(mobileFlow, registration()).context, draft: DRAFT, ...changes }
}

/** The form of the mobile method, filled in. */
export function form(changes: Partial<FormContext> = {}): FormContext {
  const input = {
    fields: fieldsOf('mobile', 'citizen').before,
    fixed: [],
    draft: DRAFT,
    card: null,
    mrz: null,
    today: TODAY,
    style: 'one-by-one',
    captcha: true,
    startAt: 'first',
    next: 'get-code',
  } as const
  return { ...getInitialSnapshot(formFlow, input).context, ...changes }
}

export function captcha(changes: Partial<CaptchaContext> = {}): CaptchaContext {
  const { context } = getInitialSnapshot(captchaFlow)
  return { ...context, challenge: { captchaId: 'picture-1', pixels: PIXELS }, ...changes }
}

export function otp(changes: Partial<OtpContext> = {}): OtpContext {
  const input = { packetId: RECEIPT.packetId, phone: '+84912345678', round: 1, standing: null, mayDefer: true }
  return {
    ...getInitialSnapshot(otpFlow, input).context,
    challenge: {
      challengeId: 'challenge-1',
      maskedPhone: '091****678',
      lifetimeMs: 300_000,
      resendAfterMs: 60_000,
      triesLeft: 5,
    },
    triesLeft: 5,
    elapsedMs: 28_000,
    ...changes,
  }
}

export function password(changes: Partial<PasswordContext> = {}): PasswordContext {
  const about = {
    fullName: 'Lê Văn Mẫu',
    idNumber: '046204001234',
    phone: '+84912345678',
    birthDate: '2004-02-29',
  }
  return { ...getInitialSnapshot(passwordFlow, { about }).context, ...changes }
}

/** Every screen plainly, and the states of screens that say more. */
export function allViews(): readonly (readonly [name: string, view: VisitView])[] {
  const field = (name: FormContext['field'], changes: Partial<FormContext> = {}) =>
    viewAt('field', { form: form({ field: name, ...changes }) })
  return [
    ...SCREENS.filter((screen) => !OF_OTHER_METHODS.includes(screen)).map(
      (screen) => [screen, viewAt(screen)] as const,
    ),
    ['subject with a card', viewAt('subject', { visit: visit('subject', { card: CARD }) })],
    ['method of an agency', viewAt('method', { visit: visit('method', { subject: 'agency' }) })],
    ['method under vneid-2024', viewAt('method', { visit: visit('method', { opening: underVneid() }) })],
    [
      'method with notice',
      viewAt('method', {
        visit: visit('method', {
          opening: underVneid(),
          notice: { code: 'METHOD_CLOSED', method: 'mobile', since: '2024-07-01', instead: 'vneid' },
        }),
      }),
    ],
    ...QUESTIONS.flatMap((_, at) => {
      const asked = adviser(ALL_UNKNOWN.slice(0, at))
      return asked.asked
        ? [[`adviser asks ${asked.asked.question}`, viewAt('adviser-question', { adviser: asked })] as const]
        : []
    }),
    ...ADVICES.map(
      ([name, context]) => [`adviser: ${name}`, viewAt('adviser-advice', { adviser: context() })] as const,
    ),
    ...(['printing', 'printed', 'copy', 'uncertain', 'not-printed'] as const).map(
      (paper) =>
        [`result, paper ${paper}`, viewAt('result', { visit: visit('result', { paper: PAPERS[paper] }) })] as const,
    ),
    [
      'result refused, paper not printed',
      viewAt('result', {
        visit: visit('result', {
          outcome: { kind: 'refused', code: 'ACCOUNT_EXISTS', carrier: 'VinaPhone', receipt: null },
          paper: PAPERS['not-printed'],
        }),
      }),
    ],
    [
      'result pending, paper out',
      viewAt('result', {
        visit: visit('result', {
          outcome: { kind: 'pending', code: 'LINE_DOWN', receipt: RECEIPT },
          paper: { kind: 'not-printed', code: 'PRINTER_PAPER_OUT', copy: false },
        }),
      }),
    ],
    ['field name', field('fullName')],
    ['field birth date', field('birthDate')],
    ['field phone', field('phone')],
    ['field email', field('email')],
    [
      'field with problem',
      field('idNumber', {
        draft: { ...DRAFT, idNumber: '0462' },
        problem: { field: 'idNumber', code: 'ID_NUMBER_FORMAT' },
      }),
    ],
    [
      'field with refused scan',
      viewAt('field', {
        visit: visit('field', { notice: { code: 'SCAN_NOT_A_CARD' } }),
      }),
    ],
    ['field from card', field('idNumber', { card: CARD })],
    ['captcha wrong', viewAt('captcha', { captcha: captcha({ problem: 'CAPTCHA_WRONG' }) })],
    [
      'review with warnings',
      viewAt('review', {
        form: form({ card: CARD, draft: { ...DRAFT, idNumber: '999312001234' } }),
      }),
    ],
    ['review from card', viewAt('review', { form: form({ card: CARD }) })],
    [
      'review, name changed after the scan',
      viewAt('review', { form: form({ card: CARD, draft: { ...DRAFT, fullName: 'Lê Văn Mậu' } }) }),
    ],
    ['otp wrong', viewAt('otp-entry', { otp: otp({ problem: 'OTP_WRONG', triesLeft: 3, elapsedMs: 70_000 }) })],
    ['otp expired', viewAt('otp-entry', { otp: otp({ elapsedMs: 300_000 }) })],
    ...cutOffViews({ viewAt, visit, otp }),
    ['password weak', viewAt('password', { password: password({ problem: 'PASSWORD_WEAK' }) })],
    ['warned', viewAt('review', { inactivityWarned: true })],
    ...returnViews({ viewAt, visit, otp, receipt: RECEIPT }),
    ...Object.entries(OUTCOMES).map(
      ([name, outcome]) => [`result: ${name}`, viewAt('result', { visit: visit('result', { outcome }) })] as const,
    ),
  ]
}

const ALL_UNKNOWN = QUESTIONS.map(() => 'unknown' as const)

const ADVICES: readonly (readonly [name: string, context: () => AdviserContext])[] = [
  ['all unknown', () => adviser(ALL_UNKNOWN)],
  ['no phone', () => adviser(['no-phone', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'])],
  ['mobile alone is built', () => adviser(['own-sim'], { built: ['mobile'] })],
  ['SIM of somebody else, explained', () => adviser(['other-sim'], { built: ['mobile'] }, 'mobile')],
  ['not built, explained', () => adviser(['own-sim'], { built: ['mobile'] }, 'usb-token')],
  ['official, explained', () => adviser(['own-sim', 'yes', 'yes', 'vnpost-account', 'yes', 'none'], {}, 'vnpost')],
  ['self-service', () => adviser(ALL_UNKNOWN, { stationKind: 'self-service' }, 'in-person')],
  ['line down', () => adviser(ALL_UNKNOWN, { isOnline: false })],
  ['line down, explained', () => adviser(ALL_UNKNOWN, { isOnline: false }, 'remote-signing')],
  ['line down, all at hand', () => adviser(['own-sim', 'yes', 'yes', 'usb-token'], { isOnline: false })],
  ['agency', () => adviser(ALL_UNKNOWN, { subject: 'agency' })],
  ['enterprise, nothing built', () => adviser([], { subject: 'enterprise', built: [] }, 'usb-token')],
  ['under vneid-2024', () => adviser(ALL_UNKNOWN, { policy: VNEID_2024 }, 'mobile')],
]

/** Screens that the mobile method does not have: test-method-views.ts shows them. */
const OF_OTHER_METHODS: readonly VisitScreen[] = [
  'remote-starting',
  'remote-cut-off',
  'remote-waiting',
  'signature-checking',
  'raise-level',
  'account-ways',
  'account-maybe',
  'form',
  'attest',
  'call-backs',
]

const FORMS: readonly VisitScreen[] = ['field', 'captcha', 'captcha-wait', 'review', 'form']

const NO_DEVICE: DeviceView = {
  screen: null,
  tokenSign: null,
  readCard: null,
  ownership: null,
  sendCode: null,
  print: null,
}

const OUTSIDE: readonly VisitScreen[] = [
  'welcome',
  'opening',
  'subject',
  'method',
  'adviser-question',
  'adviser-advice',
  'result',
  'wiping',
]

export function opening(policy: PolicySet): VisitOpening {
  return {
    visitId: 'visit-1',
    packetId: RECEIPT.packetId,
    today: TODAY,
    policy,
    hasPrinter: false,
    stationKind: 'self-service',
    isOnline: true,
    canText: false,
    takesKeys: true,
    officer: null,
    hasCardReader: false,
    secondOfficer: 'never',
    nowMs: Date.UTC(2026, 10, 22),
    clock: 'proven',
  }
}

function underVneid() {
  return opening(VNEID_2024)
}

const PAPERS = {
  printing: { kind: 'printing' },
  printed: { kind: 'printed', code: null, copy: false },
  copy: { kind: 'printed', code: null, copy: true },
  uncertain: { kind: 'uncertain', code: 'PRINTER_LOST', copy: false },
  'not-printed': { kind: 'not-printed', code: 'PRINTER_NOT_ANSWERING', copy: false },
} as const
