import { Fault } from '../../flows/base/fault.ts'
import type { Secrets } from '../../flows/base/secret.ts'
import { warningsOf } from '../../flows/form/fields.ts'
import { checkPhone } from '../../flows/rules/phone.ts'
import type { VisitView } from '../../flows/visit/visit-view.ts'
import type { VisitStore } from '../visit-store.ts'
import type { Answers } from './answers.ts'
import { nextStep } from './drive.ts'
import { type RegisterResult, refusedBy, resultOf } from './register-result.ts'
import { confirmOnPhone, type SandboxPerson } from './sandbox-people.ts'
import { readSandboxMessages, waitForSandboxCode } from './sandbox-phone.ts'
import type { NextStep } from './step.ts'

export type { RegisterResult } from './register-result.ts'

export interface RegisterParts {
  readonly visit: VisitStore
  readonly secrets: Secrets
  readonly answers: Answers
  /** Base URL of the sandbox; null where there is none. */
  readonly sandbox: string | null
  /** Who of the sandbox this is; null when nobody there is asked. */
  readonly person?: SandboxPerson | null
  /** Of the token that is plugged in; null when none is, and none will be. */
  readonly pin?: string | null
  /** The last message of the practice modem, where there is one. */
  readonly lastText?: () => string | null
  readonly peekCaptcha: (captchaId: string) => string | null
  /** Milliseconds; default REGISTER_LIMIT_MS. */
  readonly limitMs?: number
}

/** Longer than a request at another screen lives (180 to 300 s, domain.md §4.2, §5.2), so that its own end is told. */
export const REGISTER_LIMIT_MS = 360_000
/** A module finds its token within some seconds; a token that is not there by then is not plugged in. */
const TOKEN_WAIT_MS = 15_000
/** The party may need a moment before the phone is asked. */
const CONFIRM_AGAIN_MS = 300

/** Drives one visit with answers from a file to its end, then wipes it. The machines are the screen's own. Raises SANDBOX_UNAVAILABLE, SANDBOX_NO_CODE. */
export async function register(parts: RegisterParts): Promise<RegisterResult> {
  const { visit, answers, limitMs = REGISTER_LIMIT_MS } = parts
  const untilMs = performance.now() + limitMs
  const knownMessages = await countMessages(parts)
  const { method } = answers
  let checked: readonly string[] = []
  let mayExist = false
  let answered: string | null = null
  let scanned = false
  let lookingSinceMs: number | null = null
  for (;;) {
    const view = visit.getSnapshot()
    checked = warningsIn(view) ?? checked
    mayExist ||= view.screen === 'account-maybe'
    const warnings = mayExist ? [...checked, 'ACCOUNT_MAYBE_EXISTS'] : checked
    const step = nextStep(view, answers, { scanned })
    if (step.kind === 'finished') return wiped(parts, resultOf(step.outcome, method, warnings))
    if (step.kind === 'stop') return wiped(parts, refusedBy(step.codes, method, warnings))
    const nowMs = performance.now()
    if (nowMs >= untilMs) return wiped(parts, resultOf({ kind: 'faulted', code: 'TIMED_OUT' }, method, warnings))
    lookingSinceMs = step.kind === 'wait-for-token' ? (lookingSinceMs ?? nowMs) : null
    if (step.kind === 'wait-for-token') {
      const leftMs = typeof parts.pin === 'string' ? (lookingSinceMs ?? nowMs) + TOKEN_WAIT_MS - nowMs : 0
      if (leftMs <= 0) return wiped(parts, refusedBy([step.code], method, warnings))
      await changed(visit, leftMs)
      continue
    }
    // One answer to one view: a repeat would spend another try before the first is judged.
    const key = `${view.screen}:${JSON.stringify(step)}:${view.otp?.attempts ?? 0}`
    if (step.kind === 'wait' || key === answered) await changed(visit, untilMs - nowMs)
    else {
      answered = key
      scanned ||= step.kind === 'scan'
      await act(parts, step, { knownMessages, untilMs })
    }
  }
}

