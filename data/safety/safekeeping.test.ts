import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDamageMark } from './damage-mark.ts'
import { createReserveFile } from './reserve-file.ts'
import { BACKUP_EVERY_MS, createSafekeeping } from './safekeeping.ts'
import { headOf } from './take-backup.ts'
import { enrol, openSafeBed, packetAfter, type SafeBed } from './testing/safe-bed.ts'

let dir: string
let bed: SafeBed

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'keeping-'))
  bed = openSafeBed(dir)
})

afterEach(() => {
  bed.close()
  rmSync(dir, { recursive: true, force: true })
})

const copies = () => readdirSync(join(dir, 'backup')).sort()
const journal = () => readdirSync(join(dir, 'journal')).sort()
const keepMany = async (count: number) => {
  for (let made = 0; made < count; made += 1) await bed.keep()
}
const headIn = (name: string) => headOf(join(dir, 'backup', name), bed.parts)
const settleAll = () => {
  const { outbox } = bed.repos
  for (const { sequence } of outbox.page(0, 1_000)) outbox.remove(sequence)
}

describe('a copy', () => {
  test('is one file that holds what the store held, for its owner only', async () => {
    enrol(bed)
    await keepMany(3)
    expect(await bed.backup()).toMatchObject({ kind: 'kept', copy: { name: 'station-1.db' } })
    expect(copies()).toEqual(['station-1.db'])
    expect(headIn('station-1.db')).toBe(3)
    expect(statSync(join(dir, 'backup')).mode & 0o777).toBe(0o700)
  })

  test('is made while others write, and is whole', async () => {
    enrol(bed)
    await keepMany(200)
    const other = openSafeBed(dir)
    const copying = bed.backup()
    for (let made = 0; made < 20; made += 1) {
      await other.keep()
      await bed.keep()
    }
    expect(await copying).toMatchObject({ kind: 'kept' })
    other.close()
    const head = headIn('station-1.db') ?? 0
    expect(head).toBeGreaterThanOrEqual(200)
    expect(head).toBeLessThanOrEqual(240)
  })

  test('is kept twice: the oldest goes only after a newer one stands', async () => {
    enrol(bed)
    for (let made = 0; made < 4; made += 1) await bed.backup()
    expect(copies()).toEqual(['station-3.db', 'station-4.db'])
  })

  test('of a store without a station is not made', async () => {
    expect(await bed.backup()).toEqual({ kind: 'nobody' })
  })

  test('is made by one process at a time', async () => {
    enrol(bed)
    const results = await Promise.all([bed.backup(), bed.backup()])
    expect(results.map(({ kind }) => kind).sort()).toEqual(['elsewhere', 'kept'])
  })

  test('that would not be sound takes no copy’s place', async () => {
    enrol(bed)
    await keepMany(40)
    await bed.backup()
    await bed.backup()
    const before = copies().map((name) => readFileSync(join(dir, 'backup', name)))
    bed.store.db.pragma('wal_checkpoint(TRUNCATE)')
    const bytes = readFileSync(bed.places.db)
    bytes.fill(0xa5, 3 * 8_192)
    writeFileSync(bed.places.db, bytes)
    await expect(bed.backup()).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
    expect(copies().map((name) => readFileSync(join(dir, 'backup', name)))).toEqual(before)
  })

  test('lets the journal forget what both copies and central hold, and nothing else', async () => {
    enrol(bed)
    await keepMany(3)
    await bed.backup()
    await keepMany(3)
    await bed.backup()
    expect(journal()).toEqual(['0001.1-3.done', '0002.4-6.done'])
    settleAll()
    await keepMany(2)
    await bed.backup()
    // 1 to 3 stand in both copies; 4 to 6 as well, and central has them; 7 and 8 wait, and tell how far the chain came.
    expect(journal()).toEqual(['0003.7-8.done'])
  })
})

