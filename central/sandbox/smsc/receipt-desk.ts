import type { Session } from 'smpp'
import { type Delays, RECEIPT_RETRY_MS } from '../delays.ts'
import { type DeliveryReport, receiptPdu } from './receipt.ts'
import { STATUS } from './status.ts'

/** Receipts kept for a peer that is away; beyond, the oldest go, as in a real centre. */
export const RECEIPTS_KEPT = 1_000

/** Hands receipts to whoever is bound, and keeps them while nobody is or until the peer has answered. */
export interface ReceiptDesk {
  post(report: DeliveryReport): void
  open(session: Session): void
  close(session: Session): void
}

/** A receipt answered with an error is sent again after a while, unless the error is permanent. */
export function createReceiptDesk(delays: Delays): ReceiptDesk {
  /** Each bound session with the receipts it has not answered yet. */
  const bound = new Map<Session, Set<DeliveryReport>>()
  let waiting: DeliveryReport[] = []

  const post = (report: DeliveryReport) => {
    const [entry] = bound
    if (!entry) {
      waiting = [...waiting, report].slice(-RECEIPTS_KEPT)
      return
    }
    const [session, unanswered] = entry
    unanswered.add(report)
    session.deliver_sm(receiptPdu(report), async ({ command_status }) => {
      unanswered.delete(report)
      const taken = command_status === STATUS.OK || command_status === STATUS.PERMANENT_ERROR
      if (!taken && (await delays.pass(RECEIPT_RETRY_MS))) post(report)
    })
  }
  return {
    post,
    open(session) {
      bound.set(session, new Set())
      const late = waiting
      waiting = []
      for (const report of late) post(report)
    },
    close(session) {
      const unanswered = bound.get(session) ?? []
      bound.delete(session)
      for (const report of unanswered) post(report)
    },
  }
}
