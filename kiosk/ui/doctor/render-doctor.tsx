import { render } from 'ink'
import type { KioskTerminal } from '../render-kiosk.tsx'
import { DoctorApp } from './doctor-app.tsx'
import type { DoctorProps } from './doctor-props.ts'

/** Frames a second: a PIN's keys are drawn as they come. */
const MAX_FPS = 60

export interface DoctorRendering {
  waitUntilExit(): Promise<unknown>
  /** Takes the screen away and gives the terminal back. */
  unmount(): void
}

/** Shows the doctor on a terminal, full screen in the alternate buffer: no certificate's name and no card's data stays in the scroll-back. */
export function renderDoctor(props: DoctorProps, { stdin, stdout }: KioskTerminal): DoctorRendering {
  const { waitUntilExit, unmount } = render(<DoctorApp {...props} />, {
    stdin,
    stdout,
    // Ink would guess from the environment, and draw nothing where a variable says CI.
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
    maxFps: MAX_FPS,
    exitOnCtrlC: false,
    patchConsole: false,
  })
  return { waitUntilExit, unmount: () => unmount() }
}