describe('safekeeping', () => {
  const keeping = (wait?: (ms: number, signal: AbortSignal) => Promise<unknown>) =>
    createSafekeeping({
      ...bed.parts,
      repos: bed.repos,
      log: pino({ enabled: false }),
      ...(wait ? { wait } : {}),
    })

  /** Lets so many waits end at once, then stops. */
  const turns = (count: number, between: () => unknown = () => {}) => {
    const stop = new AbortController()
    let left = count
    return {
      signal: stop.signal,
      wait: async () => {
        if (left-- > 0) return between()
        stop.abort()
      },
    }
  }

  test('looks first, then keeps a copy when the newest is an hour old', async () => {
    enrol(bed)
    const { signal, wait } = turns(3)
    await keeping(wait).start(signal)
    expect(copies()).toEqual(['station-1.db'])
    const old = (Date.now() - BACKUP_EVERY_MS) / 1_000
    utimesSync(join(dir, 'backup', 'station-1.db'), old, old)
    const later = turns(3)
    await keeping(later.wait).start(later.signal)
    expect(copies()).toEqual(['station-1.db', 'station-2.db'])
  })

  test('a copy from another clock’s future is no reason to wait', async () => {
    enrol(bed)
    await bed.backup()
    const ahead = Date.now() / 1_000 + 10 * 365 * 86_400
    utimesSync(join(dir, 'backup', 'station-1.db'), ahead, ahead)
    const { signal, wait } = turns(2)
    await keeping(wait).start(signal)
    expect(copies()).toEqual(['station-1.db', 'station-2.db'])
  })

  test('finds a page of noise that nobody had read, and marks the store for the next start', async () => {
    enrol(bed)
    await keepMany(60)
    await bed.backup()
    expect(await keeping().checkNow()).toBe('sound')
    bed.store.db.pragma('wal_checkpoint(TRUNCATE)')
    const bytes = readFileSync(bed.places.db)
    bytes.fill(0xa5, bytes.length - 3 * 8_192)
    writeFileSync(bed.places.db, bytes)
    expect(await keeping().checkNow()).toBe('damaged')
    expect(createDamageMark(bed.places.mark).isSet()).toBe(true)
  })

  test('finds a waiting packet that is not what was sealed', async () => {
    enrol(bed)
    const packet = packetAfter(null)
    await bed.keep({ ...packet, sealed: packetAfter(null).sealed })
    expect(await keeping().checkNow()).toBe('damaged')
  })

  test('copies no damaged store over the good ones', async () => {
    enrol(bed)
    await bed.backup()
    createDamageMark(bed.places.mark).set()
    const { signal, wait } = turns(4)
    utimesSync(join(dir, 'backup', 'station-1.db'), 1, 1)
    await keeping(wait).start(signal)
    expect(copies()).toEqual(['station-1.db'])
  })

  test('copies no packet that went bad since the first look over the good ones', async () => {
    enrol(bed)
    await bed.backup()
    let waits = 0
    const { signal, wait } = turns(2, async () => {
      waits += 1
      if (waits < 2) return
      utimesSync(join(dir, 'backup', 'station-1.db'), 1, 1)
      await bed.keep({ ...packetAfter(null), sealed: packetAfter(null).sealed })
    })
    await keeping(wait).start(signal)
    expect(copies()).toEqual(['station-1.db'])
    expect(createDamageMark(bed.places.mark).isSet()).toBe(true)
  })

  test('a sound copy of the folder restores on another disk', async () => {
    enrol(bed)
    await keepMany(5)
    await bed.backup()
    await keepMany(2)
    const elsewhere = join(dir, 'elsewhere')
    for (const name of ['backup', 'journal']) cpSync(join(dir, name), join(elsewhere, name), { recursive: true })
    const restored = openSafeBed(elsewhere)
    expect(restored.repos.packets.head()?.sequence).toBe(7)
    restored.close()
  })
})

describe('the reserve', () => {
  test('that a power cut left half written is made whole', () => {
    const path = join(dir, 'half.bin')
    writeFileSync(path, 'half')
    createReserveFile(path, 100_000, 1).refill()
    expect(statSync(path).size).toBe(100_000)
  })

  test('is taken when there is plenty, let go once, and not taken where it would fill the disk', () => {
    const path = join(dir, 'reserve.bin')
    const reserve = createReserveFile(path, 3_000_000, 0)
    expect(reserve.free()).toBe(false)
    reserve.refill()
    expect(statSync(path).size).toBe(3_000_000)
    expect(reserve.free()).toBe(true)
    expect(reserve.free()).toBe(false)
    createReserveFile(path, 3_000_000, Number.MAX_SAFE_INTEGER).refill()
    expect(reserve.free()).toBe(false)
  })
})
