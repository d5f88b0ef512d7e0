import type { VisitView } from '../../../flows/visit/visit-view.ts'
import type { Listener } from '../../listeners.ts'
import type { DisplaySettings } from '../kiosk-props.ts'
import { createLiveStore, type LiveStore } from '../live-store.ts'

/** How the screen looks to the person before it: as the station is set, until that person turns to another look. */
export interface PresentationState {
  readonly station: DisplaySettings
  readonly display: DisplaySettings
  /** Empty while nobody's visit is open. */
  readonly visitId: string
}

export type PresentationAction =
  /** The person wants the next look. */
  | { readonly type: 'turned' }
  /** The person has gone, or ended everything. */
  | { readonly type: 'left' }
  | { readonly type: 'visitSeen'; readonly visitId: string }

export type Presentation = LiveStore<PresentationState, PresentationAction>

type Mode = Pick<Required<DisplaySettings>, 'text' | 'contrast'>

/** The looks one key goes through, in this order and round again. */
export const MODES: readonly Mode[] = [
  { text: 'normal', contrast: 'normal' },
  { text: 'large', contrast: 'normal' },
  { text: 'large', contrast: 'high' },
  { text: 'normal', contrast: 'high' },
]

/** Pure. A look chosen before a visit has begun goes with the person into it; what one visit chose ends with it. */
export function presentationReducer(state: PresentationState, action: PresentationAction): PresentationState {
  const { station, display, visitId } = state
  switch (action.type) {
    case 'turned':
      return { ...state, display: { ...display, ...modeAfter(display) } }
    case 'left':
      return display === station ? state : { ...state, display: station }
    case 'visitSeen': {
      if (action.visitId === visitId) return state
      const isBeginning = visitId === ''
      return { station, display: isBeginning ? display : station, visitId: action.visitId }
    }
  }
}

/** The store of one screen. It follows the visits for as long as they are told. */
export function createPresentation(
  station: DisplaySettings,
  visit: {
    getSnapshot(): VisitView
    subscribe(listener: Listener<VisitView>): { unsubscribe(): void }
  },
): Presentation {
  const store = createLiveStore(presentationReducer, {
    station,
    display: station,
    visitId: visitIdOf(visit.getSnapshot()),
  })
  visit.subscribe((view) => store.dispatch({ type: 'visitSeen', visitId: visitIdOf(view) }))
  return store
}

function visitIdOf(view: VisitView): string {
  return view.visit.opening?.visitId ?? ''
}

function modeAfter({ text = 'normal', contrast = 'normal' }: DisplaySettings): Mode {
  const at = MODES.findIndex((mode) => mode.text === text && mode.contrast === contrast)
  return MODES[(at + 1) % MODES.length] ?? { text, contrast }
}
