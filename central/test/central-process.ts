import { pino } from 'pino'
import { startCentral } from '../server.ts'

/** A central in a process of its own, to be killed: node central-process.ts <json>. Says its address on stdout. */
const settings = JSON.parse(process.argv[2] ?? '{}') as { dataDir: string; carrierUrl: string; smsPort: number }
const central = await startCentral({
  dataDir: settings.dataDir,
  db: 'embedded',
  listen: { host: '127.0.0.1', port: 0 },
  log: pino({ level: 'silent' }),
  carrier: { url: settings.carrierUrl, apiKey: 'carrier-key' },
  sms: { host: '127.0.0.1', port: settings.smsPort, systemId: 'motcua', password: 'smpppass', sender: 'MOT CUA' },
})
const listeners = Object.fromEntries(
  ['SIGINT', 'SIGTERM', 'SIGHUP', 'exit'].map((name) => [name, process.listenerCount(name)]),
)
process.stdout.write(`${JSON.stringify({ url: central.url, adminToken: central.adminToken, listeners })}\n`)
