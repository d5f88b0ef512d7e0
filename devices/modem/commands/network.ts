import type { AnswerLine, AtCommand } from '../exchange.ts'
import { fieldsOf } from '../frame.ts'
import { begins, plainCommand, question } from './command.ts'

export type Registration = 'home' | 'roaming' | 'searching' | 'denied' | 'none'

/**
 * Registration by circuit, packet and LTE (TS 27.007 §7.2, §10.1.20, §10.1.22). The answer has two numbers at least, n and stat; the unsolicited
 * form of the same name has only stat before its quoted values.
 */
export const REGISTRATIONS: readonly AtCommand[] = ['CREG', 'CGREG', 'CEREG'].map((name) =>
  question(`AT+${name}?`, (line) => new RegExp(`^\\+${name}:\\s*\\d+\\s*,\\s*\\d+`).test(line)),
)

export function readRegistration(lines: readonly AnswerLine[]): Registration {
  return REGISTRATION_OF_STAT[Number(fieldsOf(lines[0]?.text ?? '')[1])] ?? 'none'
}

/** A message can go out when any of them is registered. */
export function bestRegistration(found: readonly Registration[]): Registration {
  return (['home', 'roaming', 'searching', 'denied'] as const).find((state) => found.includes(state)) ?? 'none'
}

export const askSignal = question('AT+CSQ', begins('+CSQ:'))

/** dBm = −113 + 2·rssi; 99 is unknown (TS 27.007 §8.5). */
export function readSignalDbm(lines: readonly AnswerLine[]): number | null {
  const rssi = Number(fieldsOf(lines[0]?.text ?? '')[0] || 'none')
  return Number.isInteger(rssi) && rssi >= 0 && rssi <= 31 ? -113 + 2 * rssi : null
}

/** Names and not numbers (TS 27.007 §7.3). */
export const operatorNames = plainCommand('AT+COPS=3,0')
export const askOperator = question('AT+COPS?', begins('+COPS:'))

export function readOperator(lines: readonly AnswerLine[]): string | null {
  return fieldsOf(lines[0]?.text ?? '')[2] || null
}

// 6 and 7 are "for messages only", which is all that is wanted.
const REGISTRATION_OF_STAT: Readonly<Record<number, Registration>> = {
  1: 'home',
  2: 'searching',
  3: 'denied',
  5: 'roaming',
  6: 'home',
  7: 'roaming',
}
