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
  if (notice.code === 'CARD_KEPT') return { tone: 'good', text: texts.notices.cardKept }
  if (notice.code === 'CARD_NOT_NEEDED') return { tone: 'good', text: texts.notices.cardNotNeeded }
  if (notice.code === 'RECEIPT_NOT_NOW') return { tone: 'attention', text: texts.returns.notNow }
  if (!('method' in notice)) {
    const { what, now } = wordsForFault(texts, notice.code)
    return { tone: 'attention', text: `${what} ${now}` }
  }
  return { tone: 'attention', text: shutMethodText(view, ui, notice) }
}

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
