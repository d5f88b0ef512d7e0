import type { Outcome, Receipt } from '../../../flows/base/outcome.ts'
import type { VisitContext } from '../../../flows/visit/visit-context.ts'
import { isAhead } from '../../../flows/visit/visit-context.ts'
import { hang, wrapTo } from '../draw/cells.ts'
import { rowsOf } from '../draw/rows-of.ts'
import { capOf } from '../keys.ts'
import type { Ui } from '../ui.ts'
import { wordsForOutcome } from './outcome-words.ts'
import { paperWords } from './paper-words.ts'
import type { ResultLayout } from './result-layout.ts'
import { type ResultTitleProps, resultTitleRows } from './result-title.view.tsx'

/**
 * What a result shows: everything, beside the QR as far as it fits; the QR as large as it goes with the number, where both do not fit; or the QR, the number and the question whether they
 * were kept.
 */
export type ResultPage = 'words' | 'qr' | 'asked'

export interface ResultAbout {
  readonly ui: Ui
  readonly visit: VisitContext
  readonly outcome: Outcome
  readonly receipt: Receipt | null
  /** What an officer alone is told beside it. */
  readonly remark: string | null
  /** There is a page for the QR alone. */
  readonly turns: boolean
}

export interface ResultParts {
  readonly head: ResultTitleProps
  readonly remarked: string | null
  readonly steps: readonly { readonly step: string; readonly at: number; readonly line: string }[]
  /** Below the number: of the clock, and of a QR that is not there. */
  readonly notes: readonly string[]
  readonly told: { readonly tone: 'good' | 'attention' | 'quiet'; readonly line: string } | null
  /** Keys of this page, and how it is left. */
  readonly keys: readonly string[]
  readonly code: string | null
}

/** The texts of one page of a result, wrapped for its layout. */
export function resultParts(
  { ui, visit, outcome, receipt, remark, turns }: ResultAbout,
  page: ResultPage,
  { qr, room }: Pick<ResultLayout, 'qr' | 'room'>,
): ResultParts {
  const { texts, look } = ui
  const { paint, glyphs } = look
  const words = wordsForOutcome(texts, outcome, { ...visit, clockProven: ui.clockProven })
  const paper = paperWords(visit, texts, qr !== null)
  const { kept } = texts.result
  const isWords = page === 'words'
  const isAsked = page === 'asked'
  const isGood = outcome.kind === 'accepted'
  // Whoever chose a way on has been helped.
  const isBad = outcome.kind === 'faulted' || (outcome.kind === 'refused' && outcome.way === undefined)
  const hasCode = outcome.kind === 'faulted' || outcome.kind === 'refused'
  const noQr = !receipt || qr || turns ? null : isAhead(outcome) ? texts.result.noQrAhead : texts.result.noQr
  const key = (cap: string, text: string) => hang(paint.key(cap), text, room)
  const done = hang(paint.key(glyphs.pointer), paint.answer(texts.result.done), room)
  const turn = key(capOf('reveal'), isWords ? texts.hints.showQr : texts.hints.showWords)
  const again = paper?.canPrintAgain ? [key(capOf('renew'), texts.hints.printAgain)] : []
  return {
    head: {
      ui,
      sign: isAsked ? 'open' : isGood ? 'check' : isBad ? 'cross' : 'open',
      tone: isAsked ? 'attention' : isGood ? 'good' : isBad ? 'bad' : 'attention',
      title: isAsked ? kept.question : words.title,
      what: isAsked ? kept.why : isWords || paper ? words.what : texts.result.paper.instead.qr,
      columns: room,
    },
    remarked: isWords && remark !== null ? hang(glyphs.warning, remark, room) : null,
    steps: isWords
      ? words.steps.map((step, at) => ({ step, at, line: hang(paint.key(String(at + 1)), step, room) }))
      : [],
    notes: [
      ...(ui.clockProven || !receipt ? [] : [texts.result.clock(texts.frame.clockUnproven)]),
      ...(noQr === null ? [] : [noQr]),
    ].map((note) => wrapTo(note, room).join('\n')),
    told: paper && !isAsked ? { tone: paper.tone, line: wrapTo(paper.text, room).join('\n') } : null,
    keys: isAsked
      ? [...again, key(capOf('next'), kept.yes), key(capOf('back'), kept.no)]
      : [...again, ...(turns ? [turn] : []), done],
    code: isWords && hasCode ? texts.result.code(outcome.code) : null,
  }
}

/** The margin above. */
export const TOP_ROWS = 1
/** Label and number. */
const RECEIPT_ROWS = 2

/** Rows that a page takes. */
export function resultRows(
  { head, remarked, steps, notes, told, keys, code }: ResultParts,
  hasReceipt: boolean,
  hasGaps: boolean,
): number {
  const gaps = hasGaps ? 2 + Number(hasReceipt || told !== null) : 0
  const lines = rowsOf(remarked, ...steps.map(({ line }) => line), ...notes, told?.line ?? null, ...keys)
  const single = Number(steps.length > 0) + (hasReceipt ? RECEIPT_ROWS : 0) + Number(code !== null)
  return TOP_ROWS + resultTitleRows(head) + lines + single + gaps
}
