import { expect, test } from 'vitest'
import type { DeviceStanding } from '../flows/ports/device.port.ts'
import type { PrinterPort } from '../flows/ports/printer.port.ts'
import type { ScannerEvent, ScannerPort } from '../flows/ports/scanner.port.ts'
import type { TokenPort } from '../flows/ports/token.port.ts'
import { DEVICE_DEFAULTS, readDeviceSettings } from './device-settings.ts'
import type { StationDevices } from './station-devices.ts'
import { createStatusStore } from './status-store.ts'
import { QUIET_STATUS } from './ui/testing/test-terminal.tsx'
import { watchDevices } from './watch-devices.ts'

const READY: DeviceStanding = { state: 'ready', code: null, name: 'x' }
const SETTINGS = readDeviceSettings(DEVICE_DEFAULTS)

/** A device that stands as it is told. */
function watched(first: DeviceStanding) {
  const listeners = new Set<(standing: DeviceStanding) => void>()
  let standing = first
  return {
    set(next: DeviceStanding) {
      standing = next
      for (const listener of listeners) listener(next)
    },
    listeners,
    port: {
      get standing() {
        return standing
      },
      watch(listener: (standing: DeviceStanding) => void) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
  }
}

const NOTHING: StationDevices = {
  scanner: null,
  token: null,
  readers: null,
  card: null,
  sim: null,
  modem: null,
  printer: null,
  anchorCount: 0,
  start: async () => {},
  stop: async () => {},
}

test('a printer that runs out of paper is shown, and no longer once it has some', () => {
  const printer = watched(READY)
  const status = createStatusStore(QUIET_STATUS)
  watchDevices(
    status,
    { ...NOTHING, printer: printer.port as unknown as PrinterPort },
    SETTINGS,
    new AbortController().signal,
  )
  expect(status.getSnapshot().troubles).toEqual([])
  printer.set({ state: 'faulted', code: 'PRINTER_PAPER_OUT', name: 'x' })
  expect(status.getSnapshot().troubles).toEqual([{ device: 'printer', code: 'PRINTER_PAPER_OUT' }])
  printer.set(READY)
  expect(status.getSnapshot().troubles).toEqual([])
})

test('what was only looked for is no trouble until it has worked once', () => {
  const token = watched({ state: 'missing', code: 'TOKEN_MODULE_MISSING', name: null })
  const status = createStatusStore(QUIET_STATUS)
  watchDevices(
    status,
    { ...NOTHING, token: token.port as unknown as TokenPort },
    SETTINGS,
    new AbortController().signal,
  )
  expect(status.getSnapshot().troubles).toEqual([])
  token.set(READY)
  token.set({ state: 'faulted', code: 'TOKEN_MODULE_CRASHED', name: null })
  expect(status.getSnapshot().troubles).toEqual([{ device: 'token', code: 'TOKEN_MODULE_CRASHED' }])
})

test('a device that the settings name is missed from the start', () => {
  const token = watched({ state: 'needs-driver', code: 'TOKEN_MODULE_MISSING', name: null })
  const status = createStatusStore(QUIET_STATUS)
  const settings = readDeviceSettings({ ...DEVICE_DEFAULTS, token: '/opt/vendor.so' })
  watchDevices(
    status,
    { ...NOTHING, token: token.port as unknown as TokenPort },
    settings,
    new AbortController().signal,
  )
  expect(status.getSnapshot().troubles).toEqual([{ device: 'token', code: 'TOKEN_MODULE_MISSING' }])
})

test('a slot that nobody has put a token into is no trouble, named or used before; its software that dies is', () => {
  const empty: DeviceStanding = { state: 'missing', code: 'TOKEN_ABSENT', name: 'simulated' }
  const token = watched(empty)
  const status = createStatusStore(QUIET_STATUS)
  const settings = readDeviceSettings({ ...DEVICE_DEFAULTS, token: 'simulated' })
  watchDevices(
    status,
    { ...NOTHING, token: token.port as unknown as TokenPort },
    settings,
    new AbortController().signal,
  )
  expect(status.getSnapshot().troubles).toEqual([])
  token.set(READY)
  token.set(empty)
  expect(status.getSnapshot().troubles).toEqual([])
  token.set({ state: 'faulted', code: 'TOKEN_MODULE_HUNG', name: null })
  expect(status.getSnapshot().troubles).toEqual([{ device: 'token', code: 'TOKEN_MODULE_HUNG' }])
  token.set(empty)
  expect(status.getSnapshot().troubles).toEqual([])
})

test('what a citizen misses first stands first; the end of the kiosk ends the watching', () => {
  const printer = watched({ state: 'missing', code: 'PRINTER_ABSENT', name: null })
  let tell: (event: ScannerEvent) => void = () => {}
  const scanner: ScannerPort = {
    state: 'ready',
    subscribe(listener) {
      tell = listener
      return () => {
        tell = () => {}
      }
    },
  }
  const status = createStatusStore(QUIET_STATUS)
  const ending = new AbortController()
  watchDevices(
    status,
    { ...NOTHING, scanner, printer: printer.port as unknown as PrinterPort },
    SETTINGS,
    ending.signal,
  )
  tell({ kind: 'state', state: 'lost', code: 'SCANNER_LOST' })
  expect(status.getSnapshot().troubles.map(({ device }) => device)).toEqual(['printer', 'scanner'])
  ending.abort()
  printer.set(READY)
  tell({ kind: 'state', state: 'ready', code: null })
  expect(status.getSnapshot().troubles).toHaveLength(2)
  expect(printer.listeners.size).toBe(0)
})
