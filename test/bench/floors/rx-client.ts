// Floor: RxDB on its free store (memory: it does not even write to a disk) replicating to floors/bare-server.ts. Arguments: folder of the packages,
// server's URL, count, bytes of a body, packets in a batch. Prints one JSON line.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { PushReport } from '../programs/push-report.ts'
import { type BareBody, bareBody } from './bare-bodies.ts'

interface Collection {
  bulkInsert(docs: readonly object[]): Promise<{ readonly error: readonly unknown[] }>
}
interface RxCore {
  createRxDatabase(options: object): Promise<{
    addCollections(collections: object): Promise<{ readonly packets: Collection }>
    close(): Promise<unknown>
  }>
}
interface Replication {
  readonly error$: { subscribe(listener: (error: unknown) => void): unknown }
  awaitInitialReplication(): Promise<unknown>
}

const FILL_BATCH = 1_000
const text = (maxLength: number) => ({ type: 'string', maxLength })
const SCHEMA = {
  version: 0,
  primaryKey: 'packetId',
  type: 'object',
  properties: {
    packetId: text(36),
    sequence: { type: 'number' },
    previousHash: text(43),
    hash: text(43),
    sealed: { type: 'string' },
  },
  required: ['packetId', 'sequence', 'previousHash', 'hash', 'sealed'],
}

const [packages = '', url = '', count = '', bytes = '', batch = ''] = process.argv.slice(2)
const load = createRequire(join(packages, 'package.json'))
const { createRxDatabase } = load('rxdb/plugins/core') as RxCore
const { getRxStorageMemory } = load('rxdb/plugins/storage-memory') as { getRxStorageMemory(): object }
const { replicateRxCollection } = load('rxdb/plugins/replication') as {
  replicateRxCollection(options: object): Replication
}
const database = await createRxDatabase({ name: 'bench', storage: getRxStorageMemory(), multiInstance: false })
const { packets } = await database.addCollections({ packets: { schema: SCHEMA } })
for (let made = 0; made < Number(count); made += FILL_BATCH) {
  const some = Math.min(FILL_BATCH, Number(count) - made)
  const { error } = await packets.bulkInsert(
    Array.from({ length: some }, (_, at) => bareBody(made + at + 1, Number(bytes))),
  )
  if (error.length > 0) throw new Error(`${error.length} were not taken`)
}

let records = 0
const push = async (rows: readonly { readonly newDocumentState: BareBody }[]) => {
  const body = JSON.stringify({
    packets: rows.map(({ newDocumentState: { packetId, sequence, previousHash, hash, sealed } }) => ({
      packetId,
      sequence,
      previousHash,
      hash,
      sealed,
    })),
  })
  const response = await fetch(`${url}/packets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const { results } = (await response.json()) as { readonly results: readonly unknown[] }
  if (results.length !== rows.length) throw new Error('not all packets were taken')
  records += rows.length
  return []
}
const startMs = performance.now()
const replication = replicateRxCollection({
  collection: packets,
  replicationIdentifier: 'bench',
  live: false,
  waitForLeadership: false,
  push: { handler: push, batchSize: Number(batch) },
})
replication.error$.subscribe((error) => process.stderr.write(`${String(error)}\n`))
await replication.awaitInitialReplication()
const report: PushReport = {
  records,
  totalMs: performance.now() - startMs,
  maxRssMb: process.resourceUsage().maxRSS / 1_024,
}
process.stdout.write(`${JSON.stringify(report)}\n`)
await database.close()
