import type { Advice, Need } from '../../../flows/rules/adviser.ts'
import type { DoorCode } from '../../../flows/rules/door.ts'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import { padTo } from '../draw/cells.ts'
import { dayOf } from '../draw/dates.ts'
import { shutMethodText } from '../frame/notice-text.ts'
import type { MenuOption } from '../menu/menu.view.tsx'
import type { Ui } from '../ui.ts'
import { subjectsOf } from './method-lines.ts'

type OpenAdvice = Extract<Advice, { open: true }>
type ShutAdvice = Extract<Advice, { open: false }>

const NAME_CELLS = 20
const LEVEL_CELLS = 10
const TIME_CELLS = 8

/** One way as a line of the menu: level, time and what it takes, or why it is shut. */
export function adviceLine(view: VisitView, ui: Ui, advice: Advice): MenuOption {
  const { texts, look } = ui
  const name = texts.methods[advice.method]
  if (!advice.open) {
    const why = shutText(view, ui, advice)
    const line = `${padTo(name, NAME_CELLS)}${look.paint.quiet(`${look.glyphs.dot} ${why}`)}`
    return { id: advice.method, line, spoken: `${name}, ${why}`, disabled: true }
  }
  const level = texts.method.level([advice.ial].flat().join('/'))
  const time = texts.adviser.advice.minutes(String(advice.minutes))
  const state = openText(ui, advice)
  const tail =
    advice.unsure.length === 0 ? look.paint.good(`${look.glyphs.check} ${state}`) : `${look.glyphs.open} ${state}`
  const line = `${padTo(name, NAME_CELLS)}${padTo(level, LEVEL_CELLS)}${padTo(time, TIME_CELLS)}${tail}`
  return { id: advice.method, line, spoken: [name, level, time, state].join(', ') }
}

/** Question and sentence of the page: what fits best, what might, or that nothing can be done just now. */
export function adviceTitle(ui: Ui, [first]: readonly Advice[]): { readonly question: string; readonly why: string } {
  const words = ui.texts.adviser.advice
  if (!first?.open) return { question: words.noneQuestion, why: words.noneWhy }
  return first.unsure.length > 0
    ? { question: words.unsureQuestion, why: words.unsureWhy }
    : { question: words.question, why: words.why }
}

/** Sentences below the lines: why the way asked about is shut, or what the first one takes; and that the line is down. */
export function adviceRemarks(view: VisitView, ui: Ui): readonly string[] {
  const { texts } = ui
  const { adviser } = view
  if (!adviser) return []
  const words = texts.adviser.advice
  const [first] = adviser.advice
  const explained = adviser.advice.find(({ method }) => method === adviser.explained)
  if (explained && !explained.open) return [explainedText(view, ui, explained)]
  return [
    ...(first?.open ? [words.firstNeeds(needNames(ui, first.needs))] : []),
    ...(adviser.situation.isOnline ? [] : [words.lineDown]),
  ]
}

function openText(ui: Ui, { unsure, prospect }: OpenAdvice): string {
  const { advice, needs } = ui.texts.adviser
  // What this way alone takes tells more than the phone that most of them take.
  const need = unsure.find((one) => one !== 'phone') ?? unsure[0]
  if (need) return needs[need].wanted
  return prospect === 'online' ? advice.atHand : ui.texts.offline.state[prospect]
}

function shutText(view: VisitView, ui: Ui, { why, method, since, instead }: ShutAdvice): string {
  const { texts } = ui
  const day = since ? dayOf(since) : ''
  switch (why) {
    case 'METHOD_NOT_BUILT':
      return texts.method.notBuilt
    case 'METHOD_CLOSED':
      return texts.method.closed(day, instead ? texts.methods[instead] : null)
    case 'METHOD_NOT_YET_OPEN':
      return texts.method.notYet(day)
    case 'METHOD_NOT_FOR_SUBJECT': {
      const { opening } = view.visit
      const subjects = opening ? subjectsOf(ui, opening, method) : ''
      return subjects === '' ? texts.method.notInForce : texts.method.onlyFor(subjects)
    }
    default:
      return texts.adviser.needs[why].lacking
  }
}

function explainedText(view: VisitView, ui: Ui, { why, method, since, instead }: ShutAdvice): string {
  const { texts } = ui
  if (isDoorCode(why)) return shutMethodText(view, ui, { code: why, method, since, instead })
  const { lacking, now } = texts.adviser.needs[why]
  return texts.adviser.advice.explained(texts.methods[method], lacking, now)
}

function needNames(ui: Ui, needs: readonly Need[]): string {
  return needs.map((need) => ui.texts.adviser.needs[need].name).join(', ')
}

function isDoorCode(why: DoorCode | Need): why is DoorCode {
  return why.startsWith('METHOD_')
}
