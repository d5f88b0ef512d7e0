import { closeSync, fsyncSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

const MEBIBYTE = 1_048_576
/** Some thousand packets: the citizens who stand here now, and the time until somebody has freed the disk. */
export const RESERVE_BYTES = 8 * MEBIBYTE
/** The reserve is taken again only where it would not be what fills the disk. */
const REFILL_FREE_BYTES = 16 * RESERVE_BYTES

/** Space on the disk that is held back, and given to the store when nothing else is left. */
export interface ReserveFile {
  /** Lets the space go; gives whether there was any. */
  free(): boolean
  /** Takes the space when the disk has plenty. Never raises: a disk without room has none to hold back. */
  refill(): void
}

export function createReserveFile(path: string, bytes = RESERVE_BYTES, plentyBytes = REFILL_FREE_BYTES): ReserveFile {
  return {
    free() {
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) return false
      rmSync(path, { force: true })
      return true
    },
    refill() {
      try {
        if (statSync(path, { throwIfNoEntry: false })?.size === bytes) return
        const { bavail, bsize } = statfsSync(dirname(path))
        if (bavail * bsize >= plentyBytes) fill(path, bytes)
      } catch {
        rmSync(path, { force: true })
      }
    },
  }
}

/** Written out: a file of holes would hold nothing back. */
function fill(path: string, bytes: number): void {
  const file = openSync(path, 'w', 0o600)
  try {
    const block = Buffer.alloc(MEBIBYTE, 0x5a)
    for (let at = 0; at < bytes; at += block.length) writeSync(file, block, 0, Math.min(block.length, bytes - at), at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
