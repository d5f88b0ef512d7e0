import { render } from 'ink'
import { createLiveStore } from '../live-store.ts'
import { groundOf, OFF_GROUND } from '../presentation/ground.ts'
import { presentedOutput } from '../presentation/output.ts'
import type { KioskTerminal } from '../render-kiosk.tsx'
import { OutOfService, type OutOfServiceProps, type OutOfServiceState } from './out-of-service.view.tsx'

/** The page of a machine without its store, while it stands. */
export interface OutOfServicePage {
  /** Says why, or with null that the machine is being opened anew. Resolves when it is on the glass. */
  show(state: OutOfServiceState): Promise<void>
  unmount(): void
}

/** Shows the page on a terminal, full screen in the alternate buffer, first as being opened anew. */
export function renderOutOfService(
  props: Omit<OutOfServiceProps, 'state'> & { readonly screenReader: boolean },
  { stdin, stdout }: KioskTerminal,
): OutOfServicePage {
  const { screenReader: isSpoken, display } = props
  const state = createLiveStore((_: OutOfServiceState, next: OutOfServiceState) => next, null)
  const { unmount, waitUntilRenderFlush } = render(<OutOfService {...props} state={state} />, {
    stdin,
    stdout: presentedOutput(stdout, () => display, { isSpoken }),
    isScreenReaderEnabled: isSpoken,
    interactive: true,
    alternateScreen: true,
    exitOnCtrlC: false,
    patchConsole: false,
  })
  return {
    async show(next) {
      state.dispatch(next)
      await waitUntilRenderFlush()
    },
    unmount() {
      unmount()
      if (groundOf(display)) stdout.write(OFF_GROUND)
    },
  }
}
