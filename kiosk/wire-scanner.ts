import type { Logger } from 'pino'
import { openSerialPort } from '../devices/port/serial-port.ts'
import { createScannerDriver, type ScannerDriver } from '../devices/scanner/driver.ts'
import { SAMPLE_CARD_2021, SAMPLE_CARD_2024 } from '../devices/scanner/sample-cards.ts'
import { createScannerSimulator, type ScannerSimulator } from '../devices/scanner/simulator.ts'
import type { ScannerSetting } from './device-settings.ts'

export interface WiredScanner {
  readonly driver: ScannerDriver
  /** There only where the configuration names the simulator. */
  readonly simulator: ScannerSimulator | null
  stop(): Promise<void>
}

/** Opens the named serial port once and closes it again: is it there, and may we? Raises PORT_ABSENT, PORT_DENIED, PORT_BUSY, PORT_UNUSABLE. */
export async function tryScannerPort(setting: Extract<ScannerSetting, { kind: 'serial' }>): Promise<void> {
  const port = await openSerialPort({ path: setting.path, baudRate: setting.baudRate })
  await port.close()
}

/** The scanner that the settings name, or null when it is off. The driver is not started yet. */
export async function wireScanner(setting: ScannerSetting, log: Logger): Promise<WiredScanner | null> {
  switch (setting.kind) {
    case 'off':
      return null
    case 'serial':
      return wired(() => openSerialPort({ path: setting.path, baudRate: setting.baudRate }), null, log)
    case 'simulated': {
      const simulator = await createScannerSimulator({ simulate: true })
      return wired(() => openSerialPort({ path: simulator.path }), simulator, log)
    }
  }
}

function wired(
  openPort: () => ReturnType<typeof openSerialPort>,
  simulator: ScannerSimulator | null,
  log: Logger,
): WiredScanner {
  const driver = createScannerDriver({ openPort, log: log.child({ device: 'scanner' }) })
  return {
    driver,
    simulator,
    async stop() {
      await driver.stop()
      await simulator?.stop()
    },
  }
}

/** Fictitious cards for practice, one of each generation. */
export const SAMPLE_CARDS: readonly string[] = [SAMPLE_CARD_2021, SAMPLE_CARD_2024]
