// Program of the link figure: carries a station's outbox to central over a bad link, run after run until all is there. Prints a PushReport.
// Arguments: station's folder, folder of the SQL scripts, URL of the link.
import { performance } from 'node:perf_hooks'
import { openBenchStation } from './paired-station.ts'
import type { PushReport } from './push-report.ts'

/** A run that ends early is followed by the next, as the sync job does; so many mean that nothing gets through. */
const RUNS_MOST = 10

const [dir = '', migrationsDir = '', centralUrl = ''] = process.argv.slice(2)
const { station } = openBenchStation({ dir, migrationsDir, centralUrl })
const sync = await station.createSync()
const startMs = performance.now()
let records = 0
for (let run = 0; run < RUNS_MOST && station.repos.outbox.counts().waiting > 0; run += 1)
  records += (await sync.pushOnce()).received
const totalMs = performance.now() - startMs
const { waiting, held } = station.repos.outbox.counts()
if (waiting + held > 0) throw new Error(`${waiting} still wait, ${held} are held after ${RUNS_MOST} runs`)
station.close()
const report: PushReport = { records, totalMs, maxRssMb: process.resourceUsage().maxRSS / 1_024 }
process.stdout.write(`${JSON.stringify(report)}\n`)
