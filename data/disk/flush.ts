import { closeSync, fsyncSync, openSync } from 'node:fs'

/**
 * Puts on the disk what was written to a file; or, of a folder, which names it holds: without that a file that was made or renamed may be gone after a power cut (fsync(2)).
 * Raises what the file system raises.
 */
export function flush(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
