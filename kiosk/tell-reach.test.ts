import { expect, test } from 'vitest'
import type { StationEvent } from '../flows/base/events.ts'
import type { ModemView } from '../flows/ports/modem.port.ts'
import { sampleModem } from '../flows/testing/fake-devices.ts'
import { createListeners } from './listeners.ts'
import { createStatusStore } from './status-store.ts'
import { tellReach } from './tell-reach.ts'
import type { LineState } from './ui/status.ts'

test('the visit hears of the line and the modem when they come and go, and of nothing else', () => {
  const heard: StationEvent[] = []
  const status = createStatusStore({
    line: 'online',
    time: '',
    clockProven: false,
    scanner: 'off',
    troubles: [],
    training: false,
    outboxCount: 0,
    outboxAgeMs: null,
    limits: [],
    store: null,
    noRoom: null,
    noticeCount: 0,
    phone: null,
  })
  const listeners = createListeners<readonly ModemView[]>()
  let modems: readonly ModemView[] = []
  const plug = (now: readonly ModemView[]) => {
    modems = now
    listeners.tell(now)
  }
  tellReach({
    visit: { send: (event) => void heard.push(event as StationEvent) },
    status,
    modem: {
      get modems() {
        return modems
      },
      subscribe: (listener) => listeners.subscribe(listener).unsubscribe,
    },
    isOnline: () => status.getSnapshot().line === 'online',
  })
  const line = (state: LineState) => status.change({ line: state })
  line('offline')
  line('captive-portal')
  status.change({ time: '09:41' })
  plug([sampleModem({ network: 'searching' })])
  plug([sampleModem({})])
  plug([sampleModem({ signalDbm: -60 })])
  line('online')
  plug([])
  expect(heard.map(({ isOnline, canText }) => [isOnline, canText])).toEqual([
    [false, false],
    [false, true],
    [true, true],
    [true, false],
  ])
})
