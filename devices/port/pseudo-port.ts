import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeSync,
} from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { ReadStream } from 'node:tty'
import { Fault } from '../../flows/base/fault.ts'
import type { BytePort } from './byte-port.ts'
import { createPortEvents } from './port-events.ts'
import { lossFault, openFault } from './port-faults.ts'

/** The device's end of a pseudo-terminal, for simulators. A driver opens `path` as the serial line it takes it for. */
export interface PseudoPort extends BytePort {
  /** What to open: the link when one was asked for, else the device node. */
  readonly path: string
}

/** How often a full line is tried again, and how long until its bytes are lost: as on a real serial line that nobody reads. */
const WRITE_RETRY_MS = 5
export const WRITE_PATIENCE_MS = 250

/**
 * Makes a pseudo-terminal (Linux, macOS). With `linkPath` a symbolic link leads to it as long as it is open, so that a program started
 * earlier, or elsewhere, finds it under a name that stays. Raises PORT_UNUSABLE where the system gives none,
 * CONFIG_INVALID when something else stands at `linkPath`.
 */
export async function openPseudoPort(options: { readonly linkPath?: string } = {}): Promise<PseudoPort> {
  const { linkPath } = options
  if (linkPath !== undefined) refuseForeign(linkPath)
  const { master, masterFd, slavePath, heldFd } = await openPair()
  if (linkPath !== undefined) pointTo(linkPath, slavePath)

  const events = createPortEvents(() => {
    master.on('data', (bytes: Buffer) => events.data(Uint8Array.from(bytes)))
    master.resume()
  })
  let closing: Promise<void> | null = null
  let writing: Promise<void> = Promise.resolve()
  const gone = new Promise<void>((resolve) => master.once('close', resolve))
  const end = (fault: Fault | null): Promise<void> => {
    if (!closing) {
      if (linkPath !== undefined) unlinkOwn(linkPath, slavePath)
      closing = gone.then(() => {
        closeSync(heldFd)
        events.end(fault)
      })
      master.destroy()
    }
    return closing
  }
  master.on('error', (error) => void end(lossFault(slavePath, error)))

  return {
    name: slavePath,
    path: linkPath ?? slavePath,
    subscribe: events.subscribe,
    write(bytes) {
      const turn = writing.then(async () => {
        let waitedMs = 0
        for (let from = 0; from < bytes.length && waitedMs < WRITE_PATIENCE_MS; ) {
          if (closing) throw new Fault('PORT_CLOSED', { port: slavePath })
          const writtenBytes = writeSome(masterFd, bytes.subarray(from))
          from += writtenBytes
          if (writtenBytes > 0) waitedMs = 0
          else waitedMs += await wait(WRITE_RETRY_MS, WRITE_RETRY_MS)
        }
      })
      writing = turn.catch(() => {})
      return turn
    },
    close: () => end(null),
  }
}

/** What node-pty's `open()` gives and its types leave out. */
interface OpenedPty {
  readonly master: ReadStream
  readonly slave: ReadStream
  readonly fd: number
  readonly ptsName: string
}

async function openPair() {
  try {
    // Loaded here and not above: a station without simulators never loads the native code.
    const pty = (await import('@lydell/node-pty')) as unknown as {
      open(options: { encoding: null }): OpenedPty
    }
    // Never call destroy() on what open() gives: it has no process, and node-pty then signals process -1, which is every process there is.
    const { master, slave, fd, ptsName } = pty.open({ encoding: null })
    // node-pty reads from the slave side too and would take the driver's bytes. A bare descriptor reads nothing, and
    // keeps the line up while no driver has it open, as a plugged-in device does.
    const heldFd = openSync(ptsName, constants.O_RDWR | constants.O_NOCTTY)
    slave.destroy()
    return { master, masterFd: fd, slavePath: ptsName, heldFd }
  } catch (thrown) {
    throw openFault(thrown, 'pseudo-terminal')
  }
}

/**
 * Writes what fits and gives how much that was. Not the stream's write: Node writes to a terminal without yielding, so on a line
 * that is full because its reader is in this same program, the program would stand still for ever.
 */
function writeSome(fd: number, bytes: Uint8Array): number {
  try {
    return writeSync(fd, bytes)
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EAGAIN') return 0
    throw lossFault('pseudo-terminal', thrown)
  }
}

/** A link of an earlier run may be replaced, anything else at that path is somebody's. Raises CONFIG_INVALID. */
function refuseForeign(linkPath: string): void {
  const there = lstatSync(linkPath, { throwIfNoEntry: false })
  if (there && !there.isSymbolicLink()) throw new Fault('CONFIG_INVALID', { field: 'linkPath' })
}

function pointTo(linkPath: string, target: string): void {
  const fresh = `${linkPath}.new`
  rmSync(fresh, { force: true })
  symlinkSync(target, fresh)
  renameSync(fresh, linkPath)
}

function unlinkOwn(linkPath: string, target: string): void {
  const there = lstatSync(linkPath, { throwIfNoEntry: false })
  if (there?.isSymbolicLink() && readlinkSync(linkPath) === target) rmSync(linkPath)
}
