import type { Scheduler } from '../../port/scheduler.ts'
import { OWNER_NUMBER, OWNER_QUESTION } from '../ask-owner.ts'
import type { SmsAddress } from '../pdu/address.ts'
import { encodeDeliver } from '../pdu/deliver.ts'
import { toHex } from '../pdu/octets.ts'
import { decodeSmsPdu } from '../pdu/sms-pdu.ts'
import { splitText } from '../pdu/split-text.ts'
import { encodeStatusReport } from '../pdu/status-report.ts'
import type { Submit } from '../pdu/submit.ts'

/** One whole message that was sent, for a phone of the sandbox to show. */
export interface SentText {
  readonly to: string
  readonly text: string
}

export interface NetworkOptions {
  readonly scheduler: Scheduler
  readonly reportAfterMs: number
  readonly replyAfterMs: number
  readonly nowMs: () => number
  readonly ownerReply: () => { readonly from: string; readonly texts: readonly string[] } | null
  readonly reportStatus: () => number | null
  readonly partsReversed: () => boolean
  onSent(sent: SentText): void
  /** A PDU for the phone: a message, or a status report. */
  toPhone(kind: 'message' | 'report', hex: string): void
}

/** The network behind the simulated modem: takes messages, reports on them, and answers TTTB. */
export interface SimulatedNetwork {
  /** Takes a PDU and gives its reference; null when it is none. */
  take(hex: string): number | null
  /** Sends a message to the phone, in parts when it is long. */
  deliver(from: string, text: string): void
  stop(): void
}

export function createSimulatedNetwork(options: NetworkOptions): SimulatedNetwork {
  const { scheduler, nowMs, toPhone } = options
  const parts = new Map<string, string[]>()
  const planned = new Set<() => void>()
  let reference = 0
  let longReference = 0

  const later = (delayMs: number, run: () => void) => {
    const cancel = scheduler.after(delayMs, () => {
      planned.delete(cancel)
      run()
    })
    planned.add(cancel)
  }
  const report = (submit: Submit, ofReference: number) => {
    const status = options.reportStatus()
    if (!submit.report || status === null) return
    const bytes = encodeStatusReport({ reference: ofReference, recipient: submit.to, sentAtMs: nowMs(), status })
    toPhone('report', toHex(bytes))
  }
  const deliver = (from: string, text: string) => {
    const address: SmsAddress = /^\+?\d+$/.test(from) ? { kind: 'number', digits: from } : { kind: 'name', name: from }
    const { alphabet, parts: texts } = splitText(text)
    longReference = (longReference + 1) & 0xff
    const pdus = texts.map((part, index) => {
      const concatenation =
        texts.length > 1
          ? { reference: longReference, referenceBits: 8 as const, total: texts.length, sequence: index + 1 }
          : null
      return toHex(encodeDeliver({ from: address, sentAtMs: nowMs(), text: part, alphabet, concatenation }))
    })
    for (const pdu of options.partsReversed() ? pdus.reverse() : pdus) toPhone('message', pdu)
  }
  const answerOwner = () => {
    const reply = options.ownerReply()
    for (const text of reply?.texts ?? []) later(options.replyAfterMs, () => deliver(reply!.from, text))
  }
  const wholeText = (submit: Submit): string | null => {
    const { concatenation, text } = submit.data
    if (!concatenation) return text ?? ''
    const key = JSON.stringify([submit.to, concatenation.reference])
    const texts = parts.get(key) ?? []
    texts[concatenation.sequence - 1] = text ?? ''
    parts.set(key, texts)
    if (Object.keys(texts).length < concatenation.total) return null
    parts.delete(key)
    return texts.join('')
  }
  return {
    take(hex) {
      const submit = decodeSmsPdu(hex, 'mobile')
      if (submit?.kind !== 'submit') return null
      reference = (reference + 1) & 0xff
      const mine = reference
      const to = submit.to.kind === 'number' ? submit.to.digits : submit.to.name
      const text = wholeText(submit)
      if (text !== null) options.onSent({ to, text })
      later(options.reportAfterMs, () => report(submit, mine))
      if (to === OWNER_NUMBER && text?.trim().toUpperCase() === OWNER_QUESTION) answerOwner()
      return mine
    },
    deliver,
    stop() {
      for (const cancel of planned) cancel()
      planned.clear()
    },
  }
}
