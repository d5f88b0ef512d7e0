import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backupCopies } from './backup-copies.ts'
import { journalFiles, readSegment, retireSegments } from './journal-files.ts'
import { enrol, openSafeBed, type SafeBed } from './testing/safe-bed.ts'

let root: string
let bed: SafeBed

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'backup-'))
  bed = openSafeBed(join(root, 'station'))
  enrol(bed)
})
afterEach(() => {
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
})
