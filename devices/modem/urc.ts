import { announcesPdu, isPduLine } from './exchange.ts'
import { fieldsOf } from './frame.ts'

/** What a modem says without being asked (TS 27.005 §3.4.1, TS 27.007 §7.2, vendors' manuals). */
export type Urc =
  | { readonly kind: 'message-stored'; readonly storage: string; readonly index: number }
  | { readonly kind: 'message'; readonly pdu: string }
  /** A status report, given at once. Stored ones (+CDSI) are `message-stored`: reading tells which it is. */
  | { readonly kind: 'report'; readonly pdu: string }
  /** The SIM was pulled, put in, or asks for something: everything known of it is out of date. */
  | { readonly kind: 'sim-changed' }
  | { readonly kind: 'registration-changed' }
  /** The modem started anew and forgot its settings. */
  | { readonly kind: 'restarted' }
  | { readonly kind: 'memory-full' }

/** Reads unsolicited lines; those with a PDU take two. What is not known is null and means nothing. */
export interface UrcReader {
  push(line: string): Urc | null
}

export function createUrcReader(): UrcReader {
  const headers: string[] = []
  return {
    push(line) {
      if (isPduLine(line)) {
        const header = headers.shift()
        if (!header || header.startsWith('+CBM')) return null
        return { kind: header.startsWith('+CDS') ? 'report' : 'message', pdu: line }
      }
      if (announcesPdu(line)) {
        headers.push(line)
        // An announcement whose PDU never came must not shift all that follow.
        if (headers.length > MAX_HEADERS) headers.shift()
        return null
      }
      return oneLine(line)
    },
  }
}

const MAX_HEADERS = 4

function oneLine(line: string): Urc | null {
  if (/^\+(CMTI|CDSI):/.test(line)) {
    const [storage = '', index = ''] = fieldsOf(line)
    return /^\d+$/.test(index) ? { kind: 'message-stored', storage, index: Number(index) } : null
  }
  if (/^(\+CPIN:|\+QSIMSTAT:|\^SIMST:|\+QUSIM:|\+SIM:|\+ZUSIMR:)/.test(line)) return { kind: 'sim-changed' }
  if (/^\+C(G|E)?REG:/.test(line)) return { kind: 'registration-changed' }
  if (/^(RDY|\^SYSSTART|\+CFUN: 1|\+PBREADY|NORMAL POWER DOWN|POWERED DOWN)$/.test(line)) return { kind: 'restarted' }
  if (/^(\+SMSFULL|\^SMMEMFULL|\+QIND: ?"smsfull"|\+CIEV: ?"?SMSFULL)/i.test(line)) return { kind: 'memory-full' }
  return null
}