async function act(
  parts: RegisterParts,
  step: NextStep,
  { knownMessages, untilMs }: { readonly knownMessages: number; readonly untilMs: number },
): Promise<void> {
  const { visit, secrets, answers } = parts
  switch (step.kind) {
    case 'send':
      return visit.send(step.event)
    case 'scan':
      return visit.send(step.input)
    case 'answer-captcha':
      return visit.send({ type: 'user.captchaAnswered', text: parts.peekCaptcha(step.captchaId) ?? '' })
    case 'enter-password':
      return visit.send({ type: 'user.passwordEntered', password: secrets.keep(answers.password ?? '') })
    case 'enter-pin':
      return visit.send({ type: 'user.pinEntered', pin: secrets.keep(parts.pin ?? '') })
    case 'sign-in-confirmer': {
      const { code, pin } = answers.confirmer ?? { code: '', pin: '' }
      return visit.send({ type: 'user.staffSignedIn', code, pin: secrets.keep(pin) })
    }
    case 'enter-code': {
      const code = await codeOf(parts, knownMessages)
      return visit.send({ type: 'user.codeEntered', code: secrets.keep(code) })
    }
    case 'confirm-elsewhere':
      return confirmElsewhere(parts, step, untilMs)
    default:
      return
  }
}

/** Until the person has confirmed, or the flow has ended the waiting by itself. */
async function confirmElsewhere(
  { visit, answers, sandbox, person }: RegisterParts,
  { transactionId, by }: Extract<NextStep, { kind: 'confirm-elsewhere' }>,
  untilMs: number,
): Promise<void> {
  if (sandbox === null) throw new Fault('SANDBOX_UNAVAILABLE')
  const typed = checkPhone(answers.phone ?? person?.phone ?? '')
  if (!typed.ok) throw new Fault('ANSWERS_INVALID', { at: '/phone', why: 'nobody to confirm' })
  const isWaiting = () => {
    const { screen, remote } = visit.getSnapshot()
    return screen === 'remote-waiting' && remote?.transaction?.transactionId === transactionId
  }
  while (isWaiting() && performance.now() < untilMs) {
    // Whoever has confirmed presses "I have confirmed".
    if (await confirmOnPhone(sandbox, typed.value, by)) return visit.send({ type: 'user.confirmed' })
    await changed(visit, CONFIRM_AGAIN_MS)
  }
}

async function codeOf({ answers, sandbox, visit, lastText }: RegisterParts, knownMessages: number): Promise<string> {
  if (typeof answers.otp === 'string') return answers.otp
  // The station's own modem sent it: no centre of the sandbox has seen it.
  const sentHere = visit.getSnapshot().otp?.challenge?.report ? (lastText?.() ?? null) : null
  const own = sentHere === null ? undefined : /\b\d{6}\b/.exec(sentHere)?.[0]
  if (own !== undefined) return own
  if (sandbox === null) throw new Fault('SANDBOX_UNAVAILABLE')
  // Who comes back with a receipt: the number stands in the packet, and the answers have to tell whose phone to look at.
  const { otp, visit: about } = visit.getSnapshot()
  const typed = checkPhone(answers.phone ?? '')
  const phone = about.errand === 'return' && typed.ok ? typed.value : (otp?.phone ?? '')
  return waitForSandboxCode(sandbox, phone, knownMessages)
}

async function countMessages({ answers, sandbox }: RegisterParts): Promise<number> {
  const phone = checkPhone(answers.phone ?? '')
  if (typeof answers.otp !== 'object' || !sandbox || !phone.ok) return 0
  // A sandbox that is not there yet is met again when its code is needed; without a line there is no code to wait for.
  return readSandboxMessages(sandbox, phone.value).then(
    (messages) => messages.length,
    () => 0,
  )
}

/** Resolves at the visit's next step, or after that many milliseconds. */
function changed(visit: VisitStore, withinMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      subscription.unsubscribe()
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(done, Math.max(0, withinMs))
    const subscription = visit.subscribe(done)
  })
}

function warningsIn({ form, mobile, inPerson }: VisitView): readonly string[] | null {
  const at = form ?? mobile ?? inPerson
  return at && warningsOf(at.draft, at.card, at.today)
}

async function wiped(parts: RegisterParts, result: RegisterResult): Promise<RegisterResult> {
  parts.visit.send({ type: 'user.ended' })
  return result
}
