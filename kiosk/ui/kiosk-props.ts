import type { Secrets } from '../../flows/base/secret.ts'
import type { ToneStyle, TypingChoice } from '../../flows/rules/typing/choices.ts'
import type { VisitStore } from '../visit-store.ts'
import type { CounterMode } from './counter-mode.ts'
import type { StatusStore } from './status.ts'

/** All the screens are given; nothing else reaches them. */
export interface KioskProps {
  readonly visit: VisitStore
  readonly status: StatusStore
  /** Codes and passwords leave the keyboard as one-time handles. */
  readonly secrets: Pick<Secrets, 'keep'>
  readonly stationName: string
  /** Asks the demo's simulated scanner for the next fictitious person's card; null outside the demo. */
  readonly demoScan: (() => void) | null
  /** Rings the terminal bell for a scan accepted or refused; does nothing when sound is off. */
  readonly bell: () => void
  /** The technician's way out of the program (Ctrl-C); citizens have none. */
  readonly quit: () => void
  /** Ends everything to open the store anew: an officer's answer to a damaged one. Absent where that happens by itself. */
  readonly reopen?: () => void
  /** How the station is set to look; a person may turn to another look for as long as the visit lasts. */
  readonly display: DisplaySettings
  /** Says every screen as text with roles and states, for a screen reader or braille line, instead of drawing it. */
  readonly screenReader?: boolean
  /** What each visit begins with. */
  readonly typing: TypingSettings
  /** The officer's presentation at an assisted counter; absent at a self-service station. */
  readonly counter?: CounterMode
}

/** How Vietnamese is typed on plain keys, and where a tone stands in oa, oe, uy. */
export interface TypingSettings {
  readonly choice: TypingChoice
  readonly tones: ToneStyle
}

export interface DisplaySettings {
  readonly colours: 'true' | '16' | 'none'
  /** Box characters and half blocks, or plain ASCII for consoles whose font lacks them. */
  readonly glyphs: 'unicode' | 'ascii'
  /** Normal where nothing is said. */
  readonly contrast?: 'normal' | 'high'
  /** Normal where nothing is said; large draws answers, codes and numbers three rows high and more. */
  readonly text?: 'normal' | 'large'
  /** Vietnamese where nothing is said; plain where the font lacks the letters: shown without marks, kept with them. */
  readonly letters?: 'vietnamese' | 'plain'
}
