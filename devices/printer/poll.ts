import { ANSWER_LIMIT_MS } from './exchange.ts'
import { askStatus, type StatusQuestion } from './frame.ts'
import type { ExchangeInput, Move } from './move.ts'
import { beginRound, hearInRound, type RoundStep, type StatusRound, timeOutInRound } from './status-round.ts'

export type PollEnd = Exclude<RoundStep, { kind: 'ask' }>

/** A round of questions by itself, between prints: how does the printer stand? */
export function beginPoll(unsupported: readonly StatusQuestion[]): Move<StatusRound, PollEnd> {
  return moveOf(beginRound(unsupported))
}

export function stepPoll(round: StatusRound, input: ExchangeInput): Move<StatusRound, PollEnd> {
  const step = answerTo(round, input)
  return step ? moveOf(step) : { kind: 'go-on', state: round, write: null, waitMs: null }
}

function answerTo(round: StatusRound, input: ExchangeInput): RoundStep | null {
  switch (input.kind) {
    case 'heard':
      return hearInRound(round, input.message)
    case 'timed-out':
      return timeOutInRound(round)
    case 'lost':
    case 'out-of-time':
      return { kind: 'silent' }
    default:
      return null
  }
}

function moveOf(step: RoundStep): Move<StatusRound, PollEnd> {
  if (step.kind !== 'ask') return { kind: 'ended', result: step, write: null }
  const write = { bytes: askStatus(step.question), piece: null }
  return { kind: 'go-on', state: step.round, write, waitMs: ANSWER_LIMIT_MS }
}
