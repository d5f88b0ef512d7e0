// A person looked up in the filter of a counter, against a plain SQLite table of the same marks and against one read of memory.
// duplicates <folder> <migrations> <people> <looks a block> <blocks>. Prints the processor time of a look in each block, sizes, and how many strangers passed.
import { createHash, randomBytes, randomInt } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { createCentralTime } from '../../../data/central-time.ts'
import { FILTER_NAME } from '../../../data/duplicates/fetch-filter.ts'
import { createFilterFile } from '../../../data/duplicates/filter-file.ts'
import { filterHeader } from '../../../data/duplicates/filter-layout.ts'
import { createKnownPeople } from '../../../data/duplicates/known-people.ts'
import { createSealedPeople } from '../../../data/duplicates/sealed-people.ts'
import { createRepos } from '../../../data/store/create-repos.ts'
import { openStore } from '../../../data/store/open-store.ts'
import type { DuplicatesDocument } from '../../../data/wire/duplicates.wire.ts'
import { addMarks, BITS_PER_KEY, BLOCK_BYTES, blocksFor, filterHas } from '../../../data/wire/person-filter.ts'
import { createPersonMarker, MARK_BYTES } from '../../../data/wire/person-mark.ts'
import { makeMarkTable } from '../floors/mark-table.ts'
import { interleave } from '../interleave.ts'

export interface DuplicatesReport {
  /** Microseconds of one look, each block: a person in the file of the filter; everything a counter looks at; a person in the table. */
  readonly file: readonly number[]
  readonly whole: readonly number[]
  readonly table: readonly number[]
  /** Nanoseconds of one look with the mark in hand: the filter in memory; a byte of as much memory. */
  readonly filter: readonly number[]
  readonly memory: readonly number[]
  readonly people: number
  readonly filterBytes: number
  readonly tableBytes: number
  /** Of every stranger, how many passed. */
  readonly passed: number
  /** Memory that the open file takes beside the process, MiB. */
  readonly grownMiB: number
}

const STRANGERS = 200_000
const [dir = '', migrationsDir = '', peopleText, perBlockText, blocksText] = process.argv.slice(2)
const [people, perBlock] = [Number(peopleText), Number(perBlockText)]
const key = randomBytes(32)
const mark = createPersonMarker(key)
const numberOf = (at: number) => String(46_000_000_000 + at).padStart(12, '0')
const citizen = (at: number) => ({ kind: 'id', number: numberOf(at) }) as const

const marks = new Uint8Array(people * MARK_BYTES)
for (let at = 0; at < people; at += 1) marks.set(mark(citizen(at)), at * MARK_BYTES)
const filter = new Uint8Array(blocksFor(people) * BLOCK_BYTES)
addMarks(filter, marks)
const document: DuplicatesDocument = {
  typ: 'reference',
  name: 'duplicates',
  version: 1,
  issuedAtMs: 0,
  asOfMs: 0,
  epoch: 1,
  bitsPerKey: BITS_PER_KEY,
  blocks: filter.length / BLOCK_BYTES,
  count: people,
  sha256: createHash('sha256').update(filter).digest('base64url'),
  sizeBytes: filter.length,
  sealedKey: '',
}
writeFileSync(join(dir, FILTER_NAME), Buffer.concat([filterHeader('a.b.c'), filter]))
const table = makeMarkTable(join(dir, 'table.db'), marks, MARK_BYTES)

const store = openStore({ path: join(dir, 'station.db'), migrationsDir, clock: { now: Date.now } })
const repos = createRepos(store)
const rssBefore = process.memoryUsage.rss()
const file = createFilterFile({
  path: join(dir, FILTER_NAME),
  verify: async () => document,
  openKey: async () => key,
})
const known = createKnownPeople({
  reference: {
    store,
    references: repos.references,
    log: repos.log,
    time: createCentralTime({ now: () => 0 }),
    signingKey: null,
  },
  filter: file,
  fetch: { dir, client: { read: async () => new Uint8Array() }, nowMs: () => 0, roundMs: 0 },
  sealed: createSealedPeople({
    key: randomBytes(32),
    stationCode: 'K0001',
    store,
    people: repos.sealedPeople,
    packets: repos.packets,
  }),
  log: pino({ enabled: false }),
})
await file.current()
const grownMiB = (process.memoryUsage.rss() - rssBefore) / 1_048_576

/** Half of those asked about are there. */
const asked = () => Array.from({ length: perBlock }, () => randomInt(2 * people))
let found = 0

async function perLookUs(look: (at: number) => Promise<boolean> | boolean): Promise<number> {
  const everybody = asked()
  const before = process.cpuUsage()
  for (const at of everybody) found += (await look(at)) ? 1 : 0
  return spentUs(before) / perBlock
}

function perLookNs(look: (mark: Uint8Array) => boolean): number {
  const drawn = Buffer.concat(asked().map((at) => mark(citizen(at))))
  const each = Array.from({ length: perBlock }, (_, at) => drawn.subarray(at * MARK_BYTES, (at + 1) * MARK_BYTES))
  const before = process.cpuUsage()
  for (const one of each) found += look(one) ? 1 : 0
  return (spentUs(before) * 1_000) / perBlock
}

/** Processor time: what else the machine does must not count. */
function spentUs(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return user + system
}

const {
  file: inFile,
  whole,
  table: inTable,
} = await interleave(
  {
    file: () => perLookUs(async (at) => (await file.current())?.has(citizen(at)) ?? false),
    whole: () =>
      perLookUs(async (at) => {
        const { kind } = await known.look({ subject: 'citizen', claims: { idNumber: numberOf(at) } })
        return kind !== 'unknown'
      }),
    table: () => perLookUs(async (at) => table.has(mark(citizen(at)))),
  },
  Number(blocksText),
  3,
)
const { filter: inFilter, memory } = await interleave(
  {
    filter: async () => perLookNs((one) => filterHas(filter, one)),
    memory: async () =>
      perLookNs((one) => filter[((one[0] ?? 0) * 65_536 + (one[1] ?? 0) * 256 + (one[2] ?? 0)) % filter.length] === 0),
  },
  Number(blocksText),
  3,
)
let passed = 0
for (let at = 0; at < STRANGERS; at += 1) passed += filterHas(filter, mark(citizen(people + at))) ? 1 : 0
if (found === 0) throw new Error('nobody was found')
const report: DuplicatesReport = {
  file: inFile,
  whole,
  table: inTable,
  filter: inFilter,
  memory,
  people,
  filterBytes: filter.length,
  tableBytes: table.sizeBytes,
  passed: passed / STRANGERS,
  grownMiB,
}
process.stdout.write(`${JSON.stringify(report)}\n`)
file.close()
table.close()
store.close()
