import { constants, type FileHandle, open, stat } from 'node:fs/promises'
import { Fault } from '../../flows/base/fault.ts'
import type { BytePort } from './byte-port.ts'
import { createPortEvents } from './port-events.ts'
import { lossFault, openFault } from './port-faults.ts'
import { type Scheduler, systemScheduler } from './scheduler.ts'

/** Between two looks for bytes. Such a device answers when it is asked, and a wait of a few milliseconds more is not seen. */
const READ_PAUSE_MS = 20
/** Between two tries to write to a device whose buffer is full. */
const WRITE_PAUSE_MS = 5
const READ_BUFFER_BYTES = 256
/** One write of usblp takes at most so much. */
const WRITE_PIECE_BYTES = 8_192

export interface FilePortOptions {
  /** As the configuration names it: `/dev/usb/lp0`, or a name that udev gives it. */
  readonly path: string
  readonly scheduler?: Scheduler
}

/**
 * Opens a character device for both directions, as the kernel's usblp gives a USB printer. Never blocking: a printer without paper does not take
 * bytes, and a read or write that waits in the kernel would hold one of Node's four file threads, and the end of the program, for as long.
 * Raises PORT_ABSENT, PORT_DENIED, PORT_BUSY (usblp is opened by one program at a time), PORT_UNUSABLE for anything but a character device:
 * a plain file would be filled.
 */
export async function openFilePort({ path, scheduler = systemScheduler }: FilePortOptions): Promise<BytePort> {
  if (path === '') throw new Fault('CONFIG_INVALID', { field: 'path' })
  try {
    if (!(await stat(path)).isCharacterDevice()) throw new Fault('PORT_UNUSABLE', { port: path })
    return portOf(await open(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY), path, scheduler)
  } catch (thrown) {
    throw openFault(thrown, path)
  }
}

function portOf(file: FileHandle, name: string, scheduler: Scheduler): BytePort {
  const buffer = Buffer.alloc(READ_BUFFER_BYTES)
  const stopped = new AbortController()
  let reading: Promise<void> = Promise.resolve()
  let writing: Promise<void> = Promise.resolve()
  let closing: Promise<void> | null = null
  const events = createPortEvents(() => {
    reading = readAll()
  })

  const pause = (delayMs: number) =>
    new Promise<void>((resolve) => {
      const done = () => {
        cancel()
        stopped.signal.removeEventListener('abort', done)
        resolve()
      }
      const cancel = scheduler.after(delayMs, done)
      stopped.signal.addEventListener('abort', done)
    })
  /** A device that hung up reads as ended, and so does a printer that sends an empty packet: only its name tells the one from the other. */
  const readSome = async () => {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, null)
    if (bytesRead === 0) await stat(name)
    return bytesRead
  }
  const readAll = async () => {
    try {
      while (!closing) {
        const sizeBytes = await readyBytes(readSome())
        events.data(Uint8Array.from(buffer.subarray(0, sizeBytes)))
        if (sizeBytes === 0) await pause(READ_PAUSE_MS)
      }
    } catch (thrown) {
      if (!closing) void end(lossFault(name, thrown))
    }
  }
  const writeAll = async (bytes: Uint8Array) => {
    for (let from = 0; from < bytes.length; ) {
      if (closing) throw new Fault('PORT_CLOSED', { port: name })
      const piece = bytes.subarray(from, from + WRITE_PIECE_BYTES)
      const sizeBytes = await readyBytes(file.write(piece).then((written) => written.bytesWritten))
      from += sizeBytes
      if (sizeBytes === 0) await pause(WRITE_PAUSE_MS)
    }
  }
  const end = (fault: Fault | null): Promise<void> => {
    closing ??= Promise.resolve()
      .then(() => stopped.abort())
      .then(() => file.close())
      .catch(() => {}) // A device that is gone may refuse to be closed; there is nothing left to do for it.
      .then(() => events.end(fault))
    return closing
  }

  return {
    name,
    subscribe: events.subscribe,
    write(bytes) {
      const turn = writing.then(async () => {
        if (closing) throw new Fault('PORT_CLOSED', { port: name })
        try {
          await writeAll(bytes)
        } catch (thrown) {
          const fault = lossFault(name, thrown)
          if (fault.code === 'PORT_LOST') void end(fault)
          throw fault
        }
      })
      writing = turn.catch(() => {})
      return turn
    },
    async close() {
      await end(null)
      await reading
    },
  }
}

/** How many bytes went; none when the device is not ready now. */
async function readyBytes(work: Promise<number>): Promise<number> {
  try {
    return await work
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && ['EAGAIN', 'EINTR'].includes(String(thrown.code))) return 0
    throw thrown
  }
}
