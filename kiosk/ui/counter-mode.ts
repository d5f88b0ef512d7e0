import type { ReactNode } from 'react'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { Language } from '../../flows/base/terms.ts'
import type { Officer } from '../../flows/ports/staff.port.ts'
import type { UnfinishedNote } from '../../flows/visit/unfinished.ts'
import type { VisitScreen, VisitView } from '../../flows/visit/visit-view.ts'
import type { Listener } from '../listeners.ts'
import type { FooterHints } from './frame/bottom-line.ts'
import type { FootProps } from './frame/foot.view.tsx'
import type { ScreenComponent } from './screens/screens.ts'
import type { KioskStatus } from './status.ts'
import type { Texts } from './text/texts.ts'
import type { Look } from './theme.ts'
import type { Ui } from './ui.ts'

/** A registration that this officer had not finished when the power went. */
export type UnfinishedOffer =
  /** It can be taken up. `at` is the wall time it was kept, HH:MM. */
  | { readonly kind: 'open'; readonly at: string; readonly note: UnfinishedNote }
  /** Its packet was kept already: only the receipt did not come to the citizen. */
  | {
      readonly kind: 'sealed'
      readonly at: string
      readonly note: UnfinishedNote
      readonly receiptNumber: string
      readonly paper: SealedPaper
    }
  /** Another version of the program kept it: nothing more is known of it. `day` is YYYY-MM-DD. */
  | { readonly kind: 'earlier'; readonly at: string; readonly day: string; readonly officer: Officer }
  | { readonly kind: 'unreadable'; readonly code: FaultCode }

/** The slip of a packet that was kept already. `maybe`: it was begun, and nobody knows how that ended. */
export type SealedPaper = 'no-printer' | 'not-printed' | 'maybe' | 'printing' | 'printed'

/** How the counter stands, beside the visit. */
export interface DeskState {
  /** Who is signed in, whatever the role; null while somebody is to sign in. */
  readonly officer: Officer | null
  /** True while a hand-over that would wipe a citizen's answers waits for a yes. */
  readonly isAsking: boolean
  /** To be decided on before the next citizen; null where nothing was left. */
  readonly unfinished: UnfinishedOffer | null
  /** How many the officer put aside for later. */
  readonly asideCount: number
  /** The next citizen was wanted before `unfinished` was decided on. */
  readonly wasHeldUp: boolean
}

/** What an officer does beside the visit: hand over, and take the next citizen. */
export interface CounterDesk {
  getSnapshot(): DeskState
  subscribe(listener: Listener<DeskState>): { unsubscribe(): void }
  /** Wants to hand over or sign out; a second time it is meant. */
  handOver(): void
  stay(): void
  /** Goes on with what was not finished, or puts its notice away. */
  takeUpUnfinished(): void
  /** Wipes what was not finished. */
  dropUnfinished(): void
  /** Leaves it for later; it stays kept. */
  putAsideUnfinished(): void
  /** Shows what was put aside, between two citizens. */
  openAside(): void
  /** Puts the receipt of one that was kept already on paper. */
  printUnfinished(): void
  /** Starts the next visit, from the result of the last or from none; does nothing in the middle of one. */
  nextCitizen(): void
}

export interface ModeFootProps extends FootProps {
  readonly status: KioskStatus
  readonly desk: DeskState
}

export interface ModeHelpProps {
  readonly ui: Ui
  readonly view: VisitView
  readonly desk: DeskState
}

/** What the app draws by: the citizen's presentation, or the officer's in its place. */
export interface ScreenMode {
  /** To whom the screens speak: the citizen, or the officer about the citizen. */
  readonly texts: Readonly<Record<Language, Texts>>
  readonly screens: Readonly<Record<VisitScreen, ScreenComponent>>
  /** What Enter and Esc do. */
  frameOf(view: VisitView, desk: DeskState): FooterHints
  hasProblem(view: VisitView): boolean
  bottomLine(columns: number, look: Look, language: Language, hints: FooterHints, desk: DeskState): string
  bottomLineSpoken(language: Language, hints: FooterHints, desk: DeskState): string
  readonly Foot: (props: ModeFootProps) => ReactNode
  readonly Help: (props: ModeHelpProps) => ReactNode
  /** Asks whether a hand-over may wipe what stands. */
  readonly Asking: (props: { readonly ui: Ui; readonly language: Language }) => ReactNode
}

/** The assisted counter's own presentation, given to the app where it runs: a self-service station never loads it. */
export interface CounterMode extends ScreenMode {
  readonly desk: CounterDesk
}
