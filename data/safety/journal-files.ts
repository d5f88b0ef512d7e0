import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { toStoreFault } from '../store/store-fault.ts'
import { type JournalRecord, readRecords } from './journal-record.ts'

/**
 * One segment of the journal. `0007.log` is being written by some process, or was when that process ended; `0007.12-40.done` is written no more
 * and holds packets 12 to 40 (0-0: none).
 */
export interface JournalFile {
  readonly number: number
  readonly path: string
  /** Null while it may still grow. */
  readonly holds: { readonly first: number; readonly last: number } | null
}

const NAME = /^(\d{4,})(?:\.log|\.(\d+)-(\d+)\.done)$/
const NUMBER_DIGITS = 4

const padded = (number: number) => String(number).padStart(NUMBER_DIGITS, '0')
/** Name of a segment that is written to. */
export const segmentName = (number: number) => `${padded(number)}.log`
const doneName = (number: number, first: number, last: number) => `${padded(number)}.${first}-${last}.done`

/** The segments of a journal by number; none where there is no journal yet. */
export function journalFiles(folder: string): readonly JournalFile[] {
  return namesIn(folder)
    .flatMap((name) => {
      const [, number, first, last] = NAME.exec(name) ?? []
      if (number === undefined) return []
      const holds = first === undefined || last === undefined ? null : { first: Number(first), last: Number(last) }
      return [{ number: Number(number), path: join(folder, name), holds }]
    })
    .sort((one, other) => one.number - other.number)
}

/** The whole records of one segment; none when another process has just renamed or removed it. */
export function readSegment(path: string): readonly JournalRecord[] {
  try {
    return readRecords(readFileSync(path))
  } catch (thrown) {
    if (isMissing(thrown)) return []
    throw toStoreFault(thrown)
  }
}

/**
 * Takes every open segment out of use: it gets a name that tells what it holds. Its writer, if one lives, sees that the name is gone and writes
 * what it was writing once more into a new segment (packet-journal.ts), so that nothing falls between.
 */
export function retireSegments(folder: string): void {
  for (const { number, path, holds } of journalFiles(folder)) {
    if (holds) continue
    // First the name, then what it holds: a record that comes in between is read as well.
    const unread = join(folder, doneName(number, 0, 0))
    if (rename(path, unread)) nameByContent(folder, number, unread)
  }
  // A power cut between the two names leaves this one.
  for (const { number, path, holds } of journalFiles(folder)) {
    if (holds?.last === 0) nameByContent(folder, number, path)
  }
}

function nameByContent(folder: string, number: number, path: string): void {
  const sequences = readSegment(path).flatMap(({ kind, packet }) => (kind === 'packet' ? [packet.sequence] : []))
  if (sequences.length === 0) rmSync(path, { force: true })
  else nameDone(folder, { number, path }, Math.min(...sequences), Math.max(...sequences))
}

/** Takes one segment out of use that is known to hold packets `first` to `last`; does nothing where another process has done so. */
export function nameDone(
  folder: string,
  { number, path }: Pick<JournalFile, 'number' | 'path'>,
  first: number,
  last: number,
): void {
  rename(path, join(folder, doneName(number, first, last)))
}

/**
 * Removes segments that hold nothing any more that could be missed: all packets up to `safeSequence` stand in every copy that is kept, and
 * `waits` says whether one between two sequences still waits in the outbox. The segment with the newest packet stays: it tells a store that
 * lost its end how far the chain had come. Once all up to `erasedSequence` were erased from the store, its name alone stays, and tells the same.
 */
export function pruneJournal(
  folder: string,
  safeSequence: number,
  waits: (first: number, last: number) => boolean,
  erasedSequence: number,
): void {
  const done = journalFiles(folder).flatMap(({ path, holds }) => (holds ? [{ path, ...holds }] : []))
  const newest = Math.max(0, ...done.map(({ last }) => last))
  for (const { path, first, last } of done) {
    if (last > safeSequence || waits(first, last)) continue
    if (last < newest) rmSync(path, { force: true })
    else if (last <= erasedSequence) truncateSync(path)
  }
}

/** How far the chain had come by segments that were emptied when their packets were erased; 0 without one. A writer that closes late fills one with zeros again, which are no record. */
export function emptiedTo(files: readonly JournalFile[]): number {
  const emptied = files.filter(({ path }) => readSegment(path).length === 0 && existsSync(path))
  return Math.max(0, ...emptied.map(({ holds }) => holds?.last ?? 0))
}

/** Makes the folder for its owner only. */
export function makeJournalFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (thrown) {
    if (isMissing(thrown)) return []
    throw toStoreFault(thrown)
  }
}

/** Gives whether it was there to be renamed. */
function rename(from: string, to: string): boolean {
  try {
    renameSync(from, to)
    return true
  } catch (thrown) {
    if (isMissing(thrown)) return false
    throw toStoreFault(thrown)
  }
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'
}
