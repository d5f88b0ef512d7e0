import { randomBytes } from 'node:crypto'
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DiskCalls, watchDisk } from '../disk/testing/disk-calls.ts'
import { createUnfinishedRepo } from '../store/unfinished.repo.ts'
import { backupCopies } from './backup-copies.ts'
import { journalFiles, readSegment, retireSegments } from './journal-files.ts'
import { takeBackup } from './take-backup.ts'
import { enrol, openSafeBed, type SafeBed } from './testing/safe-bed.ts'

let root: string
let bed: SafeBed
let calls: DiskCalls | null = null

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'backup-'))
  bed = openSafeBed(join(root, 'station'))
  enrol(bed)
})
afterEach(() => {
  calls?.stop()
  calls = null
  bed.close()
  rmSync(root, { recursive: true, force: true })
})

/** A packet that central has by now, in a segment of its own. */
const keepSettled = async () => {
  const { sequence } = await bed.keep()
  bed.store.write(() => bed.repos.outbox.remove(sequence))
  retireSegments(bed.places.journal)
}
/** Each once: what was being written as its segment was taken out of use stands in two. */
const journalled = () => {
  const records = journalFiles(bed.places.journal).flatMap(({ path }) => readSegment(path))
  return [...new Set(records.map(({ packet }) => packet.sequence))]
}

test('while there is one copy only, the journal keeps all: that one may turn out to be the bad one', async () => {
  await keepSettled()
  await keepSettled()
  await bed.backup()
  expect(journalled()).toEqual([1, 2])
})

test('of two copies the older one says what may leave the journal', async () => {
  await keepSettled()
  await bed.backup()
  await keepSettled()
  await keepSettled()
  await bed.backup()
  expect(journalled()).toEqual([2, 3])
})

test('what still waits stays in the journal, though both copies hold it', async () => {
  await bed.keep()
  retireSegments(bed.places.journal)
  await keepSettled()
  await keepSettled()
  await bed.backup()
  await bed.backup()
  expect(journalled()).toContain(1)
})

test('a copy of a damaged store takes the place of no good one, though its packets can still be counted', async () => {
  for (let made = 0; made < 20; made += 1) await bed.keep()
  await bed.backup()
  const before = backupCopies(bed.places.backup)
  const { db } = bed.store
  const page = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'sealed_content'").pluck().get() as number
  const bytes = db.pragma('page_size', { simple: true }) as number
  db.pragma('wal_checkpoint(TRUNCATE)')
  const file = openSync(bed.places.db, 'r+')
  writeSync(file, Buffer.alloc(bytes, 0x7f), 0, bytes, (page - 1) * bytes)
  closeSync(file)
  await expect(bed.backup()).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
  expect(backupCopies(bed.places.backup)).toEqual(before)
  expect(readdirSync(bed.places.backup)).toEqual(before.map(({ name }) => name))
})

test('a copy is flushed before its name stands, and its name before the oldest one goes: a power cut leaves two', async () => {
  await bed.backup()
  await bed.backup()
  calls = watchDisk(bed.places.backup)
  await bed.backup()
  const order = ['flush station-new.db', 'rename station-new.db station-3.db', 'flush backup', 'remove station-1.db']
  const places = order.map((call) => calls?.seen.lastIndexOf(call) ?? -1)
  expect(places[0]).toBeGreaterThanOrEqual(0)
  expect(places).toEqual(places.toSorted((one, other) => one - other))
})

test('what an officer had not finished is in no copy: whoever wipes it here has wiped it', async () => {
  const sealed = randomBytes(600)
  const unfinished = createUnfinishedRepo(bed.store)
  unfinished.put('gdv01', { savedAtMs: Date.now(), sealed })
  await bed.backup()
  const copy = readFileSync(backupCopies(bed.places.backup)[0]?.path ?? '')
  expect(copy.includes(sealed.subarray(0, 200))).toBe(false)
  expect(unfinished.get('gdv01')).not.toBeNull()
})

test('the oldest copy goes by its number, not by its letters', async () => {
  await bed.backup()
  const [copy] = backupCopies(bed.places.backup)
  for (const number of [9, 10]) writeFileSync(join(bed.places.backup, `station-${number}.db`), '')
  rmSync(copy?.path ?? '')
  expect(await bed.backup()).toMatchObject({ kind: 'kept', copy: { name: 'station-11.db' } })
  expect(readdirSync(bed.places.backup).toSorted()).toEqual(['station-10.db', 'station-11.db'])
})

test('what a power cut left of a copy is not gone on with, and is in nobody’s way', async () => {
  mkdirSync(bed.places.backup)
  for (const end of ['', '-wal', '-journal']) writeFileSync(join(bed.places.backup, `station-new.db${end}`), 'noise')
  expect(await bed.backup()).toMatchObject({ kind: 'kept', copy: { name: 'station-1.db' } })
  expect(readdirSync(bed.places.backup)).toEqual(['station-1.db'])
})

test('after a copy that failed the next one is made: nobody else is at it', async () => {
  await expect(takeBackup({ ...bed.parts, repos: bed.repos }, AbortSignal.abort())).rejects.toMatchObject({
    code: 'CANCELLED',
  })
  expect(readdirSync(bed.places.backup)).toEqual([])
  expect(await bed.backup()).toMatchObject({ kind: 'kept' })
})
