import { readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { enrol, openSafeBed, type SafeBed } from './testing/safe-bed.ts'
import { mountSmallDisk } from './testing/small-disk.ts'

const MEBIBYTE = 1_048_576
/** What a copy leaves free beside it (take-backup.ts). */
const LEFT_FREE_BYTES = 32 * MEBIBYTE
const disk = mountSmallDisk(72)

describe.runIf(disk)('a disk that is not full yet (needs the right to mount one)', () => {
  const root = disk?.dir ?? ''
  const ballast = join(root, 'ballast')
  const dir = join(root, 'station')
  let bed: SafeBed

  beforeEach(() => {
    bed = openSafeBed(dir)
    enrol(bed)
  })
  afterEach(() => {
    bed.close()
    for (const path of [dir, ballast]) rmSync(path, { recursive: true, force: true })
  })
  afterAll(() => disk?.remove())

  const leave = (bytes: number) => {
    rmSync(ballast, { force: true })
    const { bavail, bsize } = statfsSync(root)
    writeFileSync(ballast, Buffer.alloc(bavail * bsize - bytes))
  }
  const copies = () => readdirSync(bed.places.backup)

  test('a copy never takes the last of it: packets come first, and the copies there are stay', async () => {
    await bed.keep()
    await bed.backup()
    await bed.backup()
    const before = copies()
    leave(LEFT_FREE_BYTES - MEBIBYTE)
    await expect(bed.backup()).rejects.toMatchObject({ code: 'STORE_FULL', details: { reason: 'backup' } })
    expect(copies()).toEqual(before)
    await bed.keep()
    leave(LEFT_FREE_BYTES + 8 * MEBIBYTE)
    expect(await bed.backup()).toMatchObject({ kind: 'kept' })
  })

  test('what is not folded into the store yet needs its room too', async () => {
    for (let made = 0; made < 150; made += 1) await bed.keep()
    const [store, log] = ['', '-wal'].map((end) => statSync(`${bed.places.db}${end}`).size) as [number, number]
    expect(log).toBeGreaterThan(MEBIBYTE)
    leave(LEFT_FREE_BYTES + store + Math.floor(log / 2))
    await expect(bed.backup()).rejects.toMatchObject({ code: 'STORE_FULL' })
    leave(LEFT_FREE_BYTES + store + 2 * log)
    expect(await bed.backup()).toMatchObject({ kind: 'kept' })
  })
})
