import { Fault } from '../../flows/base/fault.ts'
import { openPseudoPort, type PseudoPort } from '../port/pseudo-port.ts'
import { type Scheduler, systemScheduler } from '../port/scheduler.ts'
import { encodeScan, type ScanEncoding } from './frame.ts'
import { MAX_SCAN_BYTES } from './parser.ts'
import { SAMPLE_CARD_2021 } from './sample-cards.ts'
import { cutLetter, flipBit, garbage, PLUG_NOISE } from './scan-damage.ts'

export const SCANNER_FAULTS = [
  /** Byte by byte. */
  'split',
  /** In pieces with pauses, as over a slow line. */
  'slow',
  /** The same card twice. */
  'double',
  /** A bit flipped. */
  'damaged',
  /** The end cut off in the middle of a letter. */
  'truncated',
  /** No terminator. */
  'unterminated',
  /** The wrong speed. */
  'garbage',
  /** A line gone mad: more bytes than any scan has. */
  'flood',
  /** A few bytes that mean nothing. */
  'noise',
  /** The plug is pulled; noise goes before. */
  'unplug',
  /** Plugged in again: a new device node. */
  'replug',
] as const
export type ScannerFault = (typeof SCANNER_FAULTS)[number]

export interface ScannerSimulatorConfig extends ScanEncoding {
  /** Must stand in the configuration: a simulated scanner never appears by itself. */
  readonly simulate: true
  /** A name under which the simulated scanner is found whatever its device node is, as udev gives a real one. */
  readonly linkPath?: string
}

export interface ScannerSimulator {
  /** What the driver opens. Raises PORT_ABSENT while it is unplugged. */
  readonly path: string
  /** Sends one text as the scanner does. Settles when the bytes are on the line. Raises PORT_ABSENT while it is unplugged. */
  scan(text: string): Promise<void>
  /** Does one thing wrong; `text` is what is scanned in the faults that scan something. Raises PORT_ABSENT while it is unplugged. */
  fault(name: ScannerFault, text?: string): Promise<void>
  /** Unplugs and frees everything. */
  stop(): Promise<void>
}

const SPLIT_PAUSE_MS = 1
/** Shorter than the driver's idle stretch: a slow scan is still one scan. */
const SLOW_PAUSE_MS = 20
const SLOW_PIECE_BYTES = 16
const GARBAGE_BYTES = 64

/**
 * A scanner without hardware, speaking real bytes on a pseudo-terminal, for training mode and tests. Plugged in when it is made.
 * Raises SIMULATOR_NOT_CONFIGURED unless the configuration names it, CONFIG_INVALID, PORT_UNUSABLE.
 */
export async function createScannerSimulator(
  config: ScannerSimulatorConfig | undefined,
  scheduler: Scheduler = systemScheduler,
): Promise<ScannerSimulator> {
  if (config?.simulate !== true) throw new Fault('SIMULATOR_NOT_CONFIGURED', { device: 'scanner' })
  const { linkPath, ...encoding } = config
  const plug = () => openPseudoPort(linkPath === undefined ? {} : { linkPath })
  let line: PseudoPort | null = await plug()

  const plugged = (): PseudoPort => {
    if (!line) throw new Fault('PORT_ABSENT', { port: 'scanner simulator' })
    return line
  }
  const send = (bytes: Uint8Array) => plugged().write(bytes)
  const sendSlowly = async (bytes: Uint8Array, pieceBytes: number, pauseMs: number) => {
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      await send(bytes.subarray(from, from + pieceBytes))
      await new Promise<void>((resolve) => scheduler.after(pauseMs, resolve))
    }
  }
  const unplug = async () => {
    const unplugged = line
    line = null
    await unplugged?.close()
  }
  const faults: Record<ScannerFault, (bytes: Uint8Array, text: string) => Promise<void>> = {
    split: (bytes) => sendSlowly(bytes, 1, SPLIT_PAUSE_MS),
    slow: (bytes) => sendSlowly(bytes, SLOW_PIECE_BYTES, SLOW_PAUSE_MS),
    double: (bytes) => send(Uint8Array.from([...bytes, ...bytes])),
    damaged: (bytes) => send(flipBit(bytes)),
    truncated: (_, text) => send(cutLetter(new TextEncoder().encode(text))),
    unterminated: (_, text) => send(new TextEncoder().encode(text)),
    garbage: () => send(garbage(GARBAGE_BYTES)),
    flood: () => send(garbage(2 * MAX_SCAN_BYTES)),
    noise: () => send(PLUG_NOISE),
    async unplug() {
      await send(PLUG_NOISE)
      await unplug()
    },
    async replug() {
      await unplug()
      line = await plug()
    },
  }
  return {
    get path() {
      return plugged().path
    },
    scan: async (text) => send(encodeScan(text, encoding)),
    fault: async (name, text = SAMPLE_CARD_2021) => faults[name](encodeScan(text, encoding), text),
    stop: unplug,
  }
}
