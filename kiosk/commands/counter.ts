import { runCommand } from '../exit.ts'
import type { CommonFlags } from './command-flags.ts'
import { runCounter } from './run-counter.ts'
import { settingsOf } from './settings-of.ts'

/** `motcua counter`: the screen of an assisted counter in this terminal, until a technician ends it with Ctrl-C. */
export function counterCommand(flags: CommonFlags): Promise<number> {
  return runCommand(flags.json === true, () => runCounter(settingsOf(flags)))
}
