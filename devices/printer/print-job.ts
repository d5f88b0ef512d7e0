import type { PrintJob } from './exchange.ts'
import {
  askPaperSensor,
  askProcessId,
  enableAutomaticStatus,
  finishPaper,
  initialise,
  joined,
  rasterBands,
  type StatusQuestion,
} from './frame.ts'
import type { Raster } from './raster.ts'

export interface PrintJobSettings {
  readonly answers: boolean
  readonly cutter: boolean
  readonly doneBy: 'sensor' | 'process-id'
  /** Counts the jobs of this program: the process id of the last one must not be taken for this one's. */
  readonly serial: number
  readonly unsupported: readonly StatusQuestion[]
}

/** Four decimal digits are all a process id may have. */
const PROCESS_IDS = 10_000

/** The bytes of one slip: made ready, the picture in bands, fed and cut, and the question whether it is done. */
export function jobOf(raster: Raster, settings: PrintJobSettings): PrintJob {
  const { answers, cutter, doneBy, serial, unsupported } = settings
  const id = String(serial % PROCESS_IDS).padStart(4, '0')
  // ESC @ switches the automatic status off, so it is asked for again.
  const head = answers ? joined(initialise(), enableAutomaticStatus()) : initialise()
  const question = doneBy === 'sensor' ? askPaperSensor() : askProcessId(id)
  const tail = answers ? joined(finishPaper(cutter), question) : finishPaper(cutter)
  return {
    pieces: [head, ...rasterBands(raster), tail],
    end: answers ? (doneBy === 'sensor' ? { kind: 'sensor' } : { kind: 'process', id }) : null,
    giveUp: finishPaper(cutter),
    unsupported,
  }
}
