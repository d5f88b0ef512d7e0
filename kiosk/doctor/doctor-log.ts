import type { Logger } from 'pino'
import { logToNobody, openLogWherePossible } from '../log.ts'
import { type Settings, stationDir } from '../settings.ts'
import { isStationThere } from '../wire-station.ts'

/** Looking makes no data folder, and goes on where the disk takes no log: that is among what it looks for. */
export function doctorLog(settings: Settings): Logger {
  const isThere = isStationThere(settings) || settings.training
  return isThere ? openLogWherePossible(stationDir(settings.dataDir), 'doctor') : logToNobody()
}
