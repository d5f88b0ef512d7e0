import type { Logger } from 'pino'
import type { BytePort } from '../port/byte-port.ts'
import type { Scheduler } from '../port/scheduler.ts'
import { createAtChannel } from './channel.ts'
import { askImei, readImei } from './commands/identity.ts'
import { askIndications, echoOff, probe } from './commands/settings.ts'

/**
 * Asks an open port whether a modem is behind it that can tell of messages: AT, IMEI, +CNMI. Gives the IMEI; null for silence, another device, or one of the
 * modem's other ports (diagnostics, positions). Writes nothing that changes anything. The port stays open. Never raises.
 */
export async function shakeHands(port: BytePort, scheduler: Scheduler, log: Logger): Promise<string | null> {
  const channel = createAtChannel({ port, scheduler, log, onUrc() {}, onQuiet() {} })
  const unsubscribe = port.subscribe((event) => {
    if (event.kind === 'data') channel.push(event.bytes)
    if (event.kind === 'closed') channel.lost()
  })
  try {
    return await channel.alone(async (run) => {
      if ((await run(probe)).kind !== 'done') return null
      await run(echoOff)
      const imei = await run(askImei)
      if (imei.kind !== 'done' || (await run(askIndications)).kind !== 'done') return null
      return readImei(imei.lines)
    })
  } finally {
    channel.lost()
    unsubscribe()
  }
}
