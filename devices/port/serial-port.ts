import { access, constants } from 'node:fs/promises'
import { SerialPort } from 'serialport'
import { Fault } from '../../flows/base/fault.ts'
import type { BytePort } from './byte-port.ts'
import { createPortEvents } from './port-events.ts'
import { lossFault, openFault } from './port-faults.ts'
import { readSerial, type SerialBinding } from './serial-read.ts'

/** The usual rate of serial scanners and modems. A USB CDC-ACM device takes any. */
export const DEFAULT_BAUD_RATE = 115_200

export interface SerialPortOptions {
  /** The device, as the configuration names it: never found by guess, since a wrong device may act on what it is sent. */
  readonly path: string
  readonly baudRate?: number
}

/**
 * Opens a serial line: 8 data bits, no parity, 1 stop bit, no flow control, raw, locked against a second program that asks for the lock.
 * Raises CONFIG_INVALID when no path is given, else PORT_ABSENT, PORT_DENIED, PORT_BUSY, PORT_UNUSABLE.
 */
export async function openSerialPort({ path, baudRate = DEFAULT_BAUD_RATE }: SerialPortOptions): Promise<BytePort> {
  if (path === '') throw new Fault('CONFIG_INVALID', { field: 'path' })
  try {
    // Asked first because this gives an errno, and because opening a line that is not ours already moves its DTR.
    if (process.platform !== 'win32') await access(path, constants.R_OK | constants.W_OK)
    return portOf(await SerialPort.binding.open({ path, baudRate, lock: true }), path)
  } catch (thrown) {
    throw openFault(thrown, path)
  }
}

/** One read takes at most this; a card's QR is a twentieth of it. */
const READ_BUFFER_BYTES = 4096

function portOf(binding: SerialBinding, name: string): BytePort {
  const buffer = Buffer.alloc(READ_BUFFER_BYTES)
  const events = createPortEvents(() => {
    reading = read()
  })
  let reading: Promise<void> = Promise.resolve()
  let writing: Promise<void> = Promise.resolve()
  let closing: Promise<void> | null = null

  const read = async () => {
    try {
      while (!closing) events.data(await readSerial(binding, buffer))
    } catch (thrown) {
      if (!closing) end(lossFault(name, thrown))
    }
  }
  const end = (fault: Fault | null): Promise<void> => {
    closing ??= binding
      .close()
      .catch(() => {}) // A line that is gone may refuse to be closed; there is nothing left to do for it.
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
          await binding.write(Buffer.from(bytes))
        } catch (thrown) {
          const fault = lossFault(name, thrown)
          end(fault)
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
