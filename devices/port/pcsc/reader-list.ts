import type { Logger } from 'pino'
import { toFault } from '../../../flows/base/fault.ts'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import type { ReaderView } from './card-readers.ts'

/** What is known of the readers, told to whoever listens when it changes. */
export interface ReaderList {
  readonly readers: readonly ReaderView[]
  readonly code: FaultCode | null
  subscribe(listener: (readers: readonly ReaderView[]) => void): () => void
  set(readers: readonly ReaderView[], code: FaultCode | null): void
}

export function createReaderList(log: Logger): ReaderList {
  const listeners = new Set<(readers: readonly ReaderView[]) => void>()
  let readers: readonly ReaderView[] = []
  let code: FaultCode | null = null
  return {
    get readers() {
      return readers
    },
    get code() {
      return code
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set(nextReaders, nextCode) {
      if (nextCode === code && sameReaders(readers, nextReaders)) return
      readers = nextReaders
      code = nextCode
      log.info({ code, readers: readers.map(({ name, presence }) => `${name}: ${presence}`) }, 'card readers changed')
      for (const listener of [...listeners]) {
        try {
          listener(readers)
        } catch (thrown) {
          log.error({ code: toFault(thrown).code }, 'a listener of the card readers broke')
        }
      }
    },
  }
}

function sameReaders(some: readonly ReaderView[], others: readonly ReaderView[]): boolean {
  return some.length === others.length && some.every((one, index) => sameReader(one, others[index]!))
}

function sameReader(one: ReaderView, other: ReaderView): boolean {
  return one.name === other.name && one.presence === other.presence && hex(one.atr) === hex(other.atr)
}

function hex(bytes: Uint8Array | null): string {
  return bytes ? Buffer.from(bytes).toString('hex') : ''
}
