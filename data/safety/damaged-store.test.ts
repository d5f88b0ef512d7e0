import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sealedHash } from '../packet/seal.ts'
import { unpackSealed } from '../packet/sealed-bytes.ts'
import type { NewPacket } from '../store/packet.repo.ts'
import { createDamageMark } from './damage-mark.ts'
import { readRecoveryNote } from './recovery-note.ts'
import { whatIsWrong } from './soundness.ts'
import { enrol, openSafeBed, packetAfter, type SafeBed } from './testing/safe-bed.ts'

const SEEDS = 240
const PAGE_BYTES = 8_192

let root: string
/** A station as a power cut leaves it: copies, journal, a write-ahead log that was not folded in. */
let cut: string
/** Packets somebody has a receipt of. */
let shown: NewPacket[]
/** Sequences that central has, signed. */
let settled: Set<number>

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'damaged-'))
  const live = join(root, 'live')
  const bed = openSafeBed(live)
  enrol(bed)
  await bed.backup()
  shown = []
  settled = new Set()
  const seal = async (count: number) => {
    for (let made = 0; made < count; made += 1) shown.push(await bed.keep())
  }
  await seal(30)
  settle(bed, 1, 20)
  await bed.backup()
  await seal(10)
  await bed.backup()
  settle(bed, 25, 35)
  await seal(10)
  bed.store.db.pragma('wal_checkpoint(TRUNCATE)')
  await seal(5)
  cut = join(root, 'cut')
  cpSync(live, cut, { recursive: true })
  rmSync(join(cut, 'station.db-shm'), { force: true })
  bed.close()
}, 60_000)

afterAll(() => rmSync(root, { recursive: true, force: true }))

function settle({ store, repos }: SafeBed, from: number, to: number): void {
  store.write(() => {
    for (let sequence = from; sequence <= to; sequence += 1) {
      const nothing = { ial: null, reason: null, carrier: null, raised: false, expiresAtMs: null }
      repos.packets.move(sequence, { state: 'received', authority: 'central', stateAtMs: 1, ...nothing })
      repos.outbox.remove(sequence)
      settled.add(sequence)
    }
  })
}

