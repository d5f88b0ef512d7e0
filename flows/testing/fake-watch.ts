import type { FaultCode } from '../base/fault-codes.ts'
import type { DeviceStanding, WatchedDevice } from '../ports/device.port.ts'

/** The part of a fake device that tells of itself. */
export interface FakeWatch<T> extends WatchedDevice {
  readonly value: T
  subscribe(listener: (value: T) => void): () => void
  /** Changes value and standing together and tells everyone; null is a device that is ready. */
  become(value: T, code: FaultCode | null): void
}

export function createFakeWatch<T>(first: T, name: string): FakeWatch<T> {
  const subscribers = new Set<(value: T) => void>()
  const watchers = new Set<(standing: DeviceStanding) => void>()
  let value = first
  let standing: DeviceStanding = { state: 'ready', code: null, name }
  const listen = <L>(listeners: Set<L>, listener: L) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return {
    get value() {
      return value
    },
    get standing() {
      return standing
    },
    subscribe: (listener) => listen(subscribers, listener),
    watch: (listener) => listen(watchers, listener),
    become(next, code) {
      value = next
      standing = { state: code ? 'missing' : 'ready', code, name: code ? null : name }
      for (const tell of [...subscribers]) tell(value)
      for (const tell of [...watchers]) tell(standing)
    },
  }
}
