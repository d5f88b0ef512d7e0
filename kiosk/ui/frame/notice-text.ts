import type { VisitNotice } from '../../../flows/visit/notice.ts'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import { dayOf } from '../draw/dates.ts'
import { subjectsOf } from '../screens/method-lines.ts'
import { wordsForFault } from '../text/texts.ts'
import type { Ui } from '../ui.ts'

export interface NoticeText {
  readonly tone: 'good' | 'attention'
  readonly text: string
}

/** The visit's notice in words, or null without one. A shut method says why, since when, and what to use instead. */
export function noticeText(view: VisitView, ui: Ui): NoticeText | null {
  const { notice } = view.visit
  const { texts } = ui
  if (!notice) return null
  const onReturn = scanOnReturn(view, ui)
  if (onReturn !== null) return { tone: 'attention', text: onReturn }
  if (notice.code === 'CARD_KEPT') return { tone: 'good', text: texts.notices.cardKept }
  if (notice.code === 'CARD_NOT_NEEDED') return { tone: 'good', text: texts.notices.cardNotNeeded }
  if (notice.code === 'RECEIPT_NOT_NOW') return { tone: 'attention', text: texts.returns.notNow }
  if (!('method' in notice)) {
    const { what, now } = wordsForFault(texts, notice.code)
    return { tone: 'attention', text: `${what} ${now}` }
  }
  return { tone: 'attention', text: shutMethodText(view, ui, notice) }
}

/** What came of a scan that is no receipt, in words of the return visit: there nobody is asked for a card. Null for any other notice. */
function scanOnReturn({ visit: { notice, errand }, screen }: VisitView, { texts }: Ui): string | null {
  if (errand !== 'return' || !notice) return null
  const isCard = notice.code === 'CARD_NOT_NEEDED' || notice.code === 'CARD_KEPT'
  if (!isCard && !/^(SCAN|MRZ)_/.test(notice.code)) return null
  const { scans } = texts.returns.receipt
  if (!RECEIPT_SCREENS.includes(screen)) return scans.notNeeded
  if (isCard || notice.code.startsWith('MRZ_')) return scans.card
  return notice.code === 'SCAN_NOT_A_CARD' || notice.code === 'SCAN_TOO_LONG' ? scans.other : scans.unread
}

/** Where a receipt is taken from the scanner. */
const RECEIPT_SCREENS: readonly VisitView['screen'][] = ['return-receipt', 'return-unknown', 'return-found']

/** Why a method is shut, since when, and what to use instead. */
export function shutMethodText(view: VisitView, ui: Ui, notice: MethodNotice): string {
  const { notices, methods } = ui.texts
  const now = notice.instead ? notices.instead(methods[notice.instead]) : notices.chooseOther
  return notices.method(methods[notice.method], whyShut(view, ui, notice), now)
}

type MethodNotice = Extract<VisitNotice, { method: unknown }>

function whyShut(view: VisitView, ui: Ui, notice: MethodNotice): string {
  const { notices } = ui.texts
  const since = notice.since ? dayOf(notice.since) : ''
  switch (notice.code) {
    case 'METHOD_CLOSED':
      return notices.closed(since)
    case 'METHOD_NOT_YET_OPEN':
      return notices.notYet(since)
    case 'OFFICER_REQUIRED':
      return notices.needsOfficer
    case 'METHOD_NOT_BUILT':
      return notices.notBuilt
    default: {
      const { opening } = view.visit
      const subjects = opening ? subjectsOf(ui, opening, notice.method) : ''
      return subjects === '' ? notices.notInForce : notices.onlyFor(subjects)
    }
  }
}
