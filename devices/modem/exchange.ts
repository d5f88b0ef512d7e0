import { type AtError, decodeLine, fieldsOf } from './frame.ts'
import { tpduLengthOctets } from './pdu/sms-pdu.ts'

/** One AT command and how its answer is known. */
export interface AtCommand {
  readonly text: string
  /** Whether a line is information this command asked for. All other lines are unsolicited, wherever they stand. */
  isAnswer(line: string): boolean
  /** An OK without such a line belongs to an earlier command that was given up. */
  readonly needsAnswer: boolean
  /** Each line of the answer is followed by a PDU, whose length is the line's last value. */
  readonly withPdu: boolean
  /** Written when the modem prompts for it; wiped by the channel afterwards. */
  readonly data: Uint8Array | null
  /** Until the prompt or the result. */
  readonly limitMs: number
  /** From the data to the result. */
  readonly dataLimitMs: number
}

export type ExchangeInput =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'prompt' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'lost' }
  /** Whoever asked does not want it any more. Only what has not been sent can be called back. */
  | { readonly kind: 'cancelled' }

export type ExchangeEnd =
  | { readonly kind: 'done'; readonly lines: readonly AnswerLine[] }
  | { readonly kind: 'refused'; readonly error: AtError }
  | { readonly kind: 'no-prompt' }
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'cancelled' }
  /** The data was written and no result came: it may have been sent, or not. Never to be repeated by itself. */
  | { readonly kind: 'unknown' }

export interface AnswerLine {
  readonly text: string
  readonly pdu: string | null
}

export interface ExchangeState {
  readonly phase: 'waiting-for-prompt' | 'waiting-for-result' | 'sent'
  readonly lines: readonly AnswerLine[]
  /** Lines that a PDU must follow, own and unsolicited, the oldest first. */
  readonly headers: readonly { readonly own: boolean; readonly lengthOctets: number }[]
}

export interface ExchangeStep {
  readonly state: ExchangeState
  readonly send: 'data' | 'escape' | null
  readonly unsolicited: string | null
  readonly end: ExchangeEnd | null
}

export function beginExchange(command: AtCommand): ExchangeState {
  return { phase: command.data ? 'waiting-for-prompt' : 'waiting-for-result', lines: [], headers: [] }
}

/** One input of one command. Pure and total: time-outs and the plug are inputs like any line. */
export function stepExchange(command: AtCommand, state: ExchangeState, input: ExchangeInput): ExchangeStep {
  switch (input.kind) {
    case 'line':
      return takeLine(command, state, input.text)
    case 'prompt':
      if (state.phase !== 'waiting-for-prompt') return stay(state)
      return { ...stay({ ...state, phase: 'sent' }), send: 'data' }
    case 'lost':
      return finish(state, state.phase === 'sent' ? { kind: 'unknown' } : { kind: 'lost' })
    case 'timeout':
      return finish(state, TIMED_OUT[state.phase], state.phase === 'waiting-for-prompt')
    case 'cancelled':
      if (state.phase !== 'waiting-for-prompt') return stay(state)
      return finish(state, { kind: 'cancelled' }, true)
  }
}

/** Unsolicited lines that are followed by a PDU (TS 27.005 §3.4.1, mode PDU). */
export function announcesPdu(line: string): boolean {
  return /^\+(CMT|CDS|CBM):/.test(line)
}

export function isPduLine(line: string): boolean {
  return tpduLengthOctets(line) !== null
}

const TIMED_OUT = {
  'waiting-for-prompt': { kind: 'no-prompt' },
  'waiting-for-result': { kind: 'no-answer' },
  sent: { kind: 'unknown' },
} as const

function takeLine(command: AtCommand, state: ExchangeState, text: string): ExchangeStep {
  const line = decodeLine(text)
  switch (line.kind) {
    case 'ok':
      if (command.needsAnswer && state.lines.length === 0) return stay(state)
      // Before the data nothing can be done yet: this OK is an older one.
      if (state.phase === 'waiting-for-prompt') return stay(state)
      return finish(state, { kind: 'done', lines: state.lines })
    case 'error':
      return finish(state, { kind: 'refused', error: line.error })
    case 'text':
      return takeText(command, state, text)
  }
}

function takeText(command: AtCommand, state: ExchangeState, text: string): ExchangeStep {
  const isData = state.phase === 'sent' && command.data !== null && isEchoOfData(text, command.data)
  if (text === command.text || isData) return stay(state)
  if (isPduLine(text) && state.headers.length > 0) return takePdu(state, text)
  if (command.isAnswer(text)) {
    const lines = [...state.lines, { text, pdu: null }]
    return stay({ ...state, lines, headers: command.withPdu ? withHeader(state, true, text) : state.headers })
  }
  const headers = announcesPdu(text) ? withHeader(state, false, text) : state.headers
  return { ...stay({ ...state, headers }), unsolicited: text }
}

/** A PDU belongs to the last line that announced one of its length; modems that announce a wrong length get the benefit of the order. */
function takePdu(state: ExchangeState, pdu: string): ExchangeStep {
  const lengthOctets = tpduLengthOctets(pdu)
  const fitting = state.headers.findLastIndex((header) => header.lengthOctets === lengthOctets)
  const at = fitting >= 0 ? fitting : state.headers.length - 1
  const header = state.headers[at]!
  const headers = state.headers.toSpliced(at, 1)
  if (!header.own) return { ...stay({ ...state, headers }), unsolicited: pdu }
  const lines = state.lines.with(-1, { text: state.lines.at(-1)!.text, pdu })
  return stay({ ...state, headers, lines })
}

function withHeader(state: ExchangeState, own: boolean, line: string) {
  return [...state.headers, { own, lengthOctets: Number(fieldsOf(line).at(-1)) }]
}

/** With the echo on, the modem repeats the message; its letters are compared, not kept. */
function isEchoOfData(text: string, data: Uint8Array): boolean {
  if (text.length !== data.length - 1) return false
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) !== data[at]) return false
  return true
}

function stay(state: ExchangeState): ExchangeStep {
  return { state, send: null, unsolicited: null, end: null }
}

function finish(state: ExchangeState, end: ExchangeEnd, abort = false): ExchangeStep {
  return { state, send: abort ? 'escape' : null, unsolicited: null, end }
}
