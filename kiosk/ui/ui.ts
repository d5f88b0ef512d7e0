import type { Secrets } from '../../flows/base/secret.ts'
import type { ScannerState } from '../../flows/ports/scanner.port.ts'
import type { Limit } from '../../flows/rules/limits.ts'
import type { VisitView } from '../../flows/visit/visit-view.ts'
import type { VisitStore } from '../visit-store.ts'
import type { TypingSettings } from './kiosk-props.ts'
import type { Texts } from './text/texts.ts'
import type { Look } from './theme.ts'

/** Everything of a screen but the visit itself: words, looks, room, and the ways out. */
export interface Ui {
  readonly texts: Texts
  readonly look: Look
  readonly area: Area
  readonly send: VisitStore['send']
  readonly keep: Secrets['keep']
  /** False while the help or the warning covers the screen: no cursor then. */
  readonly uncovered: boolean
  /** Says that the answer on this screen has a problem the flow does not know of (two passwords that differ), or that it is gone. */
  readonly flagProblem: (flagged: boolean) => void
  readonly canDemoScan: boolean
  readonly scanner: ScannerState
  /** Whether central has confirmed the hour since the program started: a receipt says when it has not. */
  readonly clockProven: boolean
  /** What runs full or old at this station, the most pressing first. */
  readonly limits: readonly Limit[]
  /** How Vietnamese is typed by this person; `choose` tells of another choice for the rest of the visit. */
  readonly typing: TypingSettings & { readonly choose: (choice: TypingSettings['choice']) => void }
  readonly stationName: string
}

/** The inside of the main part's border, in cells. */
export interface Area {
  readonly columns: number
  readonly rows: number
  /** Cells of a line of text, inside the margins. */
  readonly textColumns: number
  /** Row of the screen (0 is the top border) on which a page's content begins. */
  readonly contentRow: number
  /** Rows from there to the page's foot. */
  readonly contentRows: number
}

export interface ScreenProps {
  readonly view: VisitView
  readonly ui: Ui
}
