// Program of the push figure: carries a station's outbox to central with the product's sync engine. Prints a PushReport.
// Arguments: station's folder, folder of the SQL scripts.
import { performance } from 'node:perf_hooks'
import { openBenchStation } from './paired-station.ts'
import type { PushReport } from './push-report.ts'

const [dir = '', migrationsDir = ''] = process.argv.slice(2)
const { station } = openBenchStation({ dir, migrationsDir })
const sync = await station.createSync()
const startMs = performance.now()
const done = await sync.pushOnce()
const totalMs = performance.now() - startMs
if (done.outcome !== 'finished') throw new Error(`the push did not finish: ${JSON.stringify(done)}`)
station.close()
const report: PushReport = { records: done.received, totalMs, maxRssMb: process.resourceUsage().maxRSS / 1_024 }
process.stdout.write(`${JSON.stringify(report)}\n`)
