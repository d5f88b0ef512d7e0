import { Fault } from '../../flows/base/fault.ts'
import { EXIT, runCommand } from '../exit.ts'
import { openWiredStation } from '../wire-station.ts'
import type { CommonFlags } from './command-flags.ts'
import { settingsOf } from './settings-of.ts'

/** `motcua enroll --central URL --code CODE`: makes the station key and pairs with central. Once paired, it says so. */
export function enrollCommand(flags: CommonFlags): Promise<number> {
  return runCommand(flags.json === true, async (output) => {
    const settings = settingsOf(flags)
    const wired = openWiredStation(settings, 'enroll')
    try {
      const known = wired.station.identity
      if (known && flags.code === undefined) {
        output.json({
          stationId: known.stationId,
          stationCode: known.stationCode,
          name: known.name,
          enrolled: 'before',
        })
        output.text(`Máy ${known.stationCode} (${known.name}) đã được ghép.`)
        return EXIT.done
      }
      if (settings.central === null) throw new Fault('CONFIG_INVALID', { setting: 'central' })
      const code = flags.code ?? process.env.MOTCUA_CODE
      if (typeof code !== 'string') throw new Fault('USAGE', { missing: '--code' })
      const identity = await wired.station.enroll({
        centralUrl: settings.central,
        code,
        name: settings.stationName,
        kind: settings.stationKind,
      })
      output.json({
        stationId: identity.stationId,
        stationCode: identity.stationCode,
        name: identity.name,
        enrolled: 'now',
      })
      output.text(`Đã ghép: máy ${identity.stationCode} (${identity.name}).`)
      return EXIT.done
    } finally {
      wired.close()
    }
  })
}
