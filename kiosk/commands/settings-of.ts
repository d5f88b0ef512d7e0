import { defaultDataDir } from '../places.ts'
import { type Flags, readSettings, type Settings } from '../settings.ts'
import type { CommonFlags } from './command-flags.ts'

/** The settings of a command from its flags and this process's environment. */
export function settingsOf(flags: CommonFlags): Settings {
  return readSettings(flags as Flags, process.env, defaultDataDir)
}
