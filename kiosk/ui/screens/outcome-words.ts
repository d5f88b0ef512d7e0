import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import type { AccountWay, Outcome } from '../../../flows/base/outcome.ts'
import type { Method, Subject } from '../../../flows/base/terms.ts'
import type { Errand } from '../../../flows/visit/visit-context.ts'
import type { OutcomeWords, RefusalCode } from '../text/citizen-faults.ts'
import { type Texts, wordsForFault } from '../text/texts.ts'
import { comeBackBefore } from './receipt-life.ts'

/** Who registered and how; null where whoever asks does not know it, which is told in general words. */
export interface OutcomeAbout {
  readonly method: Method | null
  readonly subject: Subject | null
  /** What somebody came for; absent means a new registration. */
  readonly errand?: Errand
  /** A receipt's registration that was settled before this visit. */
  readonly settledBefore?: boolean
  /** Whether central has confirmed this machine's clock; absent where it has. */
  readonly clockProven?: boolean
}

const UNKNOWN: OutcomeAbout = { method: null, subject: null }

/** What a result page says: how it ended, what that means, what to do next. */
export function wordsForOutcome(texts: Texts, outcome: Outcome, about: OutcomeAbout = UNKNOWN): OutcomeWords {
  const { result } = texts
  switch (outcome.kind) {
    case 'accepted':
      return acceptedWords(texts, outcome, about)
    case 'pending': {
      if (outcome.code === 'OTP_DEFERRED')
        return result.waiting(comeBackBefore(texts, outcome, about.clockProven ?? true))
      if (about.errand === 'return') return verifyingWords(texts, outcome.code)
      const reason = outcome.code ? `${wordsForFault(texts, outcome.code).what} ` : ''
      return { ...result.pending, what: `${reason}${result.pending.what}` }
    }
    case 'waiting-for-citizen': {
      const waiting = result.waiting(comeBackBefore(texts, outcome, about.clockProven ?? true))
      if (PHONE_CODES.includes(outcome.code)) return waiting
      const { what, now } = wordsForFault(texts, outcome.code)
      return { title: waiting.title, what, steps: [stepOf(texts, now), ...waiting.steps.slice(0, 1)] }
    }
    case 'refused': {
      if (outcome.way) return wordsOfWay(texts, outcome.way, outcome.code)
      if (isRefusal(outcome.code, texts)) {
        const page = result.refusals[outcome.code](outcome.carrier)
        const isTold = about.settledBefore === true && outcome.code !== 'PACKET_WAIT_EXPIRED'
        return isTold ? { ...page, what: texts.returns.result.toldBefore(page.what) } : page
      }
      const { what, now } = wordsForFault(texts, outcome.code)
      // Nothing of a receipt is lost when no more codes are sent for now.
      const isGood = about.errand === 'return' && outcome.receipt === null
      const last = isGood ? [texts.returns.result.stillGood] : result.refused.steps
      return { title: result.refused.title, what, steps: [stepOf(texts, now), ...last] }
    }
    case 'faulted': {
      const { what, now } = wordsForFault(texts, outcome.code)
      const { title, nothingSent, steps } = result.faulted
      if (about.errand === 'return') return { title, what: `${what} ${now}`, steps: texts.returns.result.faulted }
      return { title, what: `${what} ${nothingSent}`, steps: [stepOf(texts, now), ...steps] }
    }
    case 'backed-out':
      return { title: result.refused.title, what: wordsForFault(texts, 'CANCELLED').what, steps: [] }
  }
}

/** A way out; where the account was only guessed at, no page says that there is one. */
function wordsOfWay({ account }: Texts, way: AccountWay, code: FaultCode): OutcomeWords {
  const page = account.ways.pages[way]
  return code === 'ACCOUNT_MAYBE_EXISTS' && way !== 'complain' ? { ...page, what: account.maybe.told } : page
}

/** A sentence that asks, as a line below a heading that has asked already. */
function stepOf({ result }: Texts, sentence: string): string {
  const [first = '', ...rest] = result.withoutAsking(sentence)
  return `${first.toUpperCase()}${rest.join('')}`
}

/** A code was proved, and a register has not answered yet. */
function verifyingWords(texts: Texts, code: FaultCode | null): OutcomeWords {
  const { verifying } = texts.returns.result
  return code ? { ...verifying, what: `${wordsForFault(texts, code).what} ${verifying.what}` } : verifying
}

/** The citizen's phone is what is waited for. */
const PHONE_CODES: readonly FaultCode[] = ['OTP_DEFERRED', 'OTP_NOT_PROVED']

function acceptedWords(
  { result: { accepted }, returns }: Texts,
  { ial, raised }: Extract<Outcome, { kind: 'accepted' }>,
  { method, subject, errand, settledBefore = false }: OutcomeAbout,
): OutcomeWords {
  const level = accepted.level(String(ial))
  return {
    title: settledBefore ? returns.result.doneBefore : raised ? accepted.raised(String(ial)) : accepted.title,
    what: method ? `${level}: ${accepted.by[method]}.` : `${level}.`,
    steps: isByCertificateAlone(method, subject)
      ? [accepted.go, accepted.userCertificate]
      : [
          accepted.go,
          subject === null ? accepted.userAny : subject === 'enterprise' ? accepted.userTaxCode : accepted.userId,
          // An account that was raised keeps the password it had.
          errand === 'return'
            ? method === null
              ? returns.result.signInAny
              : returns.result.password
            : raised && method === 'in-person'
              ? accepted.signInAsBefore
              : method
                ? accepted.signIn[method]
                : accepted.signInAny,
        ],
  }
}

/** A certificate of the state names an official without an ID number as often as with one; the certificate itself always signs in. */
function isByCertificateAlone(method: Method | null, subject: Subject | null): boolean {
  return subject === 'agency' && method !== null && CERTIFICATE_METHODS.includes(method)
}

const CERTIFICATE_METHODS: readonly Method[] = ['usb-token', 'sim-pki', 'remote-signing']

function isRefusal(code: string, texts: Texts): code is RefusalCode {
  return code in texts.result.refusals
}
