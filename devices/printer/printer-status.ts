import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { StatusQuestion } from './frame.ts'

/** What a printer says of itself. */
export interface PrinterStatus {
  readonly offline: boolean
  readonly coverOpen: boolean
  readonly paperOut: boolean
  /** The roll is nearly at its end. No fault: it still prints. */
  readonly paperLow: boolean
  /** Knife, heat, or another error. */
  readonly error: boolean
}

export const NOTHING_WRONG: PrinterStatus = {
  offline: false,
  coverOpen: false,
  paperOut: false,
  paperLow: false,
  error: false,
}

/** Adds one answer to DLE EOT (ESC/POS Command Reference, DLE EOT, tables for n = 1 to 4) to what the others said. */
export function withAnswer(status: PrinterStatus, question: StatusQuestion, byte: number): PrinterStatus {
  switch (question) {
    case 1:
      return { ...status, offline: has(byte, 3) }
    case 2:
      return {
        ...status,
        coverOpen: has(byte, 2),
        paperOut: status.paperOut || has(byte, 5),
        error: status.error || has(byte, 6),
      }
    case 3:
      // Bit 2, recoverable error · 3, knife · 5, unrecoverable · 6, recovers by itself (too hot).
      return { ...status, error: status.error || has(byte, 2) || has(byte, 3) || has(byte, 5) || has(byte, 6) }
    case 4:
      return {
        ...status,
        paperLow: has(byte, 2) || has(byte, 3),
        paperOut: status.paperOut || has(byte, 5) || has(byte, 6),
      }
  }
}

/** The four bytes a printer sends by itself (ESC/POS Command Reference, GS a, "ASB status"). */
export function statusOfAutomatic([first = 0, second = 0, third = 0]: readonly number[]): PrinterStatus {
  return {
    offline: has(first, 3),
    coverOpen: has(first, 5),
    error: has(second, 2) || has(second, 3) || has(second, 5) || has(second, 6),
    paperLow: has(third, 0) || has(third, 1),
    paperOut: has(third, 2) || has(third, 3),
  }
}

/** Whether the answer to GS r 1 says that the paper has ended (bits 2 and 3). */
export function sensorSaysPaperOut(byte: number): boolean {
  return has(byte, 2) || has(byte, 3)
}

/** The one thing to mend first, or null. An open cover before no paper: with the cover open the sensor sees none. */
export function troubleOf(status: PrinterStatus): FaultCode | null {
  if (status.coverOpen) return 'PRINTER_COVER_OPEN'
  if (status.paperOut) return 'PRINTER_PAPER_OUT'
  if (status.error) return 'PRINTER_ERROR'
  return status.offline ? 'PRINTER_OFFLINE' : null
}

/** The answer a printer gives to DLE EOT, for the simulator. */
export function answerTo(question: StatusQuestion, status: PrinterStatus): number {
  const { coverOpen, paperOut, paperLow, error } = status
  switch (question) {
    case 1:
      return ANSWER | bit(3, isStopped(status))
    case 2:
      return ANSWER | bit(2, coverOpen) | bit(5, paperOut) | bit(6, error)
    case 3:
      return ANSWER | bit(3, error)
    case 4:
      return ANSWER | bit(2, paperLow) | bit(3, paperLow) | bit(5, paperOut) | bit(6, paperOut)
  }
}

/** The four bytes a printer sends by itself, for the simulator. */
export function automaticOf(status: PrinterStatus): Uint8Array {
  const { coverOpen, paperOut, paperLow, error } = status
  const first = AUTOMATIC | bit(3, isStopped(status)) | bit(5, coverOpen)
  return Uint8Array.of(first, bit(3, error), paperSensorOf(paperLow, paperOut), 0x0f)
}

/** The answer to GS r 1, and the third byte of an automatic status. */
export function paperSensorOf(paperLow: boolean, paperOut: boolean): number {
  return bit(0, paperLow) | bit(1, paperLow) | bit(2, paperOut) | bit(3, paperOut)
}

/** Whatever is wrong, a printer that does not print is offline. */
export function isStopped({ offline, coverOpen, paperOut, error }: PrinterStatus): boolean {
  return offline || coverOpen || paperOut || error
}

const ANSWER = 0x12
const AUTOMATIC = 0x10

function bit(at: number, set: boolean): number {
  return set ? 1 << at : 0
}

function has(byte: number, bit: number): boolean {
  return (byte & (1 << bit)) !== 0
}
