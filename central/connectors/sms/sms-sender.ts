import type { Logger } from 'pino'
import type { PduFields } from 'smpp'
import type { Clock } from '../../../flows/base/clock.ts'
import { Fault } from '../../../flows/base/fault.ts'
import type { Sql } from '../../db/pool.ts'
import type { SmsOptions } from '../../options.ts'
import { messageKeys } from './message-id.ts'
import { readReceipt } from './receipt.ts'
import { createSmppLink } from './smpp-link.ts'
import { insertReceipt, insertSubmitted } from './sms.repo.ts'

/** Less than the eight seconds a station waits for its answer. */
const SEND_WITHIN_MS = 6_000
/** System error, queue full, throttled, transient application error (SMPP 3.4 §5.1.3): the same message may go through a moment later. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([0x08, 0x14, 0x58, 0x64])
const RETRY_DELAYS_MS = [250, 500, 1_000, 2_000] as const
const BRANDNAME = /^(?=.*[A-Za-z._ -])[A-Za-z0-9._ -]{1,11}$/
const SHORT_CODE = /^\d{3,15}$/
const TON = { international: 1, networkSpecific: 3, alphanumeric: 5 } as const
const NPI = { unknown: 0, isdn: 1 } as const
const RECEIPT_FOR_FINAL_STATE = 1
/** SMSC default alphabet: GSM 03.38, one character an octet. */
const CODING_DEFAULT = 0

export interface SmsSender {
  readonly isBound: boolean
  /** Sends one text and gives the centre's message id, within 6 s where no other time is given. Raises OTP_NOT_SENT (details.reason: line, status; details.status). */
  send(message: {
    readonly phone: string
    readonly text: string
    readonly validityMs: number
    readonly withinMs?: number
  }): Promise<string>
  /** Remembers which challenge a message carried, for its receipt. Never raises. */
  recordSubmitted(challengeId: string, messageId: string): Promise<void>
  close(): Promise<void>
}

/** Opens the line to the SMS centre. Raises CONFIG_INVALID for a sender no carrier would take (Decree 91/2020 Art. 23). */
export function createSmsSender(options: SmsOptions, sql: Sql, clock: Clock, log: Logger): SmsSender {
  if (!BRANDNAME.test(options.sender) && !SHORT_CODE.test(options.sender)) {
    throw new Fault('CONFIG_INVALID', { setting: 'sms.sender' })
  }
  const link = createSmppLink(
    options,
    async (pdu) => {
      const receipt = readReceipt(pdu)
      if (receipt) await insertReceipt(sql, receipt, clock.now())
    },
    log,
  )
  return {
    get isBound() {
      return link.isBound
    },
    async send(message) {
      const deadline = Date.now() + (message.withinMs ?? SEND_WITHIN_MS)
      for (const delayMs of [...RETRY_DELAYS_MS, null]) {
        const answer = await link.submit(submitFields(options.sender, message), Math.max(0, deadline - Date.now()))
        if (!answer) throw new Fault('OTP_NOT_SENT', { reason: 'line' })
        const status = answer.command_status
        if (status === 0) return String(answer.message_id ?? '')
        const mayRetry = PASSING_STATUSES.has(status) && delayMs !== null && Date.now() + delayMs < deadline
        if (!mayRetry) throw new Fault('OTP_NOT_SENT', { reason: 'status', status })
        await new Promise((resolve) => setTimeout(resolve, delayMs))
      }
      throw new Fault('OTP_NOT_SENT', { reason: 'status' })
    },
    async recordSubmitted(challengeId, messageId) {
      if (messageId === '') return
      await insertSubmitted(sql, challengeId, messageKeys(messageId), clock.now()).catch((err) =>
        log.warn({ err }, 'message id not kept'),
      )
    },
    close: () => link.close(),
  }
}

function submitFields(
  sender: string,
  message: { readonly phone: string; readonly text: string; readonly validityMs: number },
): PduFields {
  const isShortCode = SHORT_CODE.test(sender)
  return {
    source_addr_ton: isShortCode ? TON.networkSpecific : TON.alphanumeric,
    source_addr_npi: NPI.unknown,
    source_addr: sender,
    dest_addr_ton: TON.international,
    dest_addr_npi: NPI.isdn,
    destination_addr: message.phone.replace('+', ''),
    validity_period: relativeTime(message.validityMs),
    registered_delivery: RECEIPT_FOR_FINAL_STATE,
    data_coding: CODING_DEFAULT,
    short_message: message.text,
  }
}

/** Relative time of SMPP 3.4 §7.1.1.1, YYMMDDhhmmsstnnR: a code is never delivered after its life. */
export function relativeTime(durationMs: number): string {
  const seconds = Math.max(1, Math.ceil(durationMs / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3_600) % 24,
    Math.floor(seconds / 60) % 60,
  ]
  return `0000${two(days)}${two(hours)}${two(minutes)}${two(seconds % 60)}000R`
}
