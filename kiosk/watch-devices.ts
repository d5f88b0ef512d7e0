import type { FaultCode } from '../flows/base/fault-codes.ts'
import type { DeviceStanding } from '../flows/ports/device.port.ts'
import type { DeviceSettings } from './device-settings.ts'
import type { StationDevices } from './station-devices.ts'
import type { MutableStatus } from './status-store.ts'
import type { DeviceTrouble } from './ui/status.ts'

type Watched = Exclude<DeviceTrouble['device'], 'scanner'>

/** What a citizen misses first stands first. */
const ORDER: readonly DeviceTrouble['device'][] = ['printer', 'scanner', 'readers', 'token', 'modem']

/** The software of the tokens works and nobody has put one in: so it is between two people who sign. */
const NOBODY_SIGNS: FaultCode = 'TOKEN_ABSENT'

/**
 * Keeps the frame's list of troubles true until the signal. A device that was only looked for is no trouble as long as it has never been there;
 * one that the settings name, or that has worked, is.
 */
export function watchDevices(
  status: MutableStatus,
  devices: StationDevices,
  settings: DeviceSettings,
  signal: AbortSignal,
): void {
  const standings = new Map<DeviceTrouble['device'], DeviceTrouble>()
  const show = () => status.change({ troubles: ORDER.flatMap((device) => standings.get(device) ?? []) })
  const note = (device: DeviceTrouble['device'], standing: Pick<DeviceStanding, 'state' | 'code'>) => {
    if (
      standing.code === null ||
      standing.code === NOBODY_SIGNS ||
      standing.state === 'ready' ||
      standing.state === 'off'
    )
      standings.delete(device)
    else standings.set(device, { device, code: standing.code })
    show()
  }
  const endings: (() => void)[] = []
  const watch = (device: Watched, port: StationDevices['printer' | 'card' | 'token' | 'modem'], needed: boolean) => {
    if (!port) return
    let counts = needed
    const look = (standing: DeviceStanding) => {
      counts ||= standing.state === 'ready'
      if (counts) note(device, standing)
    }
    endings.push(port.watch(look))
    look(port.standing)
  }
  watch('printer', devices.printer, true)
  watch('readers', devices.card, settings.readers.kind !== 'auto')
  watch('token', devices.token, settings.token.kind !== 'auto')
  watch('modem', devices.modem, settings.modem.kind !== 'auto')
  if (devices.scanner) {
    endings.push(
      devices.scanner.subscribe((event) => {
        if (event.kind !== 'state') return
        note('scanner', {
          state: event.state === 'ready' ? 'ready' : event.state === 'off' ? 'off' : 'missing',
          code: event.code,
        })
      }),
    )
  }
  signal.addEventListener('abort', () => {
    for (const end of endings) end()
  })
}
