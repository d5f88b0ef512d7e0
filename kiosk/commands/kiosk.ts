import { runCommand } from '../exit.ts'
import { LEAVE_SCREEN } from '../first-frame.ts'
import type { CommonFlags } from './command-flags.ts'
import { runKiosk } from './run-kiosk.ts'
import { settingsOf } from './settings-of.ts'

/** `motcua kiosk`: the self-service screen in this terminal, until a technician ends it with Ctrl-C. */
export function kioskCommand(flags: CommonFlags): Promise<number> {
  return runCommand(flags.json === true, async () => {
    try {
      return await runKiosk(settingsOf(flags))
    } catch (fault) {
      leaveFirstFrame()
      throw fault
    }
  })
}

/** A kiosk that failed before its screens took over leaves the early frame standing: it must go before the fault is told. */
function leaveFirstFrame(): void {
  if (!process.stdin.isTTY || !process.stdin.isRaw) return
  process.stdin.setRawMode(false)
  process.stdout.write(LEAVE_SCREEN)
}
