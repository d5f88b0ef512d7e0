import { createServer, type Socket } from 'node:net'
import type { BytePort } from '../port/byte-port.ts'
import { openPseudoPort, type PseudoPort } from '../port/pseudo-port.ts'

/** The printer's end of a line that can be pulled out and put in again. */
export interface SimulatorLine {
  /** What the driver opens: a path, or host and port. Null while it is unplugged. */
  readonly place: { readonly path: string } | { readonly host: string; readonly port: number } | null
  send(bytes: Uint8Array): void
  plug(): Promise<void>
  unplug(): Promise<void>
}

/** A pseudo-terminal: for the driver a serial line. */
export function createPseudoLine(linkPath: string | undefined, hear: (bytes: Uint8Array) => void): SimulatorLine {
  let line: PseudoPort | null = null
  return {
    get place() {
      return line && { path: line.path }
    },
    // Bytes for a driver that has gone are lost, as on a real line.
    send: (bytes) => void line?.write(bytes).catch(() => {}),
    async plug() {
      line = await openPseudoPort(linkPath === undefined ? {} : { linkPath })
      line.subscribe((event) => {
        if (event.kind === 'data') hear(event.bytes)
      })
    },
    async unplug() {
      const pulled: BytePort | null = line
      line = null
      await pulled?.close()
    },
  }
}

const LOOPBACK = '127.0.0.1'

/** A network printer: one connection at a time, on this machine alone, and after replugging under the same number. */
export function createTcpLine(port: number, hear: (bytes: Uint8Array) => void): SimulatorLine {
  let number = port
  let socket: Socket | null = null
  let server: ReturnType<typeof createServer> | null = null
  return {
    get place() {
      return server && { host: LOOPBACK, port: number }
    },
    send(bytes) {
      if (socket?.writable) socket.write(bytes)
    },
    async plug() {
      const opened = createServer((connected) => {
        socket?.destroy()
        socket = connected
        connected.on('data', hear)
        // The driver's end closing is no fault of the printer.
        connected.on('error', () => connected.destroy())
      })
      await new Promise<void>((resolve, reject) => {
        opened.once('error', reject)
        opened.listen(number, LOOPBACK, resolve)
      })
      const address = opened.address()
      if (address && typeof address !== 'string') number = address.port
      server = opened
    },
    async unplug() {
      const pulled = server
      server = null
      socket?.destroy()
      socket = null
      if (pulled) await new Promise((resolve) => pulled.close(resolve))
    },
  }
}
