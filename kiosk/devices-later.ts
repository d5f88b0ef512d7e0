import { Fault } from '../flows/base/fault.ts'
import type { FaultCode } from '../flows/base/fault-codes.ts'
import type { CardPort } from '../flows/ports/card.port.ts'
import type { DeviceStanding, WatchedDevice } from '../flows/ports/device.port.ts'
import type { ModemPort } from '../flows/ports/modem.port.ts'
import type { TokenPort } from '../flows/ports/token.port.ts'

/**
 * Devices that are still being opened, or are not used here, as the ports flows want: absent until the real one is there, and then that one. A flow that watches meanwhile
 * is told when it comes. `null` is a device that the settings leave out.
 */
export function tokenLater(opening: Promise<TokenPort | null>): TokenPort {
  const later = openLater(opening, 'TOKEN_ABSENT')
  return {
    ...later.watched,
    get standing() {
      return later.watched.standing
    },
    get tokens() {
      return later.device()?.tokens ?? []
    },
    get troubles() {
      return later.device()?.troubles ?? []
    },
    subscribe: (listener) =>
      later.listen(
        (token) => token.subscribe(listener),
        (token) => listener(token.tokens),
      ),
    sign: async (request, signal) => (await later.wait()).sign(request, signal),
  }
}

/** The same for the reader of cards. */
export function cardLater(opening: Promise<CardPort | null>): CardPort {
  const later = openLater(opening, 'READER_ABSENT')
  return {
    ...later.watched,
    get standing() {
      return later.watched.standing
    },
    get presence() {
      return later.device()?.presence ?? 'no-reader'
    },
    subscribe: (listener) =>
      later.listen(
        (card) => card.subscribe(listener),
        (card) => listener(card.presence),
      ),
    readChip: async (request, signal) => (await later.wait()).readChip(request, signal),
  }
}

/** The same for the modem. */
export function modemLater(opening: Promise<ModemPort | null>): ModemPort {
  const later = openLater(opening, 'MODEM_ABSENT')
  return {
    ...later.watched,
    get standing() {
      return later.watched.standing
    },
    get modems() {
      return later.device()?.modems ?? []
    },
    subscribe: (listener) =>
      later.listen(
        (modem) => modem.subscribe(listener),
        (modem) => listener(modem.modems),
      ),
    sendText: async (message, signal) => (await later.wait()).sendText(message, signal),
    askOwner: async (options, signal) => (await later.wait()).askOwner(options, signal),
    identifySim: async (signal) => (await later.wait()).identifySim(signal),
  }
}

type End = () => void

function openLater<Device extends WatchedDevice>(opening: Promise<Device | null>, absent: FaultCode) {
  let device: Device | null = null
  const coming = opening.then(
    (opened) => {
      device = opened
      return opened
    },
    () => null,
  )
  const missing: DeviceStanding = { state: 'missing', code: absent, name: null }
  /** Attaches when the device is there, tells how it stands then, and detaches whenever it is ended. */
  const listen = (attach: (device: Device) => End, tell: (device: Device) => void): End => {
    if (device) return attach(device)
    let end: End | null = null
    let isOver = false
    void coming.then((opened) => {
      if (isOver || !opened) return
      end = attach(opened)
      tell(opened)
    })
    return () => {
      isOver = true
      end?.()
    }
  }
  return {
    device: () => device,
    listen,
    async wait(): Promise<Device> {
      const opened = await coming
      if (!opened) throw new Fault(absent)
      return opened
    },
    watched: {
      get standing() {
        return device?.standing ?? missing
      },
      watch: (listener: (standing: DeviceStanding) => void) =>
        listen(
          (one) => one.watch(listener),
          (one) => listener(one.standing),
        ),
    },
  }
}
