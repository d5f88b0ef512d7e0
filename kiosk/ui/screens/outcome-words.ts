import type { Outcome } from '../../../flows/base/outcome.ts'
import type { OutcomeWords, RefusalCode } from '../text/citizen-faults.ts'
import { type Texts, wordsForFault } from '../text/texts.ts'

/** What a result page says: how it ended, what that means, what to do next. */
export function wordsForOutcome(texts: Texts, outcome: Outcome): OutcomeWords {
  const { result } = texts
  switch (outcome.kind) {
    case 'accepted':
      return { title: result.accepted.title, what: result.accepted.level[outcome.ial], steps: result.accepted.steps }
    case 'pending': {
      if (outcome.code === 'OTP_DEFERRED') return result.waiting
      const reason = outcome.code ? `${wordsForFault(texts, outcome.code).what} ` : ''
      return { ...result.pending, what: `${reason}${result.pending.what}` }
    }
    case 'waiting-for-citizen':
      return result.waiting
    case 'refused': {
      if (isRefusal(outcome.code, texts)) return result.refusals[outcome.code](outcome.carrier)
      const { what, now } = wordsForFault(texts, outcome.code)
      return { title: result.refused.title, what, steps: [now, ...result.refused.steps] }
    }
    case 'faulted': {
      const { what, now } = wordsForFault(texts, outcome.code)
      return { title: result.faulted.title, what: `${what} ${now}`, steps: result.faulted.steps }
    }
    case 'backed-out':
      return { title: result.refused.title, what: wordsForFault(texts, 'CANCELLED').what, steps: [] }
  }
}

function isRefusal(code: string, texts: Texts): code is RefusalCode {
  return code in texts.result.refusals
}
