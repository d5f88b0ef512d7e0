import type { PersonEvent } from '../../flows/base/events.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import { scannerInput } from '../../flows/visit/scanner-input.ts'
import type { VisitView } from '../../flows/visit/visit-view.ts'
import type { Answers } from './answers.ts'
import { staffStep, tokenStep } from './drive-devices.ts'
import type { NextStep, Progress } from './step.ts'
import { typedAnswer } from './typed-answer.ts'

/** Notices that stop nothing. */
const KEPT: readonly string[] = ['CARD_KEPT', 'CARD_NOT_NEEDED', 'RECEIPT_NOT_NOW']
const FRESH: Progress = { scanned: false }
const send = (event: PersonEvent): NextStep => ({ kind: 'send', event })
const stop = (...codes: readonly FaultCode[]): NextStep => ({ kind: 'stop', codes })

/** Pure: one view and the answers give one step. A problem shown by a screen ends the registration, since nobody is there to mend it. */
export function nextStep(view: VisitView, answers: Answers, progress: Progress = FRESH): NextStep {
  switch (view.screen) {
    case 'welcome':
      return send({ type: 'user.started' })
    case 'subject':
      return send({ type: 'user.choseSubject', subject: answers.subject })
    case 'method':
      return view.visit.notice && !KEPT.includes(view.visit.notice.code)
        ? stop(view.visit.notice.code as FaultCode)
        : send({ type: 'user.choseMethod', method: answers.method })
    case 'needs-line':
      return { kind: 'finished', outcome: { kind: 'faulted', code: 'LINE_DOWN' } }
    case 'adviser-question':
    case 'adviser-advice':
      // Answers name their method and nobody asks for advice here; should a visit stand there all the same, it must not hang.
      return stop('FIELD_REQUIRED')
    case 'conditions':
      return (
        scanStep(view, answers, progress) ??
        send({ type: wantsReader(view, answers) ? 'user.choseReader' : 'user.confirmed' })
      )
    case 'field':
      return fieldStep(view, answers)
    case 'form':
      return scanStep(view, answers, progress) ?? denseStep(view, answers)
    case 'captcha':
      return captchaStep(view, answers)
    case 'review':
      return send({ type: 'user.confirmed' })
    case 'otp-entry':
      return otpStep(view, answers)
    case 'return-found':
      return send({ type: 'user.confirmed' })
    // Nobody is there who could show another receipt, or come back another day.
    case 'return-receipt':
    case 'return-unknown':
      return stop(view.returning?.problem ?? 'RECEIPT_UNKNOWN')
    case 'return-line-down':
      return { kind: 'finished', outcome: { kind: 'faulted', code: view.returning?.problem ?? 'LINE_DOWN' } }
    case 'line-down':
      if (view.visit.errand === 'return' || view.otp?.mayDefer === false)
        return { kind: 'finished', outcome: { kind: 'faulted', code: view.otp?.problem ?? 'LINE_DOWN' } }
      return view.otp?.problem === 'OTP_RESEND_TOO_SOON' ? stop(view.otp.problem) : send({ type: 'user.deferred' })
    case 'remote-waiting':
      return remoteStep(view, answers)
    case 'remote-cut-off':
      return { kind: 'finished', outcome: { kind: 'faulted', code: view.remote?.trouble ?? 'LINE_DOWN' } }
    case 'account-maybe':
      return send({ type: answers.maybe === false ? 'user.declined' : 'user.confirmed' })
    case 'raise-level':
      return send({ type: answers.raise === false ? 'user.declined' : 'user.raised' })
    case 'attest':
      return send({ type: answers.attest === true ? 'user.attested' : 'user.declined' })
    case 'password':
      if (view.password?.problem) return stop(view.password.problem)
      return answers.password === undefined ? stop('FIELD_REQUIRED') : { kind: 'enter-password' }
    case 'terms':
      return answers.consent === true ? send({ type: 'user.confirmed' }) : stop('CONSENT_MISSING')
    // Which of the ways out is for the person to choose; for a file of answers the account that exists is the end.
    case 'account-ways':
    case 'result':
      return { kind: 'finished', outcome: view.visit.outcome ?? { kind: 'faulted', code: 'INTERNAL' } }
    default:
      return tokenStep(view, answers) ?? staffStep(view, answers) ?? { kind: 'wait' }
  }
}

/** A SIM that is in the reader already; on its own conditions it goes on like any key. */
function wantsReader({ visit, tokenRegistration }: VisitView, { reader }: Answers): boolean {
  return reader === true && visit.method === 'sim-pki' && tokenRegistration === null
}

function scanStep(view: VisitView, { scan }: Answers, { scanned }: Progress): NextStep | null {
  if (scan === undefined || scanned) return null
  const input = scannerInput(scan, view.visit.opening?.today ?? '')
  return input.type === 'scanner.refused' ? stop(input.code) : { kind: 'scan', input }
}

function fieldStep({ form }: VisitView, answers: Answers): NextStep {
  if (!form) return { kind: 'wait' }
  if (form.problem) return stop(form.problem.code)
  const { field } = form
  const typed = typedAnswer(field, answers, form)
  return typed.ok ? send({ type: 'user.answered', field, text: typed.value }) : stop(typed.problem)
}

/** The officer's form: what differs from the answers is typed, one field after the other, then all is sent off. */
function denseStep({ form }: VisitView, answers: Answers): NextStep {
  if (!form) return { kind: 'wait' }
  const [problem] = form.problem ? [form.problem] : form.problems
  if (problem) return stop(problem.code)
  for (const field of form.fields) {
    const typed = typedAnswer(field, answers, form)
    if (!typed.ok) return stop(typed.problem)
    const text = typed.value.normalize('NFC')
    if (text !== form.draft[field]) return send({ type: 'user.answered', field, text })
  }
  return send({ type: 'user.confirmed' })
}

function captchaStep(view: VisitView, answers: Answers): NextStep {
  if (view.captcha?.problem) return stop(view.captcha.problem)
  if (!view.captcha?.challenge) return stop('CAPTCHA_WRONG')
  // At a counter an officer who is there stands for it: who signs in is never asked.
  if (!answers.captcha)
    return stop(view.visit.opening?.stationKind === 'assisted' ? 'OFFICER_REQUIRED' : 'CAPTCHA_WRONG')
  return { kind: 'answer-captcha', captchaId: view.captcha.challenge.captchaId }
}

function otpStep(view: VisitView, answers: Answers): NextStep {
  if (view.otp?.problem) return stop(view.otp.problem)
  if (answers.otp === undefined || !view.otp?.challenge) return stop('OTP_NOT_PROVED')
  return { kind: 'enter-code', challengeId: view.otp.challenge.challengeId }
}

/** Somebody outside may answer on a phone of their own: without a word from the sandbox this only waits. */
function remoteStep({ remote }: VisitView, { confirm }: Answers): NextStep {
  const transaction = remote?.transaction
  if (!transaction || !confirm) return { kind: 'wait' }
  const { transactionId, controlCode, link } = transaction
  const by = controlCode !== null ? { code: controlCode } : link !== null ? { uri: link } : null
  return by ? { kind: 'confirm-elsewhere', transactionId, by } : { kind: 'wait' }
}
