import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  unlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { Fault } from '../../flows/base/fault.ts'
import { writeFileAtomic } from '../disk/write-file-atomic.ts'
import { codeOf, isGone, type StickDoing, toStickFault } from './stick-fault.ts'

const deflate = promisify(gzip)
const inflate = promisify(gunzip)

/** Largest file inflated, in bytes; central's limit on a body. */
const FILE_MAX_BYTES = 8 * 1_048_576
/** Below the folder a person names: a stick holds other things as well. */
const FOLDER = 'motcua'
/** Whoever finds the stick reads nothing; whoever carries it must be able to copy it. */
const FILE_MODE = 0o644
const STATION_FOLDER = /^K\d{4,6}$/
/** Ours, and what copying makes of them (`… (1)`, `Bản sao …`). Names are shown on screen: nothing that would steer a terminal. */
const BASE_NAME = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N} ._()-]{0,119}$/u

export type StickKind = 'out' | 'in'

/** One bundle or reply on the stick, not yet read. */
export interface StickFile {
  readonly path: string
  readonly stationCode: string
  /** The name that a bundle and its reply share. */
  readonly name: string
  readonly kind: StickKind
}

/** Bundles and replies below a folder: `motcua/<station code>/<name>.out.gz` and `.in.gz`. */
export interface StickFiles {
  /** Whether a bundle or a reply was ever written to it: its folder of ours is there. */
  used(): boolean
  /** In order of their names; links, and folders that are none, are passed over: a stick may come from anybody. Raises STICK_ABSENT when it may not be read, STICK_PULLED. */
  list(kind: StickKind, stationCode?: string): readonly StickFile[]
  /** The file's JSON. Raises STICK_UNREADABLE (details.file) for anything damaged, STICK_PULLED. */
  read(file: StickFile): Promise<unknown>
  /** Whole or not at all, also when the stick is pulled. Raises STICK_FULL, STICK_READ_ONLY, STICK_PULLED. */
  write(stationCode: string, name: string, kind: StickKind, json: Uint8Array): Promise<StickFile>
  /** Removes it if it is there. Raises STICK_READ_ONLY, STICK_PULLED. */
  remove(file: StickFile): void
}

/** Opens a folder for bundles. Raises STICK_ABSENT (details.folder, details.reason) when it is not there. */
export function openStick(folder: string): StickFiles {
  const root = join(folder, FOLDER)
  const guarded = <T>(doing: StickDoing, work: () => T): T => {
    try {
      return work()
    } catch (thrown) {
      throw toStickFault(thrown, folder, doing)
    }
  }
  guarded('open', () => {
    if (!statSync(folder).isDirectory()) throw new Fault('STICK_ABSENT', { folder, reason: 'ENOTDIR' })
  })
  return {
    used: () => existsSync(root),
    list: (kind, stationCode) =>
      guarded('read', () =>
        foldersIn(root)
          .filter((name) => stationCode === undefined || name === stationCode)
          .flatMap((name) => filesIn(root, name, kind)),
      ),
    async read(file) {
      try {
        const bytes = readRegular(file.path)
        return JSON.parse((await inflate(bytes, { maxOutputLength: FILE_MAX_BYTES })).toString('utf8'))
      } catch (thrown) {
        if (isGone(folder)) throw toStickFault(thrown, folder, 'read')
        throw new Fault('STICK_UNREADABLE', { file: file.path }, thrown)
      }
    },
    async write(stationCode, name, kind, json) {
      const path = join(root, stationCode, `${name}.${kind}.gz`)
      const bytes = await deflate(json)
      return guarded('write', () => {
        makeFolder(root)
        makeFolder(join(root, stationCode))
        writeFileAtomic(path, bytes, { mode: FILE_MODE, replace: true })
        return { path, stationCode, name, kind }
      })
    },
    remove: (file) => guarded('write', () => unlinkIfThere(file.path)),
  }
}

/** A stick that is no stick of ours may hold a pipe, which would be waited for for ever, a link, or a film. */
function readRegular(path: string): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW)
  try {
    const seen = fstatSync(file)
    if (!seen.isFile() || seen.size > FILE_MAX_BYTES) throw new Error('not a file of ours')
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}

function foldersIn(root: string): readonly string[] {
  try {
    return readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && STATION_FOLDER.test(entry.name))
      .map(({ name }) => name)
      .sort()
  } catch (thrown) {
    // A stick that was never used has no such folder.
    if (codeOf(thrown) === 'ENOENT') return []
    throw thrown
  }
}

function filesIn(root: string, stationCode: string, kind: StickKind): readonly StickFile[] {
  const ending = `.${kind}.gz`
  return readdirSync(join(root, stationCode))
    .filter((name) => name.endsWith(ending) && BASE_NAME.test(name.slice(0, -ending.length).normalize('NFC')))
    .sort()
    .map((file) => ({
      path: join(root, stationCode, file),
      stationCode,
      name: file.slice(0, -ending.length),
      kind,
    }))
}

/** Not recursive: that says ENOENT of a write-protected stick. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path)
  } catch (thrown) {
    if (codeOf(thrown) !== 'EEXIST') throw thrown
  }
}

/** Not rmSync: that names no reason on a write-protected stick. */
function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path)
  } catch (thrown) {
    if (codeOf(thrown) !== 'ENOENT') throw thrown
  }
}
