import { Fault } from '../../flows/base/fault.ts'
import type { TextOutcome } from '../../flows/ports/modem.port.ts'
import type { Scheduler } from '../port/scheduler.ts'
import { readReference, sendPdu } from './commands/messages.ts'
import { smsErrorRule, smsFault } from './errors.ts'
import { isDiallable } from './pdu/address.ts'
import { plainWherePossible, splitText } from './pdu/split-text.ts'
import { encodeSubmit, type SubmitPart } from './pdu/submit.ts'
import type { ReportDesk } from './report-desk.ts'
import type { ModemSession } from './session.ts'

/** Pauses before the tries after the first: a cell that is busy is so for seconds. An OTP lives for minutes, so this is not stretched further. */
export const SEND_RETRY_DELAYS_MS: readonly number[] = [1_000, 3_000, 7_000]
/** A code with its sentence is one part; more than six is no message of this product. */
export const MAX_PARTS = 6

export interface Sending {
  readonly session: ModemSession
  readonly scheduler: Scheduler
  readonly retryDelaysMs: readonly number[]
  readonly signal: AbortSignal | undefined
  /** A part is on its way: from here on nothing may repeat the message. What the modem refused, it has not sent. */
  onTaken(): void
}

/**
 * Makes the parts of one message: unaccented where that makes it 7 bit, cut, with one reference. Raises SMS_TOO_LONG, SMS_REJECTED (no number).
 * `reference` tells long messages to one number apart (TS 23.040 §9.2.3.24.1).
 */
export function partsOf(to: string, text: string, reference: number, report: boolean): readonly SubmitPart[] {
  if (!isDiallable(to)) throw new Fault('SMS_REJECTED', { reason: 'number' })
  const { alphabet, parts } = splitText(plainWherePossible(text))
  const total = parts.length
  if (total > MAX_PARTS) throw new Fault('SMS_TOO_LONG', { parts: total, most: MAX_PARTS })
  return parts.map((part, index) => ({
    to,
    text: part,
    alphabet,
    report,
    concatenation: total > 1 ? { reference: reference & 0xff, referenceBits: 8, total, sequence: index + 1 } : null,
  }))
}

/**
 * Sends the parts in order and gives their references; null when the line broke, or no answer came, after a part was written: it may have gone
 * out, so nothing more is sent and nothing is repeated. Raises what ModemPort.sendText says.
 */
export async function sendParts(parts: readonly SubmitPart[], sending: Sending): Promise<readonly number[] | null> {
  const references: number[] = []
  for (const part of parts) {
    const { bytes, lengthOctets } = encodeSubmit(part)
    try {
      const reference = await sendPart(bytes, lengthOctets, sending)
      if (reference === null) return null
      sending.onTaken()
      references.push(reference)
    } finally {
      bytes.fill(0)
    }
  }
  return references
}

/** Waits for the reports of all parts: delivered when all were, undelivered when the network gave up one of them, unconfirmed in any other case. */
export async function awaitReports(
  references: readonly number[],
  to: string,
  limitMs: number,
  desk: ReportDesk,
): Promise<TextOutcome> {
  const outcomes = await Promise.all(references.map((reference) => desk.await(reference, to, limitMs)))
  if (outcomes.includes('failed')) return { kind: 'undelivered', code: 'SMS_NOT_DELIVERED' }
  return { kind: outcomes.every((outcome) => outcome === 'delivered') ? 'delivered' : 'unconfirmed' }
}

async function sendPart(bytes: Uint8Array, lengthOctets: number, sending: Sending): Promise<number | null> {
  const { session, signal } = sending
  let roomMade = false
  let recovered = false
  for (let tries = 0; ; ) {
    const end = await session.alone(async (run) => {
      const sent = await run(sendPdu(bytes, lengthOctets), signal)
      if (sent.kind === 'done') session.restAfterMessage()
      if (sent.kind === 'refused' && smsErrorRule(sent.error).action === 'make-room') await session.makeRoom(run)
      return sent
    })
    switch (end.kind) {
      case 'done':
        return readReference(end.lines)
      case 'unknown':
        return null
      case 'cancelled':
        throw new Fault('CANCELLED')
      case 'lost':
        throw new Fault('MODEM_LOST')
      case 'no-prompt':
      case 'no-answer':
        if (recovered || !(await session.recover())) throw new Fault('MODEM_NOT_ANSWERING')
        recovered = true
        break
      case 'refused': {
        const { action } = smsErrorRule(end.error)
        const delayMs = sending.retryDelaysMs[tries]
        if (action === 'give-up' || (action === 'make-room' && roomMade) || delayMs === undefined)
          throw smsFault(end.error)
        if (action === 'make-room') roomMade = true
        else await pause(delayMs, sending)
        tries += 1
      }
    }
  }
}

function pause(delayMs: number, { scheduler, signal }: Sending): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = scheduler.after(delayMs, () => {
      signal?.removeEventListener('abort', stop)
      resolve()
    })
    const stop = () => {
      cancel()
      reject(new Fault('CANCELLED'))
    }
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
}
