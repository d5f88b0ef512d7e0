import { parseArgs } from 'node:util'
import { paintFirstFrame } from './first-frame.ts'
import { defaultDataDir } from './places.ts'
import { type Flags, readSettings } from './settings.ts'

/** Flags of `motcua kiosk`; the command reads them properly later. All with a value stand here: an unlisted one would be read as a switch, and refused. */
const OPTIONS = {
  data: { type: 'string' },
  config: { type: 'string' },
  language: { type: 'string' },
  colours: { type: 'string' },
  glyphs: { type: 'string' },
  letters: { type: 'string' },
  contrast: { type: 'string' },
  text: { type: 'string' },
  'screen-reader': { type: 'boolean' },
  typing: { type: 'string' },
  tones: { type: 'string' },
  central: { type: 'string' },
  sandbox: { type: 'string' },
  scanner: { type: 'string' },
  token: { type: 'string' },
  readers: { type: 'string' },
  modem: { type: 'string' },
  printer: { type: 'string' },
  paper: { type: 'string' },
  name: { type: 'string' },
  training: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Shows `motcua kiosk` its welcome screen before the program is loaded. Whatever is wrong with flags or settings is left to the command to say. */
export function earlyFrame(process: NodeJS.Process): void {
  try {
    const { values } = parseArgs({
      args: process.argv.slice(3),
      options: OPTIONS,
      strict: false,
      allowPositionals: true,
    })
    if (values.help) return
    const flags = { ...values, ...(values['screen-reader'] === true ? { screenReader: true } : {}) }
    paintFirstFrame(readSettings(flags as Flags, process.env, defaultDataDir), process)
  } catch {
    // The command meets the same fault and tells it.
  }
}
