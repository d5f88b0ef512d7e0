import type { Logger } from 'pino'
import { createModems, type Modems } from '../devices/modem/modems.ts'
import { createModemSimulator, type SentText } from '../devices/modem/simulator.ts'
import { listUsbPorts } from '../devices/port/list-ports.ts'
import { openSerialPort } from '../devices/port/serial-port.ts'
import type { Secrets } from '../flows/base/secret.ts'
import type { ModemSetting } from './device-settings.ts'

/** USB modems ignore the speed; those on a real serial line take this one unless the setting says another. */
const MODEM_BAUD = 115_200

/** The modems that the settings name, not started yet. `onSent` hears of what the practice modem sent. */
export async function wireModem(
  setting: Exclude<ModemSetting, { kind: 'off' }>,
  parts: { readonly log: Logger; readonly secrets: Secrets; readonly onSent?: (sent: SentText) => void },
): Promise<Modems> {
  const log = parts.log.child({ device: 'modem' })
  const common = { log, secrets: parts.secrets, listPorts: () => listUsbPorts() }
  const openPort = (path: string, baudRate = MODEM_BAUD) => openSerialPort({ path, baudRate })
  switch (setting.kind) {
    case 'auto':
      return createModems({ ...common, settings: {}, openPort })
    case 'serial':
      return createModems({
        ...common,
        settings: { paths: setting.lines.map(({ path }) => path) },
        openPort: (path) => openPort(path, setting.lines.find((line) => line.path === path)?.baudRate),
      })
    case 'simulated': {
      const simulator = await createModemSimulator({ simulate: true, ...(parts.onSent && { onSent: parts.onSent }) })
      const modems = createModems({ ...common, settings: { paths: [simulator.path] }, openPort })
      const { stop } = modems
      return Object.assign(modems, {
        async stop() {
          await stop()
          await simulator.stop()
        },
      })
    }
  }
}
