import type { PersonEvent, ScannerInput } from '../../flows/base/events.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { Outcome } from '../../flows/base/outcome.ts'
import { checkIsoBirthDate, formatBirthDate } from '../../flows/rules/birth-date.ts'
import { scannerInput } from '../../flows/visit/scanner-input.ts'
import type { VisitView } from '../../flows/visit/visit-view.ts'
import type { Answers } from './answers.ts'

/** What the driver of a headless registration does next at the state the visit stands in. */
export type NextStep =
  | { readonly kind: 'send'; readonly event: PersonEvent | ScannerInput }
  | { readonly kind: 'answer-captcha'; readonly captchaId: string }
  | { readonly kind: 'enter-code'; readonly challengeId: string }
  | { readonly kind: 'enter-password' }
  | { readonly kind: 'wait' }
  /** The flow wants something that these answers cannot give. */
  | { readonly kind: 'stop'; readonly codes: readonly FaultCode[] }
  | { readonly kind: 'finished'; readonly outcome: Outcome }

const send = (event: PersonEvent | ScannerInput): NextStep => ({ kind: 'send', event })
const stop = (...codes: readonly FaultCode[]): NextStep => ({ kind: 'stop', codes })

/** Pure: one view and the answers give one step. A problem shown by a screen ends the registration, since nobody is there to mend it. */
export function nextStep(view: VisitView, answers: Answers): NextStep {
  switch (view.screen) {
    case 'welcome':
      return send({ type: 'user.started' })
    case 'subject':
      return send({ type: 'user.choseSubject', subject: answers.subject })
    case 'method':
      return view.visit.notice && view.visit.notice.code !== 'CARD_KEPT' && view.visit.notice.code !== 'CARD_NOT_NEEDED'
        ? stop(view.visit.notice.code)
        : send({ type: 'user.choseMethod', method: answers.method })
    case 'adviser-question':
    case 'adviser-advice':
      // Answers name their method and nobody asks for advice here; should a visit stand there all the same, it must not hang.
      return stop('FIELD_REQUIRED')
    case 'conditions':
      return answers.scan === undefined ? send({ type: 'user.confirmed' }) : scanStep(answers.scan, view)
    case 'field':
      return fieldStep(view, answers)
    case 'captcha':
      return captchaStep(view, answers)
    case 'review':
      return send({ type: 'user.confirmed' })
    case 'otp-entry':
      return otpStep(view, answers)
    case 'line-down':
      return view.otp?.problem === 'OTP_RESEND_TOO_SOON' ? stop(view.otp.problem) : send({ type: 'user.deferred' })
    case 'password':
      if (view.password?.problem) return stop(view.password.problem)
      return answers.password === undefined ? stop('FIELD_REQUIRED') : { kind: 'enter-password' }
    case 'terms':
      return answers.consent === true ? send({ type: 'user.confirmed' }) : stop('CONSENT_MISSING')
    case 'result':
      return { kind: 'finished', outcome: view.visit.outcome ?? { kind: 'faulted', code: 'INTERNAL' } }
    default:
      return { kind: 'wait' }
  }
}

function scanStep(text: string, view: VisitView): NextStep {
  const input = scannerInput(text, view.mobile?.today ?? '')
  return input.type === 'scanner.refused' ? stop(input.code) : send(input)
}

function fieldStep(view: VisitView, answers: Answers): NextStep {
  const { mobile } = view
  if (!mobile) return { kind: 'wait' }
  if (mobile.problem) return stop(mobile.problem.code)
  const { field } = mobile
  const given = answers[field]
  // What a person would have typed: an answer that is given wins, a scanned value stays, nothing is an empty answer.
  if (given === undefined) return send({ type: 'user.answered', field, text: mobile.draft[field] })
  if (field !== 'birthDate') return send({ type: 'user.answered', field, text: given })
  const checked = checkIsoBirthDate(given, mobile.today)
  return checked.ok
    ? send({ type: 'user.answered', field, text: formatBirthDate(checked.value) })
    : stop(checked.problem)
}

function captchaStep(view: VisitView, answers: Answers): NextStep {
  if (view.captcha?.problem) return stop(view.captcha.problem)
  if (!answers.captcha || !view.captcha?.challenge) return stop('CAPTCHA_WRONG')
  return { kind: 'answer-captcha', captchaId: view.captcha.challenge.captchaId }
}

function otpStep(view: VisitView, answers: Answers): NextStep {
  if (view.otp?.problem) return stop(view.otp.problem)
  if (answers.otp === undefined || !view.otp?.challenge) return stop('OTP_NOT_PROVED')
  return { kind: 'enter-code', challengeId: view.otp.challenge.challengeId }
}
