import { pino } from 'pino'
import type { CentralOptions } from '../options.ts'
import { startCentral } from '../server.ts'

/** What a central of its own process is told; without `db` it runs its own database. */
export interface ProcessSettings extends Partial<Pick<CentralOptions, 'keysDir' | 'verification' | 'stopGraceMs'>> {
  readonly dataDir: string
  readonly carrierUrl: string
  readonly smsPort: number
  readonly db?: string
  readonly port?: number
}

/** A central in a process of its own, to be killed: node central-process.ts <json>. Says its address on stdout. SIGTERM ends it at once; `stopGraceMs` makes it stop gracefully. */
const settings = JSON.parse(process.argv[2] ?? '{}') as ProcessSettings
const { dataDir, carrierUrl, smsPort, db, port, ...more } = settings
const central = await startCentral({
  dataDir,
  db: db ?? 'embedded',
  listen: { host: '127.0.0.1', port: port ?? 0 },
  log: pino({ level: 'silent' }),
  carrier: { url: carrierUrl, apiKey: 'carrier-key' },
  sms: { host: '127.0.0.1', port: smsPort, systemId: 'motcua', password: 'smpppass', sender: 'MOT CUA' },
  ...more,
}).catch((fault: { code?: unknown; details?: unknown }) => {
  process.stdout.write(`${JSON.stringify({ fault: fault.code, details: fault.details })}\n`)
  process.exit(1)
})
const listeners = Object.fromEntries(
  ['SIGINT', 'SIGTERM', 'SIGHUP', 'exit'].map((name) => [name, process.listenerCount(name)]),
)
if (settings.stopGraceMs !== undefined) process.once('SIGTERM', () => void central.close())
process.stdout.write(`${JSON.stringify({ url: central.url, adminToken: central.adminToken, listeners })}\n`)
