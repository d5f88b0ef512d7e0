import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { PrintOutcome } from '../../flows/ports/printer.port.ts'
import { askStatus, type StatusQuestion } from './frame.ts'
import type { ExchangeInput, Move } from './move.ts'
import type { PrinterMessage } from './parser.ts'
import { sensorSaysPaperOut, statusOfAutomatic, troubleOf } from './printer-status.ts'
import { beginRound, hearInRound, type RoundStep, type StatusRound, timeOutInRound } from './status-round.ts'

/** One slip as bytes, and what tells that it is done. */
export interface PrintJob {
  /** Written one after the other; the first makes ready, the last feeds, cuts and asks for `end`. Ink is in all but the first. */
  readonly pieces: readonly Uint8Array[]
  /** `null`: this printer answers nothing. */
  readonly end: { readonly kind: 'sensor' } | { readonly kind: 'process'; readonly id: string } | null
  /** Written when the job is given up between two pieces, so that half a slip does not stay in the printer for the next person. */
  readonly giveUp: Uint8Array
  readonly unsupported: readonly StatusQuestion[]
}

/** Where a job stands while the printer is asked how it is. */
type Asking =
  /** Before anything is printed; `tries` rounds were noise. */
  | { readonly step: 'checking'; readonly tries: number }
  /** All is sent: waiting for the word that it is done, and asking now and then why it does not come. */
  | { readonly step: 'finishing'; readonly unansweredMs: number }
  /** The word came. A plug being pulled says such things too: the printer must still be there and well. */
  | { readonly step: 'confirming'; readonly tries: number }

export type JobState =
  | { readonly step: 'sending'; readonly piece: number; readonly cancelled: boolean }
  | (Asking & { readonly round: StatusRound | null })

export type JobMove = Move<JobState, PrintOutcome>

/** A printer answers DLE EOT in a few milliseconds, whatever else it does. */
export const ANSWER_LIMIT_MS = 300
/** One piece: 4.6 KB at 9 600 baud take 5 s. */
export const PIECE_LIMIT_MS = 8_000
/** How long to wait for the word that it is done before asking why not. */
export const FINISH_WAIT_MS = 500
/** A printer that says nothing for so long after the last byte has hung. Not less: on a slow line our questions wait behind the picture. */
export const FINISH_SILENCE_MS = 5_000
/** One bad round may be a spark on the line. */
const NOISE_TRIES = 2

/** Begins a job: with questions, or at once where the printer answers none. */
export function beginJob(job: PrintJob): JobMove {
  return job.end === null ? send(job, 0) : check(job, 1)
}

/** One step of a job. Total: every input in every state has a move. */
export function stepJob(job: PrintJob, state: JobState, input: ExchangeInput): JobMove {
  switch (input.kind) {
    case 'lost':
      return inked(state) ? uncertain(input.code) : notPrinted(input.code)
    case 'out-of-time':
      return inked(state) ? uncertain('PRINTER_NOT_ANSWERING') : notPrinted('PRINTER_NOT_ANSWERING')
    case 'cancelled':
      return cancel(job, state)
    case 'written':
      return state.step === 'sending' && state.piece === input.piece ? sent(job, state) : stay(state)
    case 'timed-out':
      return timedOut(job, state)
    case 'heard':
      return heard(job, state, input.message)
  }
}

function heard(job: PrintJob, state: JobState, message: PrinterMessage): JobMove {
  if (message.kind === 'automatic') {
    const trouble = troubleOf(statusOfAutomatic(message.bytes))
    // Offline without a cause may be a full buffer, which empties; whether it lasts is asked at the end.
    if (trouble && trouble !== 'PRINTER_OFFLINE') return inked(state) ? uncertain(trouble) : notPrinted(trouble)
  }
  if (isLastWord(job, message) && allIsSent(job, state)) {
    if (message.kind === 'sensor' && sensorSaysPaperOut(message.byte)) return uncertain('PRINTER_PAPER_OUT')
    const round = state.step === 'sending' ? null : state.round
    // A round that runs goes on: an answer is out, and would be taken for the first of a new round.
    return round ? stay({ step: 'confirming', round, tries: 1 }) : confirm(job, 1)
  }
  if (state.step === 'sending' || state.round === null) return stay(state)
  return moved(job, state, hearInRound(state.round, message))
}

function isLastWord(job: PrintJob, message: PrinterMessage): boolean {
  if (message.kind === 'sensor') return job.end?.kind === 'sensor'
  return message.kind === 'process' && job.end?.kind === 'process' && message.id === job.end.id
}

