// Floor: carries rows of a SQLite file to floors/bare-server.ts in batches, each row deleted when the server has it. Prints one JSON line.
// Arguments: server URL, database file, packets in a batch, batches in flight.
import { performance } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import type { PushReport } from '../programs/push-report.ts'

interface Row {
  readonly packetId: string
  readonly sequence: number
  readonly previousHash: string
  readonly hash: string
  readonly sealed: string
}

const [url = '', path = '', batch = '', lanes = ''] = process.argv.slice(2)
const db = new Database(path)
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
const page = db.prepare<[number, number], Row>('SELECT * FROM outbox WHERE sequence > ? ORDER BY sequence LIMIT ?')
const remove = db.prepare('DELETE FROM outbox WHERE sequence = ?')
const removeAll = db.transaction((rows: readonly Row[]) => {
  for (const { sequence } of rows) remove.run(sequence)
})

let [after, carried] = [0, 0]
const lane = async () => {
  for (;;) {
    const rows = page.all(after, Number(batch))
    if (rows.length === 0) return
    after = rows.at(-1)!.sequence
    const body = JSON.stringify({ packets: rows })
    const response = await fetch(`${url}/packets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    const { results } = (await response.json()) as { results: readonly unknown[] }
    if (results.length !== rows.length) throw new Error('not all packets were taken')
    removeAll(rows)
    carried += rows.length
  }
}
const startMs = performance.now()
await Promise.all(Array.from({ length: Number(lanes) }, lane))
const totalMs = performance.now() - startMs
db.close()
const report: PushReport = { records: carried, totalMs, maxRssMb: process.resourceUsage().maxRSS / 1_024 }
process.stdout.write(`${JSON.stringify(report)}\n`)
