import { Fault } from '../../flows/base/fault.ts'
import type { BytePort } from './byte-port.ts'
import { createPortEvents, type PortEvents } from './port-events.ts'
import { lossFault } from './port-faults.ts'

/** The device's end of a line that exists in memory only. */
export interface MemoryPeer extends BytePort {
  /** Sends the bytes cut into chunks of the given sizes; what is left over goes as the last chunk. */
  sendInChunks(bytes: Uint8Array, sizesBytes: readonly number[]): void
  /** The line breaks: both ends hear `failed` with PORT_LOST, then `closed`. */
  unplug(): void
}

export interface MemoryPair {
  /** For the driver. */
  readonly near: BytePort
  /** For the device: a test or a simulator. */
  readonly far: MemoryPeer
}

/** Makes a line for tests. A chunk arrives before the call that sends it returns; chunks sent before anyone listens wait. */
export function createMemoryPair(name = 'memory'): MemoryPair {
  const near = createPortEvents()
  const far = createPortEvents()
  const end = (fault: Fault | null) => {
    near.end(fault)
    far.end(fault)
  }
  const portTo = (own: PortEvents, other: PortEvents): BytePort => ({
    name,
    subscribe: own.subscribe,
    async write(bytes) {
      if (own.ended) throw new Fault('PORT_CLOSED', { port: name })
      other.data(Uint8Array.from(bytes))
    },
    async close() {
      end(null)
    },
  })
  return {
    near: portTo(near, far),
    far: {
      ...portTo(far, near),
      sendInChunks(bytes, sizesBytes) {
        let from = 0
        for (const sizeBytes of [...sizesBytes, bytes.length]) {
          near.data(bytes.slice(from, from + sizeBytes))
          from += sizeBytes
        }
      },
      unplug: () => end(lossFault(name)),
    },
  }
}
