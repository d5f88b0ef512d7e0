import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { TokenSimulator } from '../devices/token/simulator.ts'
import type { Secrets } from '../flows/base/secret.ts'
import type { Settings } from './settings.ts'
import type { StationDevices } from './station-devices.ts'
import type { WiredScanner } from './wire-scanner.ts'

/** A device that takes longer to say how it stands is shown as it stands then. */
const START_LIMIT_MS = 4_000

export interface WiredDevices extends StationDevices {
  readonly wiredScanner: WiredScanner | null
  /** Only where the settings name simulated tokens. */
  readonly tokenSimulator: TokenSimulator | null
}

/**
 * Everything the settings name that can be plugged in, not started yet. Each device's code is loaded only where it is used, so a station without PC/SC,
 * modules or ports starts all the same. `onText` hears of what a practice modem sends.
 */
export async function wireDevices(
  settings: Settings,
  parts: {
    readonly log: Logger
    readonly secrets: Secrets
    readonly onText?: (message: { readonly to: string; readonly text: string }) => void
  },
): Promise<WiredDevices> {
  const { scanner, token, readers, modem, printer, paper } = settings.devices
  const [wiredScanner, wiredToken, wiredReaders, wiredModem, wiredPrinter] = await Promise.all([
    scanner.kind === 'off' ? null : import('./wire-scanner.ts').then((wire) => wire.wireScanner(scanner, parts.log)),
    token.kind === 'off' ? null : import('./wire-token.ts').then((wire) => wire.wireToken(token, parts)),
    readers.kind === 'off'
      ? null
      : import('./wire-readers.ts').then((wire) =>
          wire.wireReaders(readers, { log: parts.log, anchorsDir: anchorsDir(settings) }),
        ),
    modem.kind === 'off'
      ? null
      : import('./wire-modem.ts').then((wire) =>
          wire.wireModem(modem, { ...parts, ...(parts.onText && { onSent: parts.onText }) }),
        ),
    printer.kind === 'off'
      ? null
      : import('./wire-printer.ts').then((wire) =>
          wire.wirePrinter({ printer, paper }, { log: parts.log, papersDir: join(settings.dataDir, 'papers') }),
        ),
  ])
  const starts = [wiredScanner?.driver, wiredToken, wiredReaders, wiredModem, wiredPrinter?.driver]
  const stops = [wiredScanner, wiredToken, wiredReaders, wiredModem, wiredPrinter]
  return {
    wiredScanner,
    scanner: wiredScanner?.driver ?? null,
    token: wiredToken,
    tokenSimulator: wiredToken?.simulator ?? null,
    readers: wiredReaders?.readers ?? null,
    card: wiredReaders?.card ?? null,
    sim: wiredReaders?.sim ?? null,
    modem: wiredModem,
    printer: wiredPrinter?.driver ?? null,
    anchorCount: wiredReaders?.anchorCount ?? 0,
    async start() {
      const known = new AbortController()
      const limit = delay(START_LIMIT_MS, undefined, { signal: known.signal }).catch(() => undefined)
      await Promise.race([Promise.allSettled(starts.map((device) => device?.start())), limit])
      known.abort()
    },
    async stop() {
      await Promise.allSettled(stops.map((device) => device?.stop()))
    },
  }
}

/** Where a technician puts the certificates of card-signing authorities. */
export function anchorsDir(settings: Pick<Settings, 'dataDir'>): string {
  return join(settings.dataDir, 'anchors', 'csca')
}
