import type { ScreenMode } from './counter-mode.ts'
import { bottomLine, bottomLineSpoken } from './frame/bottom-line.ts'
import { Foot } from './frame/foot.view.tsx'
import { HelpOverlay } from './frame/overlays.view.tsx'
import { frameOf, hasProblem } from './frame/screen-frames.ts'
import { VISIT_SCREENS } from './screens/visit-screens.ts'
import { TEXTS } from './text/texts.ts'

/** The presentation of a self-service station. */
export const CITIZEN_MODE: ScreenMode = {
  texts: TEXTS,
  screens: VISIT_SCREENS,
  frameOf,
  hasProblem,
  bottomLine: (columns, look, language, hints) => bottomLine(columns, look, TEXTS[language], hints),
  bottomLineSpoken: (language, hints) => bottomLineSpoken(TEXTS[language], hints),
  Foot,
  Help: HelpOverlay,
  // Nobody hands over where nobody is signed in.
  Asking: () => null,
}