/** Marsaglia's xorshift: the same numbers for the same seed. */
function numbersOf(seed: number): (below: number) => number {
  let state = (seed + 1) * 0x9e3779b1
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

type Below = (below: number) => number

const noise = (length: number, below: Below) => Buffer.from(Array.from({ length }, () => below(256)))

function overwrite(path: string, at: number, bytes: Buffer): void {
  const whole = readFileSync(path)
  bytes.copy(whole, Math.min(at, whole.length - 1))
  writeFileSync(path, whole)
}

const pages = (db: string) => statSync(db).size / PAGE_BYTES

const DAMAGES: Readonly<Record<string, (dir: string, below: Below) => void>> = {
  'pages of noise': (dir, below) => {
    const db = join(dir, 'station.db')
    for (let count = 1 + below(4); count > 0; count -= 1) {
      overwrite(db, below(pages(db)) * PAGE_BYTES, noise(PAGE_BYTES, below))
    }
  },
  'pages of zeros': (dir, below) => {
    const db = join(dir, 'station.db')
    for (let count = 1 + below(4); count > 0; count -= 1)
      overwrite(db, below(pages(db)) * PAGE_BYTES, Buffer.alloc(PAGE_BYTES))
  },
  'one page in the place of another': (dir, below) => {
    const db = join(dir, 'station.db')
    const from = below(pages(db)) * PAGE_BYTES
    overwrite(db, below(pages(db)) * PAGE_BYTES, readFileSync(db).subarray(from, from + PAGE_BYTES))
  },
  'some bytes anywhere': (dir, below) => {
    const db = join(dir, 'station.db')
    for (let count = 1 + below(20); count > 0; count -= 1)
      overwrite(db, below(statSync(db).size), noise(1 + below(16), below))
  },
  'cut short': (dir, below) => truncateSync(join(dir, 'station.db'), below(statSync(join(dir, 'station.db')).size)),
  emptied: (dir) => truncateSync(join(dir, 'station.db'), 0),
  'header destroyed': (dir, below) => overwrite(join(dir, 'station.db'), 0, noise(100, below)),
  'log of writes gone': (dir) => rmSync(join(dir, 'station.db-wal')),
  'log of writes destroyed': (dir, below) =>
    overwrite(join(dir, 'station.db-wal'), below(4_096), noise(1 + below(20_000), below)),
  'log of writes cut short': (dir, below) =>
    truncateSync(join(dir, 'station.db-wal'), below(statSync(join(dir, 'station.db-wal')).size)),
  deleted: (dir) => rmSync(join(dir, 'station.db')),
  'all deleted': (dir) => {
    for (const name of ['station.db', 'station.db-wal']) rmSync(join(dir, name))
  },
}

/** What the program does from its start on: opens, looks through everything in the background, and is started again when that was bad. */
function startAgain(dir: string): SafeBed {
  const bed = openSafeBed(dir)
  if (whatIsWrong(bed.store, bed.repos) === null) return bed
  createDamageMark(bed.places.mark).set()
  bed.close()
  return openSafeBed(dir)
}

async function expectNothingLost(bed: SafeBed): Promise<void> {
  const { packets, outbox } = bed.repos
  expect(whatIsWrong(bed.store, bed.repos)).toBeNull()
  for (const { packetId, sequence, hash } of shown) {
    expect(packets.byId(packetId)?.sequence).toBe(sequence)
    expect(Buffer.from(packets.bySequence(sequence)?.hash ?? []).equals(hash)).toBe(true)
    if (settled.has(sequence)) continue
    expect(outbox.has(sequence), `${sequence} waits`).toBe(true)
    const sealed = packets.content(packetId)?.sealed ?? Buffer.alloc(0)
    expect(sealedHash(unpackSealed(sealed)).equals(hash), `${sequence} is whole`).toBe(true)
  }
  expect(packets.head()?.sequence).toBe(shown.length)
  // The next one continues the chain that central knows.
  expect(await bed.keep()).toMatchObject({ sequence: shown.length + 1 })
}

describe('whatever happens to the store', () => {
  const kinds = Object.entries(DAMAGES)

  test.each(kinds)(
    '%s: every receipt that was shown is at central or waits',
    async (_name, damage) => {
      for (let seed = 0; seed < SEEDS / kinds.length; seed += 1) {
        const dir = join(root, 'turn')
        cpSync(cut, dir, { recursive: true })
        damage(dir, numbersOf(seed))
        const bed = startAgain(dir)
        try {
          await expectNothingLost(bed)
        } catch (thrown) {
          throw new Error(`seed ${seed}`, { cause: thrown })
        } finally {
          bed.close()
          rmSync(dir, { recursive: true })
        }
      }
    },
    60_000,
  )

  const damaged = (name: string) => {
    const dir = join(root, `one-${name.replaceAll(' ', '-')}`)
    cpSync(cut, dir, { recursive: true })
    DAMAGES[name]?.(dir, numbersOf(7))
    return dir
  }

  /** The write-ahead log holds the first page too, and would mend it. */
  const unreadable = () => {
    const dir = damaged('header destroyed')
    writeFileSync(join(dir, 'station.db-wal'), noise(9_000, numbersOf(2)))
    return dir
  }

  test('the damaged files are set aside whole, and it is told what was lost', () => {
    const dir = unreadable()
    const bytes = readFileSync(join(dir, 'station.db'))
    const bed = openSafeBed(dir)
    const note = readRecoveryNote(bed.places.note)
    bed.close()
    expect(note).toMatchObject({ reason: 'STORE_DAMAGED', copy: 'station-3.db', replayed: 15, acknowledgedAtMs: null })
    const folder = join(dir, 'damaged', note?.setAside ?? '')
    expect(readFileSync(join(folder, 'station.db')).equals(bytes)).toBe(true)
  })

  test('a bad newest copy is passed over for the older one', async () => {
    const dir = damaged('all deleted')
    overwrite(join(dir, 'backup', 'station-3.db'), PAGE_BYTES, noise(4 * PAGE_BYTES, numbersOf(1)))
    const bed = openSafeBed(dir)
    expect(readRecoveryNote(bed.places.note)).toMatchObject({ copy: 'station-2.db', replayed: 25 })
    await expectNothingLost(bed)
    bed.close()
  })

  test('without a good copy the start is refused, and nothing is touched', () => {
    const dir = unreadable()
    for (const name of readdirSync(join(dir, 'backup'))) writeFileSync(join(dir, 'backup', name), 'x')
    const before = readFileSync(join(dir, 'station.db'))
    for (let start = 0; start < 2; start += 1) {
      expect(() => openSafeBed(dir)).toThrow(expect.objectContaining({ code: 'STORE_LOST' }))
    }
    expect(readFileSync(join(dir, 'station.db')).equals(before)).toBe(true)
    expect(readdirSync(join(dir, 'journal')).length).toBeGreaterThan(0)
  })

  test('a journal with a hole makes no second chain: the start is refused', () => {
    const dir = damaged('all deleted')
    const [middle = ''] = readdirSync(join(dir, 'journal')).filter((name) => name.includes('31-40'))
    rmSync(join(dir, 'journal', middle))
    rmSync(join(dir, 'backup', 'station-3.db'))
    expect(() => openSafeBed(dir)).toThrow(expect.objectContaining({ code: 'STORE_LOST' }))
  })

  test('a store that was marked and is sound after all stays as it is', () => {
    const dir = damaged('log of writes gone')
    openSafeBed(dir).close()
    createDamageMark(join(dir, 'store-damaged')).set()
    const bed = openSafeBed(dir)
    expect(readRecoveryNote(bed.places.note)).toBeNull()
    expect(createDamageMark(bed.places.mark).isSet()).toBe(false)
    bed.close()
  })

  test('while another program works with it, nothing is restored under its hands', () => {
    const dir = damaged('all deleted')
    const first = openSafeBed(dir)
    createDamageMark(first.places.mark).set()
    openSafeBed(dir).close()
    expect(createDamageMark(first.places.mark).isSet()).toBe(true)
    first.store.db.pragma('wal_checkpoint(TRUNCATE)')
    overwrite(join(dir, 'station.db'), 0, noise(100, numbersOf(3)))
    expect(() => openSafeBed(dir)).toThrow(expect.objectContaining({ code: 'STORE_DAMAGED' }))
    first.close()
    const after = openSafeBed(dir)
    expect(createDamageMark(after.places.mark).isSet()).toBe(false)
    after.close()
  })

  test('a journalled packet whose transaction did not commit comes once at most, and never in the place of one that did', async () => {
    const dir = damaged('all deleted')
    const bed = openSafeBed(dir)
    const head = bed.repos.packets.head()
    const uncommitted = packetAfter(head)
    await bed.journal.append(uncommitted)
    await bed.journal.revoke(uncommitted)
    const kept = await bed.keep(packetAfter(head))
    bed.close()
    rmSync(join(dir, 'station.db'))
    const again = openSafeBed(dir)
    expect(again.repos.packets.bySequence(kept.sequence)?.packetId).toBe(kept.packetId)
    expect(again.repos.packets.byId(uncommitted.packetId)).toBeNull()
    again.close()
  })
})
