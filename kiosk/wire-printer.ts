import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { BytePortFactory } from '../devices/port/byte-port.ts'
import { openFilePort } from '../devices/port/file-port.ts'
import { openSerialPort } from '../devices/port/serial-port.ts'
import { openTcpPort } from '../devices/port/tcp-port.ts'
import { createPrinterDriver, type PrinterDriver } from '../devices/printer/driver.ts'
import { pngOf } from '../devices/printer/paper-png.ts'
import { createPrinterSimulator, type PrinterSimulator } from '../devices/printer/simulator.ts'
import type { DeviceSettings, PrinterSetting } from './device-settings.ts'

/** The papers of the simulated printer, newest kept. */
const PAPERS_KEPT = 20

export interface WiredPrinter {
  readonly driver: PrinterDriver
  /** There only where the configuration names the simulator. */
  readonly simulator: PrinterSimulator | null
  stop(): Promise<void>
}

/**
 * The receipt printer that the settings name, not started yet. What a simulated one prints is put into `papersDir` as pictures. Raises PORT_UNUSABLE
 * where no simulator can be made.
 */
export async function wirePrinter(
  settings: Pick<DeviceSettings, 'paper'> & { readonly printer: Exclude<PrinterSetting, { kind: 'off' }> },
  parts: { readonly log: Logger; readonly papersDir: string },
): Promise<WiredPrinter> {
  const { printer, paper } = settings
  const log = parts.log.child({ device: 'printer' })
  const simulator = printer.kind === 'simulated' ? await createPrinterSimulator({ simulate: true, paper }) : null
  const habits =
    printer.kind === 'simulated'
      ? {}
      : { answers: printer.answers, ...(printer.cutter !== null && { cutter: printer.cutter }) }
  const driver = createPrinterDriver({ openPort: simulator?.openPort ?? portOf(printer), log, paper, ...habits })
  simulator?.subscribe((raster) => keepPaper(parts.papersDir, pngOf(raster), log))
  return {
    driver,
    simulator,
    async stop() {
      await driver.stop()
      await simulator?.stop()
    },
  }
}

function portOf(setting: Exclude<PrinterSetting, { kind: 'off' }>): BytePortFactory {
  switch (setting.kind) {
    case 'serial':
      return () => openSerialPort(setting)
    case 'tcp':
      return () => openTcpPort(setting)
    case 'file':
      return () => openFilePort(setting)
    case 'simulated':
      return () => Promise.reject(new Error('a simulated printer opens its own port'))
  }
}

/** A picture that cannot be kept is no trouble of the printer. */
function keepPaper(folder: string, png: Uint8Array, log: Logger): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const names = readdirSync(folder)
      .filter((name) => /^phieu-\d+\.png$/.test(name))
      .sort()
    for (const old of names.slice(0, Math.max(0, names.length - PAPERS_KEPT + 1))) rmSync(join(folder, old))
    writeFileSync(join(folder, `phieu-${Date.now()}.png`), png, { mode: 0o600 })
  } catch (thrown) {
    log.warn({ reason: thrown instanceof Error ? thrown.name : 'unknown' }, 'paper not kept')
  }
}
