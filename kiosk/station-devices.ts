import type { CardReaders } from '../devices/port/pcsc/card-readers.ts'
import type { CardPort } from '../flows/ports/card.port.ts'
import type { ModemPort } from '../flows/ports/modem.port.ts'
import type { PrinterPort } from '../flows/ports/printer.port.ts'
import type { ScannerPort } from '../flows/ports/scanner.port.ts'
import type { SimPort } from '../flows/ports/sim.port.ts'
import type { TokenPort } from '../flows/ports/token.port.ts'

/** What is plugged in at this station, as ports; null is `off` in the settings. wire-devices.ts makes it. */
export interface StationDevices {
  readonly scanner: ScannerPort | null
  readonly token: TokenPort | null
  readonly readers: Pick<CardReaders, 'readers' | 'code' | 'subscribe'> | null
  readonly card: CardPort | null
  readonly sim: SimPort | null
  readonly modem: ModemPort | null
  readonly printer: PrinterPort | null
  /** How many certificates of card-signing authorities (CSCA) are installed. */
  readonly anchorCount: number
  /** Settles when the first state of each is known, or has not come in time; never raises. */
  start(): Promise<void>
  /** Always settles; nothing stays open and no child process stays behind. */
  stop(): Promise<void>
}
