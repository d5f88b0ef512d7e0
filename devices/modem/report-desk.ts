import type { Scheduler } from '../port/scheduler.ts'
import { type StatusReport, statusMeaning } from './pdu/status-report.ts'

export type ReportedOutcome = 'delivered' | 'taken' | 'failed'

/** A report may come before the modem has said the reference; it is kept this long for whoever will ask. */
export const EARLY_REPORT_MS = 60_000

/** Brings status reports to those who wait for them, by reference and number: references are one octet and come round again. */
export interface ReportDesk {
  /** Waits for the last word on one part; null when none came within `limitMs`. */
  await(reference: number, to: string, limitMs: number): Promise<ReportedOutcome | null>
  take(report: StatusReport): void
  /** Everybody who waits hears null. */
  close(): void
}

export function createReportDesk(scheduler: Scheduler): ReportDesk {
  const waiting = new Set<{ reference: number; number: string; hear: (outcome: ReportedOutcome | null) => void }>()
  const early = new Set<{ reference: number; number: string; outcome: ReportedOutcome; cancel: () => void }>()
  return {
    await(reference, to, limitMs) {
      const number = comparable(to)
      for (const report of early) {
        if (report.reference !== reference || report.number !== number) continue
        report.cancel()
        early.delete(report)
        return Promise.resolve(report.outcome)
      }
      return new Promise((resolve) => {
        const cancel = scheduler.after(limitMs, () => hear(null))
        const hear = (outcome: ReportedOutcome | null) => {
          cancel()
          waiting.delete(entry)
          resolve(outcome)
        }
        const entry = { reference, number, hear }
        waiting.add(entry)
      })
    },
    take(report) {
      const outcome = statusMeaning(report.status)
      if (outcome === 'trying' || report.recipient.kind !== 'number') return
      const number = comparable(report.recipient.digits)
      const waiter = [...waiting].find((entry) => entry.reference === report.reference && entry.number === number)
      if (waiter) return waiter.hear(outcome)
      const cancel = scheduler.after(EARLY_REPORT_MS, () => early.delete(kept))
      const kept = { reference: report.reference, number, outcome, cancel }
      early.add(kept)
    },
    close() {
      for (const entry of [...waiting]) entry.hear(null)
      for (const { cancel } of early) cancel()
      early.clear()
    },
  }
}

/** Reports name the number in national or international form, as the network likes: the last nine digits are the subscriber (domain.md §2.3). */
function comparable(number: string): string {
  return number.replace(/\D/g, '').slice(-9)
}
