import { Fault } from '../../flows/base/fault.ts'

/** How the scanner marks the end of a scan: its "suffix" setting. `line-end` takes CR, LF and CRLF alike. */
export type ScanTerminator = 'line-end' | 'cr' | 'lf' | 'crlf' | 'tab' | readonly number[]

/** Any one of these byte strings ends a scan. */
export type ScanTerminators = readonly (readonly number[])[]

/** What lay between two marks on the line. */
export interface ScanFrame {
  /** Without its terminator. */
  readonly bytes: Uint8Array
  /** A terminator ended it. If not, silence or the start of the next scan did. */
  readonly terminated: boolean
}

export type ScanMessage =
  | { readonly kind: 'scan'; readonly text: string }
  /** Somebody tried to scan, and it cannot be read: it gets an answer (trap: an invalid scan got none). */
  | { readonly kind: 'refused'; readonly code: 'SCAN_DAMAGED' | 'SCAN_TOO_LONG' }
  /** Nobody scanned. For the log only. */
  | { readonly kind: 'dropped'; readonly sizeBytes: number; readonly reason: 'noise' | 'overflow' | 'unplugged' }

/** Start and end of text (ASCII). Scanners can be set to send them around a scan; no text contains them, so they are always understood. */
export const STX = 0x02
export const ETX = 0x03

/**
 * So few bytes that are not a proper, terminated text are noise on the line (a plug being pulled, a line being switched on), not a try
 * to scan. Everything longer gets an answer. The shortest text anybody scans here has nine characters.
 */
export const NOISE_MAX_BYTES = 4

/** The byte strings a setting stands for. Raises CONFIG_INVALID for one that is empty, is not of bytes, or contains STX. */
export function terminatorsOf(setting: ScanTerminator = 'line-end'): ScanTerminators {
  if (typeof setting === 'string') return TERMINATORS[setting]
  if (setting.length === 0 || setting.some((byte) => !isByte(byte) || byte === STX)) {
    throw new Fault('CONFIG_INVALID', { field: 'terminator' })
  }
  return [setting]
}

/**
 * One frame to one message; total, never throws. Control bytes at both ends go (line noise, STX, ETX, half a terminator), then an AIM
 * symbology identifier (ISO/IEC 15424: "]Q1" for a QR code), then a byte-order mark. What is left is strict UTF-8 without control
 * characters, or SCAN_DAMAGED: a screen shows this text, and an escape character in it would speak to the terminal.
 */
export function decodeScan({ bytes, terminated }: ScanFrame): ScanMessage {
  const content = withoutAimIdentifier(withoutOuterControls(bytes))
  const text = decodeUtf8(content)
  const readable = text !== null && text !== '' && !CONTROL_CHARACTER.test(text)
  const few = content.length <= NOISE_MAX_BYTES
  if (readable && (terminated || !few)) return { kind: 'scan', text }
  if (few) return { kind: 'dropped', sizeBytes: bytes.length, reason: 'noise' }
  return { kind: 'refused', code: 'SCAN_DAMAGED' }
}

export interface ScanEncoding {
  readonly terminator?: ScanTerminator
  /** Sent before the text: an AIM identifier, as "]Q1". */
  readonly aimIdentifier?: string
  /** STX before, ETX after. */
  readonly marks?: boolean
}

/** One text to the bytes a scanner sends for it. For the simulator and tests. Raises CONFIG_INVALID as terminatorsOf does. */
export function encodeScan(text: string, { terminator = 'cr', aimIdentifier = '', marks = false }: ScanEncoding = {}) {
  const body = new TextEncoder().encode(aimIdentifier + text)
  const suffix = terminatorsOf(terminator)[0] ?? []
  return Uint8Array.from(marks ? [STX, ...body, ETX, ...suffix] : [...body, ...suffix])
}

const CR = 0x0d
const LF = 0x0a
const TERMINATORS: Readonly<Record<Extract<ScanTerminator, string>, ScanTerminators>> = {
  'line-end': [[CR], [LF]],
  cr: [[CR]],
  lf: [[LF]],
  crlf: [[CR, LF]],
  tab: [[0x09]],
}

const CONTROL_CHARACTER = /\p{Cc}/u
const AIM_IDENTIFIER_BYTES = 3

function isByte(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 0xff
}

function isControl(byte: number | undefined): boolean {
  return byte !== undefined && (byte < 0x20 || byte === 0x7f)
}

function withoutOuterControls(bytes: Uint8Array): Uint8Array {
  let from = 0
  let to = bytes.length
  while (from < to && isControl(bytes[from])) from += 1
  while (to > from && isControl(bytes[to - 1])) to -= 1
  return bytes.subarray(from, to)
}

function withoutAimIdentifier(bytes: Uint8Array): Uint8Array {
  const head = String.fromCharCode(...bytes.subarray(0, AIM_IDENTIFIER_BYTES))
  return /^\][A-Za-z][0-9A-Za-z]$/.test(head) ? bytes.subarray(AIM_IDENTIFIER_BYTES) : bytes
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
