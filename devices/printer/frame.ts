import type { Raster } from './raster.ts'

/**
 * ESC/POS as Epson's "ESC/POS Command Reference" gives it and as other makers copy it; each command below by its name there.
 * From the printer to us see printer-status.ts and parser.ts.
 */

export const DLE = 0x10
export const ESC = 0x1b
export const GS = 0x1d

/** What DLE EOT can be asked: 1 printer, 2 cause of offline, 3 cause of error, 4 paper. */
export type StatusQuestion = 1 | 2 | 3 | 4
export const STATUS_QUESTIONS: readonly StatusQuestion[] = [1, 2, 3, 4]

/** Rows of one `GS v 0`. The most is 255 on small printers; fewer need less of a printer's buffer (64 rows of 80 mm are 4.6 KB). */
export const BAND_ROWS = 64

/** DLE EOT n, "Transmit real-time status": answered with one byte at once, whatever is in the buffer, also offline. */
export function askStatus(question: StatusQuestion): Uint8Array {
  return Uint8Array.of(DLE, 0x04, question)
}

/** ESC @, "Initialize printer": forgets what was set, and switches the automatic status off. */
export function initialise(): Uint8Array {
  return Uint8Array.of(ESC, 0x40)
}

/** GS a n, "Enable/disable Automatic Status Back" for online/offline, errors and paper: the printer tells its status now and at every change. */
export function enableAutomaticStatus(): Uint8Array {
  return Uint8Array.of(GS, 0x61, 0x0e)
}

/** GS v 0, "Print raster bit image", in bands from the top. */
export function rasterBands({ widthDots, heightDots, bits }: Raster): readonly Uint8Array[] {
  const rowBytes = widthDots / 8
  const bands: Uint8Array[] = []
  for (let row = 0; row < heightDots; row += BAND_ROWS) {
    const rows = Math.min(BAND_ROWS, heightDots - row)
    const head = [GS, 0x76, 0x30, 0, rowBytes & 0xff, rowBytes >> 8, rows & 0xff, rows >> 8]
    bands.push(joined(Uint8Array.from(head), bits.subarray(row * rowBytes, (row + rows) * rowBytes)))
  }
  return bands
}

/** GS V 66, "Select cut mode and cut paper": feeds to the knife and cuts. Without a knife ESC d, "Print and feed n lines", to the edge where it is torn. */
export function finishPaper(cutter: boolean): Uint8Array {
  return cutter ? Uint8Array.of(GS, 0x56, 66, CUT_MARGIN_DOTS) : Uint8Array.of(ESC, 0x64, TEAR_LINES)
}

/** 3 mm. Not 16: that is the byte DLE, and the question after it would be misread. */
const CUT_MARGIN_DOTS = 24
const TEAR_LINES = 4

/** GS r 1, "Transmit status": the paper sensor, answered when everything before it was worked off. So it says that the job is done. */
export function askPaperSensor(): Uint8Array {
  return Uint8Array.of(GS, 0x72, 1)
}

/** GS ( H fn 48, "Set the process ID response": four characters 20h–7Eh, given back when everything before it is on paper. */
export function askProcessId(id: string): Uint8Array {
  return joined(Uint8Array.of(GS, 0x28, 0x48, 6, 0, 0x30, 0x30), Buffer.from(id, 'latin1'))
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts))
}
