import {
  closeSync,
  constants,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  statSync,
  write,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { flush } from '../disk/flush.ts'
import { isDiskCode } from '../store/store-fault.ts'
import { journalFiles, makeJournalFolder, nameDone, segmentName } from './journal-files.ts'

/** About 450 packets. Space that is taken and flushed beforehand makes each record one flush of data alone, and is there when the disk is full. */
const SEGMENT_BYTES = 1_048_576
/** On Linux a write can carry its own flush: one call in the thread pool, which runs while SQLite commits. */
const FLUSHES_ITSELF = process.platform === 'linux'

/** A file of the journal that this process alone writes to. */
export interface Segment {
  readonly path: string
  /** Whether so many bytes fit without growing it beyond its size. An empty one takes any record. */
  fits(bytes: number): boolean
  /** Writes records of these packets behind the last one, and gives when they are on the disk. What was written when this fails is written over by the next. */
  write(bytes: Buffer, sequences: readonly number[]): Promise<void>
  /** Whether it still has its name: another process may have taken it out of use meanwhile. */
  isNamed(): boolean
  /** Gives the space behind the last record back. A segment that is full gets the name that tells what it holds, so that nobody has to read it to know. */
  close(why: 'full' | 'left'): void
}

/** Opens a new segment under the next free number; two processes never share one. Raises what the file system raises. */
export function openSegment(folder: string): Segment {
  makeJournalFolder(folder)
  const { number, path, file } = createFile(folder)
  try {
    preallocate(file)
    flush(folder)
  } catch (thrown) {
    closeSync(file)
    throw thrown
  }
  const { ino } = statSync(path)
  let end = 0
  let [first, last] = [Number.POSITIVE_INFINITY, 0]
  return {
    path,
    fits: (bytes) => end === 0 || end + bytes <= SEGMENT_BYTES,
    async write(bytes, sequences) {
      await writeAll(file, bytes, end)
      end += bytes.length
      first = Math.min(first, ...sequences)
      last = Math.max(last, ...sequences)
    },
    isNamed: () => statSync(path, { throwIfNoEntry: false })?.ino === ino,
    close(why) {
      try {
        // Shorter only: a segment that was emptied meanwhile (journal-files.ts) stays empty.
        if (fstatSync(file).size > end) ftruncateSync(file, end)
        if (why === 'full' && last > 0) nameDone(folder, { number, path }, first, last)
      } catch {
        // The zeros stay; they are no record.
      } finally {
        closeSync(file)
      }
    },
  }
}

function createFile(folder: string): { readonly number: number; readonly path: string; readonly file: number } {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (FLUSHES_ITSELF ? constants.O_DSYNC : 0)
  for (let number = (journalFiles(folder).at(-1)?.number ?? 0) + 1; ; number += 1) {
    const path = join(folder, segmentName(number))
    try {
      return { number, path, file: openSync(path, flags, 0o600) }
    } catch (thrown) {
      if (!isDiskCode(thrown, 'EEXIST')) throw thrown
    }
  }
}

/** Zeros are no record. On a full disk the segment begins without space of its own: the record itself may still fit. */
function preallocate(file: number): void {
  try {
    writeSync(file, Buffer.alloc(SEGMENT_BYTES), 0, SEGMENT_BYTES, 0)
  } catch (thrown) {
    if (!isDiskCode(thrown, 'ENOSPC', 'EDQUOT', 'EFBIG')) throw thrown
    ftruncateSync(file, 0)
  }
  fsyncSync(file)
}

/** Starts at once, so that the flush runs beside what the caller does next. */
function writeAll(file: number, bytes: Buffer, position: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const from = (at: number) =>
      write(file, bytes, at, bytes.length - at, position + at, (failed, written) => {
        if (failed) reject(failed)
        else if (at + written < bytes.length) from(at + written)
        else if (FLUSHES_ITSELF) resolve()
        else fdatasync(file, (unflushed) => (unflushed ? reject(unflushed) : resolve()))
      })
    from(0)
  })
}
