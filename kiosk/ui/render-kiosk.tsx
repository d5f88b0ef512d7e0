import { render } from 'ink'
import { KioskApp } from './app.tsx'
import type { KioskProps } from './kiosk-props.ts'

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
  /** Takes the screen away and gives the terminal back: main buffer, cursor, cooked mode, no bracketed paste. */
  unmount(): void
}

/** Shows the kiosk on a terminal, full screen in the alternate buffer: nothing of a visit stays in the scroll-back. */
export function renderKiosk(props: KioskProps, { stdin, stdout }: KioskTerminal): KioskRendering {
  const { waitUntilExit, rerender, unmount } = render(<KioskApp {...props} />, {
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
  return { waitUntilExit, rerender: (next) => rerender(<KioskApp {...next} />), unmount: () => unmount() }
}
