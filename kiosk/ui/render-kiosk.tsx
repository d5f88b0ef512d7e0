import { render } from 'ink'
import { KioskApp } from './app.tsx'
import type { KioskProps } from './kiosk-props.ts'
import { groundOf, OFF_GROUND } from './presentation/ground.ts'
import { presentedOutput } from './presentation/output.ts'
import { createPresentation } from './presentation/presentation.ts'

/** Frames a second: a wedge's burst is drawn as it comes; at 120 three quarters of its keys would wait for the next frame. */
const MAX_FPS = 1_000

export interface KioskTerminal {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
}

export interface KioskRendering {
  waitUntilExit(): Promise<unknown>
  /** Shows the same screen with other properties. */
  rerender(props: KioskProps): void
  /** Takes the screen away and gives the terminal back: main buffer, cursor, colours, cooked mode, no bracketed paste. */
  unmount(): void
}

/** Shows the kiosk on a terminal, full screen in the alternate buffer: nothing of a visit stays in the scroll-back. */
export function renderKiosk(props: KioskProps, { stdin, stdout }: KioskTerminal): KioskRendering {
  const isSpoken = props.screenReader === true
  const presentation = createPresentation(props.display, props.visit)
  const display = () => presentation.read().display
  const screen = (given: KioskProps) => <KioskApp {...given} presentation={presentation} />
  const { waitUntilExit, rerender, unmount, clear } = render(screen(props), {
    stdin,
    stdout: presentedOutput(stdout, display, { isSpoken }),
    isScreenReaderEnabled: isSpoken,
    // Ink would guess from the environment, and draw nothing where a variable says CI.
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
    maxFps: MAX_FPS,
    exitOnCtrlC: false,
    patchConsole: false,
  })
  // What has not changed is drawn anew too: its ground has.
  presentation.subscribe(() => {
    if (!isSpoken) clear()
  })
  return {
    waitUntilExit,
    rerender: (next) => rerender(screen(next)),
    unmount: () => {
      unmount()
      if (groundOf(display())) stdout.write(OFF_GROUND)
    },
  }
}
