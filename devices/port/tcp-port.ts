import { connect, type Socket } from 'node:net'
import { Fault } from '../../flows/base/fault.ts'
import type { BytePort } from './byte-port.ts'
import { createPortEvents } from './port-events.ts'
import { lossFault, openFault } from './port-faults.ts'

/** A device server on the same network answers in milliseconds; one that is off answers never. */
const CONNECT_LIMIT_MS = 3_000
/** A peer that lost its power says nothing: without this probe a dead line would look open for ever. */
const KEEP_ALIVE_MS = 10_000

export interface TcpPortOptions {
  readonly host: string
  readonly port: number
}

/** Opens a device behind a serial-to-network server. Raises PORT_ABSENT, PORT_DENIED, PORT_UNUSABLE. */
export async function openTcpPort({ host, port }: TcpPortOptions): Promise<BytePort> {
  const name = `${host}:${port}`
  const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS })
  try {
    await connected(socket)
  } catch (thrown) {
    socket.destroy()
    throw openFault(thrown, name)
  }
  return portOf(socket, name)
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(CONNECT_LIMIT_MS, () => reject(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })))
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.setTimeout(0)
      socket.off('error', reject)
      resolve()
    })
  })
}

function portOf(socket: Socket, name: string): BytePort {
  const events = createPortEvents(() => {
    socket.on('data', (bytes) => events.data(Uint8Array.from(bytes)))
  })
  let closing = false
  let cause: unknown
  socket.on('error', (error) => {
    cause = error
  })
  socket.on('end', () => socket.destroy())
  const gone = new Promise<void>((resolve) => {
    socket.on('close', () => {
      events.end(closing ? null : lossFault(name, cause))
      resolve()
    })
  })
  return {
    name,
    subscribe: events.subscribe,
    write(bytes) {
      if (closing || socket.destroyed) return Promise.reject(new Fault('PORT_CLOSED', { port: name }))
      return new Promise((resolve, reject) => {
        socket.write(bytes, (error) => (error ? reject(lossFault(name, error)) : resolve()))
      })
    },
    close() {
      closing = true
      socket.destroy()
      return gone
    },
  }
}
