import { METHODS, type Method, SUBJECTS, type Subject } from '../../../flows/base/terms.ts'
import type { VisitOpening } from '../../../flows/ports/visit.port.ts'
import { type Prospect, prospectOf } from '../../../flows/rules/offline.ts'
import { type CellState, cellState, matrixFor } from '../../../flows/rules/policy.ts'
import { noticeForMethod, type VisitNotice } from '../../../flows/visit/notice.ts'
import { waysWithoutLine } from '../../../flows/visit/ways-without-line.ts'
import { padTo } from '../draw/cells.ts'
import { dayOf } from '../draw/dates.ts'
import type { MenuOption } from '../menu/menu.view.tsx'
import type { Ui } from '../ui.ts'

const NAME_CELLS = 20
const LEVEL_CELLS = 10

/**
 * The methods in the order of their lines: as the matrix has them; for a citizen without the line first what can be finished, then what can be taken down, then what needs the line, then what is shut. An officer's hand
 * knows the digits: at a counter they stay.
 */
export function methodOrder(opening: VisitOpening, subject: Subject): readonly Method[] {
  if (opening.isOnline || opening.officer !== null) return METHODS
  const first = waysWithoutLine({ opening, subject })
  const rest = METHODS.filter((method) => !first.includes(method))
  const isOpen = (method: Method) => noticeForMethod({ opening, subject }, method) === null
  return [...first, ...rest.filter(isOpen), ...rest.filter((method) => !isOpen(method))]
}

/** The line the pointer starts on: the first that can be used; without the line one that can be finished, where there is one. */
export function firstUsable(opening: VisitOpening, subject: Subject, order: readonly Method[]): number {
  const [now] = opening.isOnline ? [] : waysWithoutLine({ opening, subject })
  const first = now ?? order.find((method) => noticeForMethod({ opening, subject }, method) === null)
  return first === undefined ? 0 : order.indexOf(first)
}

/** The whole matrix for one subject in that order, a line a method: its level, and whether it can be used or why not. */
export function methodLines(
  ui: Ui,
  opening: VisitOpening,
  subject: Subject,
  order: readonly Method[] = METHODS,
): readonly MenuOption[] {
  const { paint, glyphs } = ui.look
  const rows = matrixFor(opening.policy, subject, opening.today)
  const ordered = order.flatMap((method) => rows.filter((row) => row.method === method))
  return ordered.map(({ method, state }) => {
    const notice = noticeForMethod({ opening, subject }, method)
    const isOpen = notice === null
    const level = levelText(ui, state)
    const prospect = prospectOf(method, opening)
    const text = stateText(ui, opening, method, state, notice, prospect)
    const tail = !isOpen
      ? paint.quiet(`${glyphs.dot} ${text}`)
      : // What cannot be finished just now may be chosen all the same: the line may come back, and the next page says what to expect.
        LATER.includes(prospect)
        ? `${glyphs.open} ${text}`
        : paint.good(`${glyphs.check} ${text}`)
    return {
      id: method,
      line: `${padTo(ui.texts.methods[method], NAME_CELLS)}${padTo(level, LEVEL_CELLS)}${tail}`,
      spoken: [ui.texts.methods[method], level, text].filter(Boolean).join(', '),
      disabled: !isOpen,
    }
  })
}

const LATER: readonly Prospect[] = ['return-once', 'needs-line']

/** Names of the ways of this subject that can be begun without the line, for whoever chose one that cannot; empty where there is none. */
export function namesWithoutLine(ui: Ui, opening: VisitOpening, subject: Subject): string {
  return waysWithoutLine({ opening, subject })
    .map((method) => ui.texts.methods[method])
    .join(', ')
}

/** Subjects a method is meant for, as words: 'công dân, doanh nghiệp'; empty when it is in force for none. */
export function subjectsOf(ui: Ui, opening: VisitOpening, method: Method): string {
  return SUBJECTS.filter((subject) => cellState(opening.policy, subject, method, opening.today).kind !== 'not-allowed')
    .map((subject) => ui.texts.subjects[subject].toLowerCase())
    .join(', ')
}

function levelText(ui: Ui, state: CellState): string {
  return state.kind === 'open' ? ui.texts.method.level([state.ial].flat().join('/')) : ''
}

function stateText(
  ui: Ui,
  opening: VisitOpening,
  method: Method,
  state: CellState,
  notice: VisitNotice | null,
  prospect: Prospect,
): string {
  const { texts } = ui
  switch (state.kind) {
    case 'open':
      if (notice === null) return prospect === 'online' ? texts.method.open : texts.offline.state[prospect]
      return notice.code === 'OFFICER_REQUIRED' ? texts.method.needsOfficer : texts.method.notBuilt
    case 'closed':
      return texts.method.closed(dayOf(state.since), state.instead ? texts.methods[state.instead] : null)
    case 'not-yet':
      return texts.method.notYet(dayOf(state.from))
    case 'not-allowed': {
      const subjects = subjectsOf(ui, opening, method)
      return subjects === '' ? texts.method.notInForce : texts.method.onlyFor(subjects)
    }
  }
}
