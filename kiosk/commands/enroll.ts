import type { StationIdentity } from '../../data/store/station.repo.ts'
import { Fault } from '../../flows/base/fault.ts'
import { type CommandOutput, EXIT, runCommand } from '../exit.ts'
import type { Settings } from '../settings.ts'
import { openWiredStation, type WiredStation } from '../wire-station.ts'
import type { CommonFlags } from './command-flags.ts'
import { settingsOf } from './settings-of.ts'
import { shown } from './station-shown.ts'

/**
 * `motcua enroll --central URL --code CODE`: makes the station key and pairs with central. Once paired, it says so; with `--anew` a new station takes the paired one's place
 * (enroll-anew.ts), which is left as it is in a folder of its own.
 */
export function enrollCommand(flags: CommonFlags): Promise<number> {
  return runCommand(flags.json === true, async (output) => {
    const settings = settingsOf(flags)
    const wired = openWiredStation(settings, 'enroll')
    let known: StationIdentity | null
    try {
      known = wired.station.identity
      if (!known) return paired(output, await pair(wired, settings, codeOf(flags)))
      if (flags.anew !== true && flags.code === undefined) {
        output.json({ ...shown(known), enrolled: 'before' })
        output.text(`Máy ${known.stationCode} (${known.name}) đã được ghép.`)
        return EXIT.done
      }
      if (flags.anew !== true) throw new Fault('NOT_ALLOWED', { reason: 'enrolled' })
    } finally {
      wired.close()
    }
    const code = codeOf(flags)
    const { replaceByNew } = await import('./enroll-anew.ts')
    return replaceByNew(output, settings, known, (fresh) => pair(fresh, settings, code))
  })
}

/** Raises CONFIG_INVALID without an address of central, and what pairing raises. */
function pair(wired: WiredStation, settings: Settings, code: string): Promise<StationIdentity> {
  if (settings.central === null) throw new Fault('CONFIG_INVALID', { setting: 'central' })
  const { central: centralUrl, stationName: name, stationKind: kind } = settings
  return wired.station.enroll({ centralUrl, code, name, kind })
}

function codeOf(flags: CommonFlags): string {
  const code = flags.code ?? process.env.MOTCUA_CODE
  if (typeof code !== 'string') throw new Fault('USAGE', { missing: '--code' })
  return code
}

function paired(output: CommandOutput, identity: StationIdentity): number {
  output.json({ ...shown(identity), enrolled: 'now' })
  output.text(`Đã ghép: máy ${identity.stationCode} (${identity.name}).`)
  return EXIT.done
}
