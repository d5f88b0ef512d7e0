import type { ExchangeEnd } from '../exchange.ts'
import { fieldsOf } from '../frame.ts'
import { begins, plainCommand, question } from './command.ts'

/** `unknown` is a SIM that is still starting, or a modem that does not say. */
export type SimState = 'ready' | 'absent' | 'pin' | 'puk' | 'faulted' | 'unknown'

export const askSimState = question('AT+CPIN?', begins('+CPIN:'))

/** Reads the answer to AT+CPIN? (TS 27.007 §8.3). Asking never spends a try. PIN2 and PUK2 guard nothing that is used here. */
export function readSimState(end: ExchangeEnd): SimState {
  if (end.kind === 'refused') {
    if (end.error.family === 'plain' || end.error.number === null) return 'unknown'
    return STATE_OF_CME[end.error.number] ?? 'unknown'
  }
  if (end.kind !== 'done') return 'unknown'
  const words = end.lines[0]?.text.slice('+CPIN:'.length).trim().toUpperCase() ?? ''
  return STATE_OF_WORDS[words] ?? (words.startsWith('PH-') ? 'faulted' : 'unknown')
}

/** Tries left (TS 27.007 §8.65). Not every modem has it. */
export const askPinTries = question('AT+CPINR="SIM PIN"', begins('+CPINR:'))

export function readPinTries(end: ExchangeEnd): number | null {
  if (end.kind !== 'done') return null
  const tries = fieldsOf(end.lines[0]?.text ?? '')[1] ?? ''
  return /^\d+$/.test(tries) ? Number(tries) : null
}

/** Spends a try when it is wrong. */
export function enterPin(pin: string) {
  return plainCommand(`AT+CPIN="${pin}"`)
}

const STATE_OF_WORDS: Readonly<Record<string, SimState>> = {
  READY: 'ready',
  'SIM PIN': 'pin',
  'SIM PUK': 'puk',
  'SIM PIN2': 'ready',
  'SIM PUK2': 'ready',
  'NOT INSERTED': 'absent',
  'NOT READY': 'unknown',
}

const STATE_OF_CME: Readonly<Record<number, SimState>> = {
  10: 'absent',
  11: 'pin',
  12: 'puk',
  13: 'faulted',
  14: 'unknown',
  15: 'faulted',
}
