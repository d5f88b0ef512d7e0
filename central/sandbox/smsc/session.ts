import type { Logger } from 'pino'
import smpp, { type Pdu, type PduFields, type Session } from 'smpp'
import type { Delays } from '../delays.ts'
import type { FaultSwitches } from '../fault-switches.ts'
import type { Inbox } from '../phone/inbox.ts'
import { messageId } from './receipt.ts'
import type { ReceiptDesk } from './receipt-desk.ts'
import { STATUS } from './status.ts'
import { readSubmit } from './submit.ts'

/** What every connection to the SMS centre shares. */
export interface SmscParts {
  readonly systemId: string
  readonly password: string
  readonly inbox: Inbox
  readonly switches: FaultSwitches
  readonly delays: Delays
  readonly desk: ReceiptDesk
  /** Serial of the next message, growing by one. */
  readonly nextSerial: () => number
  readonly now: () => number
  readonly slowMs: number
  readonly receiptDelayMs: number
  readonly unboundMs: number
  readonly inactivityMs: number
  readonly log: Logger
}

/** Version 3.4, SMPP 3.4 §5.2.4. */
const INTERFACE_VERSION = 0x34

/** Serves one connection as an SMS centre does (SMPP 3.4 §2.2, §4): bind as transceiver, then messages, links and receipts. */
export function serveSession(session: Session, parts: SmscParts): void {
  const { log, desk, switches } = parts
  let bound = false
  const answer = (pdu: Pdu, fields: PduFields) => session.send(pdu.response(fields))
  const refuse = (pdu: Pdu, status: number) => answer(pdu, { command_status: status })

  session.on('error', (error: Error) => {
    // After a length that cannot be, the package reads no further: the stream is lost.
    log.warn({ error: error.name }, 'smpp connection broken')
    session.destroy()
  })
  session.on('close', () => desk.close(session))
  session.socket.setTimeout(parts.unboundMs, () => session.destroy())
  session.on('pdu', (pdu: Pdu) => {
    if (pdu.isResponse()) return
    switch (pdu.command) {
      case 'bind_transceiver':
        return bind(pdu)
      case 'bind_transmitter':
      case 'bind_receiver':
        return refuse(pdu, STATUS.BIND_FAILED)
      case 'enquire_link':
        return answer(pdu, {})
      case 'unbind':
        answer(pdu, {})
        return session.close()
      case 'submit_sm':
        return bound ? void submit(pdu) : refuse(pdu, STATUS.WRONG_BIND_STATE)
      default:
        return session.send(
          new smpp.PDU('generic_nack', {
            sequence_number: pdu.sequence_number,
            command_status: STATUS.INVALID_COMMAND,
          }),
        )
    }
  })

  function bind(pdu: Pdu): void {
    if (bound) {
      refuse(pdu, STATUS.ALREADY_BOUND)
      return
    }
    const known = pdu.system_id === parts.systemId
    if (!known || pdu.password !== parts.password) {
      log.warn('smpp bind refused')
      refuse(pdu, known ? STATUS.INVALID_PASSWORD : STATUS.INVALID_SYSTEM_ID)
      session.close()
      return
    }
    bound = true
    session.socket.setTimeout(parts.inactivityMs)
    answer(pdu, { system_id: 'sandbox', sc_interface_version: INTERFACE_VERSION })
    log.info('smpp peer bound')
    desk.open(session)
  }

  async function submit(pdu: Pdu): Promise<void> {
    const fault = switches.now.smsc
    if (fault === 'throttle') return void refuse(pdu, STATUS.THROTTLED)
    if (fault === 'queue-full') return void refuse(pdu, STATUS.QUEUE_FULL)
    if (fault === 'slow' && !(await parts.delays.pass(parts.slowMs))) return
    const message = readSubmit(pdu)
    if (message.kind === 'refused') {
      log.warn({ status: message.status }, 'message refused')
      return void refuse(pdu, message.status)
    }
    const { from, to, text, receipt } = message
    const submittedAtMs = parts.now()
    const serial = parts.nextSerial()
    const state = fault === 'undeliverable' ? 'UNDELIV' : 'DELIVRD'
    if (state === 'DELIVRD') parts.inbox.deliver(to, { from, text })
    answer(pdu, { message_id: messageId(serial) })

    if (fault === 'no-receipt' || receipt === 'never' || (receipt === 'on-failure' && state === 'DELIVRD')) return
    if (!(await parts.delays.pass(parts.receiptDelayMs))) return
    desk.post({ serial, to, from, text, state, submittedAtMs, doneAtMs: parts.now() })
  }
}
