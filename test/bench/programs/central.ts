// Program of the push figure: central in a process of its own, on the database it is told. Arguments: folder, database, folder of the SQL scripts.
// Prints { url, adminToken } and runs until SIGTERM. Nobody answers for carriers and SMS centre: a bulk push asks neither.
import pino from 'pino'
import { startCentral } from '../../../central/server.ts'

const [dataDir = '', db = '', migrationsDir = ''] = process.argv.slice(2)
const central = await startCentral({
  dataDir,
  db,
  migrationsDir,
  listen: { host: '127.0.0.1', port: 0 },
  log: pino({ level: 'silent' }),
  carrier: { url: 'http://127.0.0.1:9', apiKey: 'bench' },
  sms: { host: '127.0.0.1', port: 9, systemId: 'bench', password: 'bench', sender: 'BENCH' },
})
process.once('SIGTERM', () => void central.close())
process.stdout.write(`${JSON.stringify({ url: central.url, adminToken: central.adminToken })}\n`)
