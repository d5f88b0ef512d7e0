// Program of the save figure: seals registrations with the product and with the bare floor in turns, and prints what they took as one JSON line.
// Arguments: folder, folder of the store's SQL scripts, records a block, blocks.

import { statSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { openBareSave } from '../floors/bare-save.ts'
import { interleave } from '../interleave.ts'
import { benchContent, benchDraft } from './draft.ts'
import { openBenchStation, pairOffline } from './paired-station.ts'

export interface SaveReport {
  /** Records per second of each block. */
  readonly product: readonly number[]
  readonly bare: readonly number[]
  readonly records: number
  /** Growth of the database files over all blocks, write-ahead log folded in. */
  readonly productBytes: number
  readonly bareBytes: number
  /** Raw bytes of all sealed packets of the product. */
  readonly sealedBytes: number
}

const [dir = '', migrationsDir = '', perBlock = '', blocks = ''] = process.argv.slice(2)
const place = { dir: join(dir, 'station'), migrationsDir }
pairOffline(place)
const { station, secrets } = openBenchStation(place)
const bare = openBareSave(join(dir, 'bare.db'))
const count = Number(perBlock)
const content = benchContent(benchDraft(0, secrets))
const storeBytes = () => {
  station.store.db.pragma('wal_checkpoint(TRUNCATE)')
  return statSync(join(place.dir, 'station.db')).size
}

let made = 0
const sealBlock = () => {
  const drafts = Array.from({ length: count }, () => benchDraft(++made, secrets))
  return recordsPerSecond(async () => {
    for (const draft of drafts) await station.packets.seal(draft)
  })
}
const bareBlock = () =>
  recordsPerSecond(async () => {
    for (let at = 0; at < count; at += 1) bare.commit(Buffer.from(await bare.signAndSeal(content)))
  })

// One block of each, unmeasured: the first call of either compiles its code.
await sealBlock()
await bareBlock()
const [productStart, bareStart, madeStart] = [storeBytes(), bare.fileBytes(), made]
const runs = await interleave({ product: sealBlock, bare: bareBlock }, Number(blocks))
const sealed = station.store.db.prepare<[number], { bytes: number }>(
  'SELECT sum(length(sealed)) AS bytes FROM sealed_content WHERE sequence > ?',
)
const report: SaveReport = {
  ...runs,
  records: made - madeStart,
  productBytes: storeBytes() - productStart,
  bareBytes: bare.fileBytes() - bareStart,
  sealedBytes: sealed.get(madeStart)?.bytes ?? 0,
}
process.stdout.write(`${JSON.stringify(report)}\n`)
station.close()
bare.close()

async function recordsPerSecond(work: () => Promise<void>): Promise<number> {
  const startMs = performance.now()
  await work()
  return (count * 1_000) / (performance.now() - startMs)
}
