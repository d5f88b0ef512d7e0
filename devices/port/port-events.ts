import type { Fault } from '../../flows/base/fault.ts'
import type { BytePortEvent } from './byte-port.ts'

/** Keeps the promises of BytePort about events, for every kind of port alike. */
export interface PortEvents {
  subscribe(listener: (event: BytePortEvent) => void): () => void
  data(bytes: Uint8Array): void
  /** Tells `failed` when there is a fault, then `closed`; every later call does nothing. */
  end(fault: Fault | null): void
  readonly ended: boolean
}

/** What happens before the first listener comes is kept for it. `begin` is called once, when it comes: a port need not read before. */
export function createPortEvents(begin: () => void = () => {}): PortEvents {
  const listeners = new Set<(event: BytePortEvent) => void>()
  const held: BytePortEvent[] = []
  let begun = false
  let ended = false
  const tell = (event: BytePortEvent) => {
    if (!begun) held.push(event)
    for (const listener of [...listeners]) {
      if (listeners.has(listener)) listener(event)
    }
  }
  return {
    subscribe(listener) {
      listeners.add(listener)
      if (!begun) {
        begun = true
        for (const event of held.splice(0)) listener(event)
        if (!ended) begin()
      }
      return () => listeners.delete(listener)
    },
    data(bytes) {
      if (!ended && bytes.length > 0) tell({ kind: 'data', bytes })
    },
    end(fault) {
      if (ended) return
      ended = true
      if (fault) tell({ kind: 'failed', fault })
      tell({ kind: 'closed' })
      listeners.clear()
    },
    get ended() {
      return ended
    },
  }
}
