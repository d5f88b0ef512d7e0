import type { CardReaders, ReaderView } from '../../devices/port/pcsc/card-readers.ts'

/** Waits until the readers are as wanted; gives the milliseconds it took. Rejects with what they are when it takes too long. */
export function readersBecome(
  readers: CardReaders,
  wanted: (readers: readonly ReaderView[]) => boolean,
  limitMs = 5_000,
): Promise<number> {
  const from = performance.now()
  return new Promise((resolve, reject) => {
    const finish = (end: () => void) => {
      unsubscribe()
      clearTimeout(timer)
      end()
    }
    const look = () => {
      if (wanted(readers.readers)) finish(() => resolve(performance.now() - from))
    }
    const unsubscribe = readers.subscribe(look)
    const timer = setTimeout(
      () => finish(() => reject(new Error(`readers are ${readers.code} ${JSON.stringify(readers.readers)}`))),
      limitMs,
    )
    look()
  })
}

/** Whether the reader of this name holds a card that answers. */
export function hasCard(name: string): (readers: readonly ReaderView[]) => boolean {
  return (readers) => readers.some((reader) => reader.name === name && reader.presence === 'present')
}

export function isEmpty(name: string): (readers: readonly ReaderView[]) => boolean {
  return (readers) => readers.some((reader) => reader.name === name && reader.presence === 'empty')
}
