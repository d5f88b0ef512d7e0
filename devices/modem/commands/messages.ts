import type { AnswerLine, AtCommand } from '../exchange.ts'
import { encodePduData, fieldsOf } from '../frame.ts'
import { begins, COMMAND_LIMIT_MS, plainCommand, question } from './command.ts'

/** The modem's own memory. What is in it came through this modem; what is on a SIM (`SM`) may be a citizen's, from before. */
export const OWN_MEMORY = 'ME'
/** Where messages are kept: the modem's own memory first, so that the SIM of a citizen stays as it was (TS 27.005 §3.2.2). */
export const STORAGES: readonly string[] = [OWN_MEMORY, 'SM']

/** The prompt is the modem's own affair, no network is asked: one that has not prompted by now hangs. */
export const PROMPT_LIMIT_MS = 2_000

/** `storages` 3 sets reading, writing and receiving; 1 only what is read and deleted. */
export function selectStorage(storage: string, storages: 1 | 3) {
  return plainCommand(`AT+CPMS=${Array(storages).fill(`"${storage}"`).join(',')}`)
}

/** Sends one PDU. `lengthOctets` leaves the service centre out (TS 27.005 §4.3). */
export function sendPdu(pdu: Uint8Array, lengthOctets: number): AtCommand {
  return { ...question(`AT+CMGS=${lengthOctets}`, isReference, PROMPT_LIMIT_MS), data: encodePduData(pdu) }
}

/** The reference that a status report will bear. */
export function readReference(lines: readonly AnswerLine[]): number | null {
  const reference = fieldsOf(lines[0]?.text ?? '')[0] ?? ''
  return /^\d{1,3}$/.test(reference) ? Number(reference) : null
}

export function readMessage(index: number): AtCommand {
  return { ...question(`AT+CMGR=${index}`, begins('+CMGR:')), withPdu: true }
}

/** Those that came while nobody listened: received, unread. None is an answer too. */
export const listUnread: AtCommand = {
  ...question('AT+CMGL=0', begins('+CMGL:'), 4 * COMMAND_LIMIT_MS),
  needsAnswer: false,
  withPdu: true,
}

export function readListed(lines: readonly AnswerLine[]): readonly { readonly index: number; readonly pdu: string }[] {
  return lines.flatMap(({ text, pdu }) => {
    const index = fieldsOf(text)[0] ?? ''
    return pdu !== null && /^\d+$/.test(index) ? [{ index: Number(index), pdu }] : []
  })
}

export function deleteMessage(index: number) {
  return plainCommand(`AT+CMGD=${index}`)
}

/** All that were read; those nobody has seen stay (TS 27.005 §3.5.4). For the modem's own memory alone. */
export const deleteRead = plainCommand('AT+CMGD=1,1', 4 * COMMAND_LIMIT_MS)

function isReference(line: string): boolean {
  return /^\+CMGS:\s*\d/.test(line)
}
