import type { DeviceStanding, WatchedDevice } from '../../../flows/ports/device.port.ts'
import type { CardReaders, ReaderView } from './card-readers.ts'

/**
 * How the readers stand for a driver that uses those which `suits` accepts: `needs-driver` while daemon or binding are not there, `missing`
 * (READER_ABSENT, READER_LOST) without a reader, `ready` with one, card or not.
 */
export function createReaderStanding(
  cardReaders: Pick<CardReaders, 'readers' | 'code' | 'subscribe'>,
  suits: (reader: ReaderView) => boolean = () => true,
): WatchedDevice {
  let lastName: string | null = null
  const look = (): DeviceStanding => {
    const { code, readers } = cardReaders
    if (code !== null) return { state: 'needs-driver', code, name: lastName }
    const reader = readers.find(suits)
    if (!reader) return { state: 'missing', code: lastName ? 'READER_LOST' : 'READER_ABSENT', name: lastName }
    lastName = reader.name
    return { state: 'ready', code: null, name: reader.name }
  }
  return {
    get standing() {
      return look()
    },
    watch(listener) {
      let told = look()
      return cardReaders.subscribe(() => {
        const now = look()
        if (now.state === told.state && now.code === told.code && now.name === told.name) return
        told = now
        listener(now)
      })
    },
  }
}
