import type { Logger } from 'pino'
import { openSerialPort } from '../devices/port/serial-port.ts'
import { createScannerDriver, type ScannerDriver } from '../devices/scanner/driver.ts'
import { createScannerSimulator, type ScannerSimulator } from '../devices/scanner/simulator.ts'
import type { ScannerSetting } from './settings.ts'

export interface WiredScanner {
  readonly driver: ScannerDriver
  /** There only where the configuration names the simulator. */
  readonly simulator: ScannerSimulator | null
  stop(): Promise<void>
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