/** The answer to the last piece may come before the word that the piece has left. */
function allIsSent(job: PrintJob, state: JobState): boolean {
  return state.step === 'finishing' || (state.step === 'sending' && state.piece === job.pieces.length - 1)
}

function timedOut(job: PrintJob, state: JobState): JobMove {
  if (state.step === 'sending') {
    return inked(state) ? uncertain('PRINTER_NOT_ANSWERING') : notPrinted('PRINTER_NOT_ANSWERING')
  }
  return moved(job, state, state.round ? timeOutInRound(state.round) : beginRound(job.unsupported))
}

/** What a step of the questions means to the job. */
function moved(job: PrintJob, asking: Asking & { round: StatusRound | null }, step: RoundStep | null): JobMove {
  if (step === null) return stay(asking)
  if (step.kind === 'ask') {
    const write = { bytes: askStatus(step.question), piece: null }
    return { kind: 'go-on', state: { ...asking, round: step.round }, write, waitMs: ANSWER_LIMIT_MS }
  }
  const trouble = step.kind === 'told' ? troubleOf(step.status) : null
  switch (asking.step) {
    case 'checking':
      if (trouble) return notPrinted(trouble)
      if (step.kind === 'told') return send(job, 0)
      return mayTryAgain(step, asking) ? check(job, asking.tries + 1) : notPrinted('PRINTER_NOT_ANSWERING')
    case 'finishing': {
      if (trouble) return uncertain(trouble)
      const unansweredMs = step.kind === 'told' ? 0 : asking.unansweredMs + FINISH_WAIT_MS + 2 * ANSWER_LIMIT_MS
      return unansweredMs > FINISH_SILENCE_MS ? uncertain('PRINTER_NOT_ANSWERING') : finish(unansweredMs)
    }
    case 'confirming':
      if (trouble) return uncertain(trouble)
      if (step.kind === 'told') return { kind: 'ended', result: { kind: 'printed' }, write: null }
      return mayTryAgain(step, asking) ? confirm(job, asking.tries + 1) : uncertain('PRINTER_NOT_ANSWERING')
  }
}

function mayTryAgain(step: RoundStep, { tries }: { readonly tries: number }): boolean {
  return step.kind === 'noise' && tries < NOISE_TRIES
}

function sent(job: PrintJob, state: Extract<JobState, { step: 'sending' }>): JobMove {
  if (state.cancelled) return inked(state) ? uncertain('CANCELLED', job.giveUp) : notPrinted('CANCELLED')
  if (state.piece + 1 < job.pieces.length) return send(job, state.piece + 1)
  return job.end === null ? uncertain('PRINTER_NOT_ANSWERING') : finish(0)
}

/** What is on its way goes to the end of its piece: cut off in the middle of a picture, the printer would take the next slip for the rest of it. */
function cancel(job: PrintJob, state: JobState): JobMove {
  if (state.step === 'checking') return notPrinted('CANCELLED')
  if (state.step !== 'sending') return uncertain('CANCELLED')
  const last = state.piece === job.pieces.length - 1
  return last ? stay(state) : { kind: 'go-on', state: { ...state, cancelled: true }, write: null, waitMs: null }
}

function check(job: PrintJob, tries: number): JobMove {
  return moved(job, { step: 'checking', tries, round: null }, beginRound(job.unsupported))
}

function confirm(job: PrintJob, tries: number): JobMove {
  return moved(job, { step: 'confirming', tries, round: null }, beginRound(job.unsupported))
}

function send(job: PrintJob, piece: number): JobMove {
  const write = { bytes: job.pieces[piece] ?? new Uint8Array(), piece }
  return { kind: 'go-on', state: { step: 'sending', piece, cancelled: false }, write, waitMs: PIECE_LIMIT_MS }
}

function finish(unansweredMs: number): JobMove {
  return { kind: 'go-on', state: { step: 'finishing', round: null, unansweredMs }, write: null, waitMs: FINISH_WAIT_MS }
}

/** Whether something may be on paper: a piece with ink was begun. */
function inked(state: JobState): boolean {
  return state.step === 'sending' ? state.piece > 0 : state.step !== 'checking'
}

function stay(state: JobState): JobMove {
  return { kind: 'go-on', state, write: null, waitMs: null }
}

function notPrinted(code: FaultCode): JobMove {
  return { kind: 'ended', result: { kind: 'not-printed', code }, write: null }
}

function uncertain(code: FaultCode, write: Uint8Array | null = null): JobMove {
  return { kind: 'ended', result: { kind: 'uncertain', code }, write }
}
