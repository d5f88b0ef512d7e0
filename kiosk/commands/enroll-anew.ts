import { dirname } from 'node:path'
import type { StaffRow } from '../../data/store/staff.repo.ts'
import type { StationIdentity } from '../../data/store/station.repo.ts'
import { systemClock } from '../../flows/base/clock.ts'
import { type CommandOutput, EXIT } from '../exit.ts'
import { storeMigrations } from '../places.ts'
import { earlierDataDir, freshDataDir, type Settings, stationDir } from '../settings.ts'
import { openWiredStation, replaceStation, type WiredStation } from '../wire-station.ts'
import { shown } from './station-shown.ts'

/**
 * Replaces the paired station of this data folder by a new one with the same staff accounts: the way out for a station whose disk was an old copy (STATION_FORKED), since its numbers
 * may be given twice. Raises what replaceStation raises.
 */
export async function replaceByNew(
  output: CommandOutput,
  settings: Settings,
  earlier: StationIdentity,
  pair: (fresh: WiredStation) => Promise<StationIdentity>,
): Promise<number> {
  const freshSettings = { ...settings, dataDir: freshDataDir(settings.dataDir) }
  let identity = earlier
  const { asideDir, held } = await replaceStation({
    dir: stationDir(settings.dataDir),
    freshDir: stationDir(freshSettings.dataDir),
    asideDir: (stationCode) => stationDir(earlierDataDir(settings.dataDir, `${stationCode}-${stampOf(new Date())}`)),
    migrationsDir: storeMigrations,
    clock: systemClock,
    async pair(staff) {
      const fresh = openWiredStation(freshSettings, 'enroll')
      try {
        // An earlier try may have been cut off behind this.
        identity = fresh.station.identity ?? (await pair(fresh))
        bringStaff(fresh, staff)
      } finally {
        fresh.close()
      }
    },
  })
  output.json({ ...shown(identity), enrolled: 'anew', earlier: { ...shown(earlier), dir: asideDir, held } })
  output.text(`Đã ghép: máy ${identity.stationCode} (${identity.name}), thay cho máy ${earlier.stationCode}.`)
  output.text(`Tài khoản nhân viên đã chuyển sang. Dữ liệu của máy ${earlier.stationCode} còn nguyên ở ${asideDir}`)
  if (held > 0) output.text(`Trong đó còn ${held} hồ sơ cần người xem: motcua outbox --data ${dirname(asideDir)}`)
  output.text(`Báo người vận hành trung tâm: máy ${earlier.stationCode} không dùng nữa.`)
  return EXIT.done
}

function bringStaff({ station: { store, repos } }: WiredStation, staff: readonly StaffRow[]): void {
  store.write(() => {
    for (const row of staff) if (!repos.staff.byId(row.staffId)) repos.staff.insert(row)
  })
}

/** To the second: one data folder may go through this more than once a day. */
function stampOf(date: Date): string {
  return date.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)
}
