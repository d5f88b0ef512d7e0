import type { Language } from '../../../flows/base/terms.ts'
import { mayDo } from '../../../flows/rules/roles.ts'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import type { DeskState } from '../counter-mode.ts'
import { cellsOf, padTo } from '../draw/cells.ts'
import type { FooterHints } from '../frame/bottom-line.ts'
import { frameOf, hasProblem } from '../frame/screen-frames.ts'
import { type Command, capOf } from '../keys.ts'
import { ASSISTED_TEXTS } from '../text/assisted-texts.ts'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import type { Look } from '../theme.ts'

/** Cells of each hint and the space after it, as at the kiosk: the next step is always in the same place. */
const SLOT_CELLS: Readonly<Partial<Record<Command, number>>> = { next: 24, back: 14, help: 13, handOver: 14 }

/** What Enter and Esc do on a screen of the counter. */
export function counterFrameOf(view: VisitView, { officer, unfinished }: DeskState): FooterHints {
  switch (view.screen) {
    case 'welcome':
      if (unfinished) return { next: 'next', back: unfinished.kind === 'open' ? 'putAside' : null }
      return { next: officer && mayDo(officer.role, 'register') ? 'start' : null, back: null }
    case 'staff-sign-in':
      return { next: 'next', back: isConfirming(view) ? 'back' : null }
    case 'staff-checking':
      return { next: null, back: null }
    case 'staff-locked':
      return { next: null, back: 'back' }
    case 'staff-none':
      return { next: 'retry', back: null }
    default:
      return frameOf(view)
  }
}

/** True when something is to be corrected; the title says so. */
export function counterHasProblem(view: VisitView): boolean {
  switch (view.screen) {
    case 'form':
      return (view.form?.problems.length ?? 0) > 0
    case 'attest':
      return view.inPerson?.differences.some(({ grade }) => grade === 'different') ?? false
    case 'staff-sign-in':
    case 'staff-locked':
    case 'staff-none':
      return view.staffSession?.problem != null
    default:
      return hasProblem(view)
  }
}

/** The bottom border: the keys that work on every screen of the counter. */
export function counterBottomLine(
  columns: number,
  look: Look,
  language: Language,
  hints: FooterHints,
  desk: DeskState,
): string {
  const [, , left, right] = look.glyphs.corners
  const slots = hintsOf(language, hints, desk)
    .map(([command, words]) =>
      padTo(words === null ? '' : `${look.paint.key(capOf(command))} ${words}`, SLOT_CELLS[command] ?? 0),
    )
    .join('')
  const fill = look.glyphs.horizontal.repeat(Math.max(0, columns - 4 - cellsOf(slots)))
  return `${left} ${slots} ${fill}${right}`
}

/** The same for a screen reader. */
export function counterBottomLineSpoken(language: Language, hints: FooterHints, desk: DeskState): string {
  return hintsOf(language, hints, desk)
    .flatMap(([command, words]) => (words === null ? [] : [`${capOf(command)} ${words}`]))
    .join(', ')
}

type Hint = readonly [command: Command, words: string | null]

function hintsOf(language: Language, { next, back }: FooterHints, { officer, unfinished }: DeskState): readonly Hint[] {
  const { hints } = ASSISTED_TEXTS[language]
  const { keys } = COUNTER_TEXTS[language]
  return [
    ['next', next && hints[next]],
    ['back', back && hints[back]],
    ['help', hints.help],
    ['handOver', officer ? keys.handOver : null],
    // What was not finished is wiped by a key of its own.
    ['end', officer && !unfinished && mayDo(officer.role, 'register') ? keys.end : null],
  ]
}

function isConfirming(view: VisitView): boolean {
  return view.staffSession?.purpose === 'confirm'
}
