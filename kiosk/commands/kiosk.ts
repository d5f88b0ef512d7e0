import { runCommand } from '../exit.ts'
import type { CommonFlags } from '../program.ts'
import { runKiosk } from './run-kiosk.ts'
import { settingsOf } from './settings-of.ts'

/** `motcua kiosk`: the self-service screen in this terminal, until a technician ends it with Ctrl-C. */
export function kioskCommand(flags: CommonFlags): Promise<number> {
  return runCommand(flags.json === true, () => runKiosk(settingsOf(flags)))
}
