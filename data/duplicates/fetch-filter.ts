import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../../flows/base/fault.ts'
import { flush } from '../disk/flush.ts'
import type { DuplicatesDocument } from '../wire/duplicates.wire.ts'
import type { FilterClient } from './filter.client.ts'
import { blocksHash } from './filter-file.ts'
import { filterHeader, HEADER_BYTES } from './filter-layout.ts'
import { nextPieceBytes, PIECE_FIRST_BYTES } from './piece-size.ts'

/** Name of the filter in force, in the station's folder. */
export const FILTER_NAME = 'person-filter.bin'
const PART_NAME = /^person-filter\..*\.part$/

/** How far a round came: `more` is there to fetch, in the next one. */
export type Fetched = 'in-force' | 'more'

export interface FetchParts {
  readonly dir: string
  readonly client: FilterClient
  /** On a clock that never jumps. */
  readonly nowMs: () => number
  /** A round ends after this: packets go before a filter. */
  readonly roundMs: number
}

/**
 * Fetches the filter that a document names into a file beside the one in force, goes on where an earlier round or an earlier start of the machine left off, and puts it in place when all of it is there
 * and is what central signed: flushed, then renamed. Whatever happens before, the old one stays. Raises REFERENCE_INVALID for bytes that are not what central signed (fetched anew next time), CANCELLED,
 * STORE_FULL, and what the client raises.
 */
export function createFilterFetch(parts: FetchParts) {
  let pieceBytes = PIECE_FIRST_BYTES
  return async (document: DuplicatesDocument, jws: string, signal?: AbortSignal): Promise<Fetched> => {
    const name = `person-filter.${document.version}-${document.sha256.slice(0, 8)}.part`
    removeParts(parts.dir, name)
    const path = join(parts.dir, name)
    const file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600)
    try {
      const startedMs = parts.nowMs()
      let have = Math.max(0, fstatSync(file).size - HEADER_BYTES)
      if (have > document.sizeBytes) have = 0
      ftruncateSync(file, HEADER_BYTES + have)
      while (have < document.sizeBytes) {
        if (signal?.aborted) throw new Fault('CANCELLED')
        const askedMs = parts.nowMs()
        if (askedMs - startedMs >= parts.roundMs) return 'more'
        const wanted = Math.min(pieceBytes, document.sizeBytes - have)
        const piece = await parts.client.read(document.version, have, wanted, signal).catch((thrown: unknown) => {
          pieceBytes = nextPieceBytes(pieceBytes, null)
          throw thrown
        })
        writePiece(file, piece, HEADER_BYTES + have)
        have += piece.length
        if (wanted === pieceBytes) pieceBytes = nextPieceBytes(pieceBytes, parts.nowMs() - askedMs)
      }
      if ((await blocksHash(file)) !== document.sha256) {
        rmSync(path, { force: true })
        throw new Fault('REFERENCE_INVALID', { name: 'duplicates', reason: 'sha256' })
      }
      writeSync(file, filterHeader(jws), 0, HEADER_BYTES, 0)
      fsyncSync(file)
      renameSync(path, join(parts.dir, FILTER_NAME))
      flush(parts.dir)
      return 'in-force'
    } finally {
      closeSync(file)
    }
  }
}

function writePiece(file: number, piece: Uint8Array, at: number): void {
  try {
    for (let done = 0; done < piece.length; ) done += writeSync(file, piece, done, piece.length - done, at + done)
    fdatasyncSync(file)
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC')
      throw new Fault('STORE_FULL', {}, thrown)
    throw thrown
  }
}

/** Removes what was fetched of other versions. */
export function removeParts(dir: string, except: string | null = null): void {
  for (const name of readdirSync(dir)) {
    if (PART_NAME.test(name) && name !== except) rmSync(join(dir, name), { force: true })
  }
}
