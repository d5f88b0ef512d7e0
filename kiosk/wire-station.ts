import { existsSync, statSync } from 'node:fs'
import type { Logger } from 'pino'
import { receiptNumber } from '../data/packet/receipt-number.ts'
import { finishReplacing, replaceStation } from '../data/safety/replace-station.ts'
import { safePlaces } from '../data/safety/safe-places.ts'
import { openStation, type Station } from '../data/station.ts'
import { openTrainingStation } from '../data/training/open-training-station.ts'
import { systemClock } from '../flows/base/clock.ts'
import { Fault } from '../flows/base/fault.ts'
import type { NewId } from '../flows/base/id.ts'
import { createSecrets, type Secrets } from '../flows/base/secret.ts'
import { judgeLimits, type Limit } from '../flows/rules/limits.ts'
import { openLog, openLogWherePossible } from './log.ts'
import { newId } from './new-id.ts'
import { storeMigrations } from './places.ts'
import { bootName, runningMs } from './running-time.ts'
import { freshDataDir, type Settings, stationDir } from './settings.ts'
import type { StationPorts } from './wire-flows.ts'

export { replaceStation }

/** One station, opened for one command: its parts, and the ports that flows see. */
export interface WiredStation extends StationPorts {
  readonly station: Station
  readonly secrets: Secrets
  readonly newId: NewId
  readonly log: Logger
  /** What runs full or old, the most pressing first. Raises the faults of reading the store. */
  limits(): readonly Limit[]
  /** The number on the receipt of the packet with this sequence. */
  receiptNumber(sequence: number): string
  close(): void
}

/**
 * Opens the station of the settings' data folder; `secrets` are shared with whoever keeps some already. In practice `onText` hears what a phone would
 * receive; `isOnline` says whether issuers of certificates are worth asking now. Faults: data/station.ts, data/training/open-training-station.ts.
 */
export function openWiredStation(
  settings: Settings,
  part: string,
  secrets: Secrets = createSecrets(newId),
  onText: (message: { readonly to: string; readonly text: string }) => void = () => {},
  isOnline: () => boolean = () => true,
  logOf: typeof openLog = openLog,
): WiredStation {
  finishReplacing(stationDir(settings.dataDir), stationDir(freshDataDir(settings.dataDir)))
  const log = logOf(stationDir(settings.dataDir), part)
  const options = {
    dir: stationDir(settings.dataDir),
    migrationsDir: storeMigrations,
    clock: systemClock,
    runningMs,
    newId,
    log,
    secrets,
    retainContentMs: settings.retainContentMs,
    ...(settings.central ? { centralUrl: settings.central } : {}),
  }
  const station = settings.training ? openTrainingStation({ ...options, onText }) : openStation(options)
  return {
    station,
    secrets,
    newId,
    log,
    central: station.createCentral(),
    codes: station.createCodes(machineTime()),
    remote: station.createRemote(),
    returns: station.createReturns(),
    statements: station.createStatements({ isOnline }),
    password: station.passwords,
    packets: station.packets,
    people: station.people,
    policy: async () => (await station.policy()).set,
    time: async () => ({ nowMs: station.time.now(), proven: station.time.proven }),
    limits: () => judgeLimits(station.safety.measure(), settings.limits),
    receiptNumber: (sequence) => receiptNumber(station.identity?.stationCode ?? '', sequence),
    close() {
      secrets.wipe()
      station.close()
    },
  }
}

/** The same, for a command that needs a paired station. Raises STATION_NOT_ENROLLED. */
export function openPairedStation(...args: Parameters<typeof openWiredStation>): WiredStation {
  const wired = openWiredStation(...args)
  if (wired.station.identity) return wired
  wired.close()
  throw new Fault('STATION_NOT_ENROLLED')
}

/** Whether a data folder holds a station, or what one can be restored from. Makes nothing. */
export function isStationThere({ dataDir }: Settings): boolean {
  const { db, backup, journal } = safePlaces(stationDir(dataDir))
  // A power cut while one station replaced another leaves the new one here (replace-station.ts).
  return [db, backup, journal, safePlaces(stationDir(freshDataDir(dataDir))).db].some((path) => existsSync(path))
}

/**
 * Opens the paired station of this folder for a command that works with what is there: a mistyped path must not look like an empty queue, and nothing is made. `looks` for one that writes
 * nothing: it goes on where the disk takes no log. Raises STATION_NOT_ENROLLED (details.data), CONFIG_INVALID for a path that is a file, and as openWiredStation.
 */
export function openKeptStation(
  settings: Settings,
  part: string,
  { looks = false }: { readonly looks?: boolean } = {},
): WiredStation {
  const { dataDir } = settings
  if (existsSync(dataDir) && !statSync(dataDir).isDirectory())
    throw new Fault('CONFIG_INVALID', { setting: 'data', path: dataDir, reason: 'ENOTDIR' })
  if (!isStationThere(settings)) throw new Fault('STATION_NOT_ENROLLED', { data: dataDir })
  const wired = openWiredStation(
    settings,
    part,
    undefined,
    undefined,
    undefined,
    looks ? openLogWherePossible : openLog,
  )
  if (wired.station.identity) return wired
  wired.close()
  throw new Fault('STATION_NOT_ENROLLED', { data: dataDir })
}

/** The start does not change while a program runs. */
function machineTime() {
  const boot = bootName()
  return () => ({ boot, runningMs: runningMs() })
}
