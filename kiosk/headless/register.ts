import { Fault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { Outcome } from '../../flows/base/outcome.ts'
import type { Secrets } from '../../flows/base/secret.ts'
import type { Ial } from '../../flows/base/terms.ts'
import { warningsOf } from '../../flows/mobile/fields.ts'
import { checkPhone } from '../../flows/rules/phone.ts'
import { receiptQr } from '../receipt.ts'
import type { VisitStore } from '../visit-store.ts'
import type { Answers } from './answers.ts'
import { type NextStep, nextStep } from './drive.ts'
import { readSandboxMessages, waitForSandboxCode } from './sandbox-phone.ts'

/** The one JSON document that `motcua register --json` prints. */
export interface RegisterResult {
  readonly outcome: 'accepted' | 'refused' | 'pending' | 'waiting-for-citizen' | 'faulted'
  readonly ial: Ial | null
  readonly packetId: string | null
  readonly receipt: { readonly number: string; readonly qr: string; readonly sealedAt: string } | null
  /** Fault codes that explain the outcome; empty when accepted. */
  readonly faults: readonly FaultCode[]
  /** Cross-checks that ask for a look ("cần xác minh"). */
  readonly warnings: readonly string[]
  readonly carrier: string | null
}

export interface RegisterParts {
  readonly visit: VisitStore
  readonly secrets: Secrets
  readonly answers: Answers
  readonly sandbox: string | null
  readonly peekCaptcha: (captchaId: string) => string | null
}

/** Drives one visit with answers from a file to its end, then wipes it. The machines are the screen's own. */
export async function register(parts: RegisterParts): Promise<RegisterResult> {
  const knownMessages = await countMessages(parts)
  let warnings: readonly string[] = []
  let answered: string | null = null
  for (;;) {
    const view = parts.visit.getSnapshot()
    if (view.mobile) warnings = warningsOf(view.mobile.draft, view.mobile.card, view.mobile.today)
    const step = nextStep(view, parts.answers)
    if (step.kind === 'finished') return wiped(parts, resultOf(step.outcome, warnings))
    if (step.kind === 'stop') return wiped(parts, refusedBy(step.codes, warnings))
    // One answer to one view: a repeat would spend another try before the first is judged.
    const key = `${view.screen}:${JSON.stringify(step)}:${view.otp?.attempts ?? 0}`
    if (step.kind === 'wait' || key === answered) await changed(parts.visit)
    else {
      answered = key
      await act(parts, step, knownMessages)
    }
  }
}

async function act(parts: RegisterParts, step: NextStep, knownMessages: number): Promise<void> {
  switch (step.kind) {
    case 'send':
      return parts.visit.send(step.event)
    case 'answer-captcha':
      return parts.visit.send({ type: 'user.captchaAnswered', text: parts.peekCaptcha(step.captchaId) ?? '' })
    case 'enter-password':
      return parts.visit.send({
        type: 'user.passwordEntered',
        password: parts.secrets.keep(parts.answers.password ?? ''),
      })
    case 'enter-code': {
      const code = await codeOf(parts, knownMessages)
      return parts.visit.send({ type: 'user.codeEntered', code: parts.secrets.keep(code) })
    }
    default:
      return
  }
}

async function codeOf({ answers, sandbox, visit }: RegisterParts, knownMessages: number): Promise<string> {
  if (typeof answers.otp === 'string') return answers.otp
  if (sandbox === null) throw new Fault('SANDBOX_UNAVAILABLE')
  return waitForSandboxCode(sandbox, visit.getSnapshot().otp?.phone ?? '', knownMessages)
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

/** Resolves at the visit's next step. */
function changed(visit: VisitStore): Promise<void> {
  return new Promise((resolve) => {
    const subscription = visit.subscribe(() => {
      subscription.unsubscribe()
      resolve()
    })
  })
}

async function wiped(parts: RegisterParts, result: RegisterResult): Promise<RegisterResult> {
  parts.visit.send({ type: 'user.ended' })
  return result
}

function refusedBy(faults: readonly FaultCode[], warnings: readonly string[]): RegisterResult {
  return { outcome: 'refused', ial: null, packetId: null, receipt: null, faults, warnings, carrier: null }
}

function resultOf(outcome: Outcome, warnings: readonly string[]): RegisterResult {
  const receipt = 'receipt' in outcome ? outcome.receipt : null
  const code = 'code' in outcome ? outcome.code : null
  return {
    outcome: outcome.kind === 'backed-out' ? 'faulted' : outcome.kind,
    ial: outcome.kind === 'accepted' ? outcome.ial : null,
    packetId: receipt?.packetId ?? null,
    receipt: receipt
      ? { number: receipt.receiptNumber, qr: receiptQr(receipt), sealedAt: new Date(receipt.sealedAt).toISOString() }
      : null,
    faults: code ? [code] : [],
    warnings,
    carrier: outcome.kind === 'refused' ? outcome.carrier : null,
  }
}
