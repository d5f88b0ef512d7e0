// Floor: PouchDB on its own store (LevelDB) replicating to floors/couch-server.ts. Arguments: what to do (fill or push), folder of the packages,
// store, then for fill the count and bytes of a body, for push the server's URL and packets in a batch. Prints one JSON line.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { PushReport } from '../programs/push-report.ts'
import { bareBody } from './bare-bodies.ts'

interface Pouch {
  bulkDocs(docs: readonly object[]): Promise<unknown>
  close(): Promise<void>
}
interface PouchConstructor {
  new (name: string, options?: object): Pouch
  plugin(plugin: unknown): PouchConstructor
  replicate(from: Pouch, to: Pouch, options: object): Promise<{ readonly ok: boolean; readonly docs_written: number }>
}

const FILL_BATCH = 1_000

const [what = '', packages = '', path = '', ...rest] = process.argv.slice(2)
const load = createRequire(join(packages, 'package.json'))
const PouchDB = ['pouchdb-adapter-leveldb', 'pouchdb-adapter-http', 'pouchdb-replication'].reduce(
  (made, plugin) => made.plugin(load(plugin)),
  load('pouchdb-core') as PouchConstructor,
)
const local = new PouchDB(path, { adapter: 'leveldb' })
if (what === 'fill') {
  const [count, bytes] = rest.map(Number) as [number, number]
  for (let made = 0; made < count; made += FILL_BATCH) {
    const docs = Array.from({ length: Math.min(FILL_BATCH, count - made) }, (_, at) => bareBody(made + at + 1, bytes))
    await local.bulkDocs(docs.map(({ packetId, ...body }) => ({ _id: packetId, ...body })))
  }
  process.stdout.write(`${JSON.stringify({ filled: count })}\n`)
} else {
  const [url = '', batch = ''] = rest
  const remote = new PouchDB(`${url}/db`, { adapter: 'http', skip_setup: true })
  const startMs = performance.now()
  const done = await PouchDB.replicate(local, remote, { batch_size: Number(batch) })
  const totalMs = performance.now() - startMs
  if (!done.ok) throw new Error(`the replication did not finish: ${JSON.stringify(done)}`)
  const report: PushReport = { records: done.docs_written, totalMs, maxRssMb: process.resourceUsage().maxRSS / 1_024 }
  process.stdout.write(`${JSON.stringify(report)}\n`)
}
await local.close()
