// Program of the link figure: the sync job as a service, on a line that is down. Prints { failed } when the first cycle found nobody, and
// { acknowledgedAtMs }, in milliseconds since 1970, when the first packet was acknowledged. Arguments: station's folder, folder of the SQL scripts, URL.
import { openBenchStation } from './paired-station.ts'

const LOOK_EVERY_MS = 10

const [dir = '', migrationsDir = '', centralUrl = ''] = process.argv.slice(2)
const { station } = openBenchStation({ dir, migrationsDir, centralUrl })
const sync = await station.createSync()
const abort = new AbortController()
const before = station.repos.outbox.counts().waiting
const say = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`)
let failed = false
const looking = setInterval(() => {
  if (station.repos.outbox.counts().waiting === before) return
  say({ acknowledgedAtMs: Date.now() })
  clearInterval(looking)
  abort.abort()
}, LOOK_EVERY_MS)
await sync.watch(abort.signal, {
  onReport({ faults }) {
    if (!failed) say({ failed: faults })
    failed = true
  },
})
station.close()
