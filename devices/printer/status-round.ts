import { STATUS_QUESTIONS, type StatusQuestion } from './frame.ts'
import type { PrinterMessage } from './parser.ts'
import { NOTHING_WRONG, type PrinterStatus, withAnswer } from './printer-status.ts'

/**
 * One round of questions (DLE EOT), as a pure machine. An answer does not say what it answers, so one question is out at a time, and whatever
 * else comes makes the round worthless. Small printers answer some questions and not others: a question without answer is followed by the
 * first one again, which every printer that answers at all does answer.
 */
export interface StatusRound {
  readonly open: readonly StatusQuestion[]
  /** What the unanswered question was, while the first one is asked again. */
  readonly silentOn: StatusQuestion | null
  readonly status: PrinterStatus
  readonly unsupported: readonly StatusQuestion[]
}

export type RoundStep =
  | { readonly kind: 'ask'; readonly question: StatusQuestion; readonly round: StatusRound }
  | { readonly kind: 'told'; readonly status: PrinterStatus; readonly unsupported: readonly StatusQuestion[] }
  /** Nothing came. */
  | { readonly kind: 'silent' }
  /** Something came that is no answer, or one too many: another speed, a late answer, a line going bad. */
  | { readonly kind: 'noise' }

/** Begins a round of all questions but those this printer was found not to answer. */
export function beginRound(unsupported: readonly StatusQuestion[]): RoundStep {
  const open = STATUS_QUESTIONS.filter((question) => !unsupported.includes(question))
  return next({ open, silentOn: null, status: NOTHING_WRONG, unsupported })
}

/** What a message means to the round; null when it is not about it. */
export function hearInRound(round: StatusRound, message: PrinterMessage): RoundStep | null {
  if (message.kind === 'dropped') return { kind: 'noise' }
  if (message.kind !== 'answer') return null
  const [question = 1, ...open] = round.open
  if (round.silentOn === null) return next({ ...round, open, status: withAnswer(round.status, question, message.byte) })
  // The first question again: two answers are out, and which of them this is nobody knows.
  if (question === 1) return { kind: 'noise' }
  return next({ ...round, open, silentOn: null, unsupported: [...round.unsupported, question] })
}

/** The question out has had no answer. */
export function timeOutInRound(round: StatusRound): RoundStep {
  const [question = 1] = round.open
  if (round.silentOn !== null) return { kind: 'silent' }
  return { kind: 'ask', question: 1, round: { ...round, silentOn: question } }
}

function next(round: StatusRound): RoundStep {
  const [question] = round.open
  if (question === undefined) return { kind: 'told', status: round.status, unsupported: round.unsupported }
  return { kind: 'ask', question, round }
}
