import { decodeScan, ETX, type ScanMessage, type ScanTerminators, STX } from './frame.ts'

/**
 * No scan is longer. The largest QR symbol holds 2,953 bytes (ISO/IEC 18004, version 40-L), a card's QR about 200;
 * what goes beyond is a line gone mad, and is not kept.
 */
export const MAX_SCAN_BYTES = 4096

/** Turns a stream of chunks, cut anywhere, into messages. Total: any bytes in any chunks, never throws, bounded memory. */
export interface ScanParser {
  push(chunk: Uint8Array): ScanMessage[]
  /** The line has been silent: what is there is all that will come. Time is the driver's, the parser has no clock. */
  idle(): ScanMessage[]
  /** The line is gone: what is there will never be whole, and is no scan (trap: noise at unplug read as one). */
  unplugged(): ScanMessage[]
  /** True when idle() would say something. */
  readonly waiting: boolean
  /** How many bytes are kept, never more than MAX_SCAN_BYTES. */
  readonly keptBytes: number
}

export function createScanParser(terminators: ScanTerminators): ScanParser {
  const kept = new Uint8Array(MAX_SCAN_BYTES)
  const tailBytes = Math.max(...terminators.map((terminator) => terminator.length)) - 1
  let used = 0
  /** Bytes of a scan too long that were let go; 0 when the present one fits. */
  let overflowed = 0

  const clear = () => {
    kept.fill(0, 0, used)
    used = 0
    overflowed = 0
  }
  const endFrame = (terminated: boolean, terminatorBytes = 0): ScanMessage[] => {
    const bytes = kept.slice(0, used - terminatorBytes)
    const lost = overflowed
    clear()
    if (lost > 0) return [{ kind: 'dropped', sizeBytes: lost + bytes.length, reason: 'overflow' }]
    // A terminator alone says nothing: CRLF where CR was enough, or a key on the scanner.
    return bytes.length > 0 ? [decodeScan({ bytes, terminated })] : []
  }
  /** Keeps only what may be the beginning of a terminator, so that the end of the long one is still seen. */
  const overflow = (): ScanMessage[] => {
    const first = overflowed === 0
    const letGo = used - tailBytes
    kept.copyWithin(0, letGo, used)
    kept.fill(0, tailBytes, used)
    used = tailBytes
    overflowed += letGo
    return first ? [{ kind: 'refused', code: 'SCAN_TOO_LONG' }] : []
  }
  const take = (byte: number): ScanMessage[] => {
    if (byte === STX) return endFrame(false)
    if (byte === ETX) return endFrame(true)
    const early = used === MAX_SCAN_BYTES ? overflow() : []
    kept[used] = byte
    used += 1
    const terminator = terminators.find((candidate) => endsWith(kept, used, candidate))
    return terminator ? [...early, ...endFrame(true, terminator.length)] : early
  }

  return {
    push(chunk) {
      const messages: ScanMessage[] = []
      for (const byte of chunk) messages.push(...take(byte))
      return messages
    },
    idle: () => endFrame(false),
    unplugged() {
      const sizeBytes = used + overflowed
      clear()
      return sizeBytes > 0 ? [{ kind: 'dropped', sizeBytes, reason: 'unplugged' }] : []
    },
    get waiting() {
      return used + overflowed > 0
    },
    get keptBytes() {
      return used
    },
  }
}

function endsWith(bytes: Uint8Array, length: number, suffix: readonly number[]): boolean {
  const from = length - suffix.length
  return from >= 0 && suffix.every((byte, at) => bytes[from + at] === byte)
}
