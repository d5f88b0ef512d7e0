import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import pino from 'pino'
import { createSecrets } from '../../../flows/base/secret.ts'
import type { ModemView } from '../../../flows/ports/modem.port.ts'
import { type Collected, collectEvents } from '../../port/collect-events.ts'
import { openSerialPort } from '../../port/serial-port.ts'
import { createModems, type Modems, type ModemsOptions } from '../modems.ts'
import { createModemSimulator, type ModemSimulatorConfig, type SentText } from '../simulator.ts'

/** The number that messages of the tests go to. */
export const BED_PHONE = '+84821234088'

/** The real thing from end to end for tests: simulator, kernel, serialport, drivers, with the system's own time. `config` makes another modem than the usual. */
export async function openModemBed(config: Omit<ModemSimulatorConfig, 'simulate' | 'onSent'> = {}) {
  const secrets = createSecrets(randomUUID)
  const sent: SentText[] = []
  const simulator = await createModemSimulator({ ...config, simulate: true, onSent: (text) => sent.push(text) })
  let logged = ''
  let heard: Collected<readonly ModemView[]> | null = null
  let modems: Modems | null = null

  const running = (): Modems => {
    if (!modems) throw new Error('the modems were not started')
    return modems
  }
  const start = async (options: Partial<ModemsOptions> = {}) => {
    const write = (chunk: unknown, _: unknown, done: () => void) => {
      logged += chunk
      done()
    }
    modems = createModems({
      settings: { paths: ['the simulator'] },
      listPorts: async () => [],
      openPort: async () => openSerialPort({ path: simulator.path }),
      log: pino({ level: 'trace' }, new Writable({ write })),
      secrets,
      retryDelaysMs: [20],
      sendRetryDelaysMs: [10, 10, 10],
      replySilenceMs: 400,
      ...options,
    })
    heard = collectEvents(modems)
    await modems.start()
  }
  /** Settles when the standing is so; at once when it is. */
  const standing = async (state: string, code: string | null = null) => {
    while (running().standing.state !== state || running().standing.code !== code) await heard?.next()
  }
  return {
    simulator,
    sent,
    secrets,
    logged: () => logged,
    modems: running,
    start,
    async ready(options: Partial<ModemsOptions> = {}) {
      await start(options)
      await standing('ready')
    },
    standing,
    message: (text: string, reportWithinMs = 5_000, messageId: string = randomUUID()) => ({
      messageId,
      to: BED_PHONE,
      text: secrets.keep(text),
      reportWithinMs,
    }),
    async close() {
      await modems?.stop()
      await simulator.stop()
    },
  }
}
