import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../flows/base/clock.ts'
import { stampAt } from '../../flows/base/hybrid-clock.ts'
import { createRepos } from './create-repos.ts'
import { openStore, type Store } from './open-store.ts'

const SCRIPTS = join(import.meta.dirname, 'migrations')
let dir: string
let opened: Store[]

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'store-'))
  opened = []
})

afterEach(() => {
  for (const store of opened) store.close()
  rmSync(dir, { recursive: true, force: true })
})

const open = (over: Partial<Parameters<typeof openStore>[0]> = {}): Store => {
  const store = openStore({ path: join(dir, 's.db'), migrationsDir: SCRIPTS, clock: systemClock, ...over })
  opened.push(store)
  return store
}

const scriptsWith = (...files: [string, string][]): string => {
  const folder = mkdtempSync(join(dir, 'scripts-'))
  cpSync(SCRIPTS, folder, { recursive: true })
  for (const [name, sql] of files) writeFileSync(join(folder, name), sql)
  return folder
}

const SCRIPT_COUNT = readdirSync(SCRIPTS).length
/** The name of a script so many after the newest one there is. */
const scriptName = (ahead: number, name: string) => `${String(SCRIPT_COUNT + ahead).padStart(4, '0')}_${name}.sql`

const packet = (sequence: number, previousHash: Uint8Array | null = null) => ({
  packetId: `00000000-0000-4000-8000-${String(sequence).padStart(12, '0')}`,
  sequence,
  previousHash,
  hash: new Uint8Array(32).fill(sequence),
  sealedAtMs: 1,
  sealed: Buffer.from('sealed'),
})

const code = (expected: string) => expect.objectContaining({ code: expected })

describe('opening the store', () => {
  test('commits are durable and erased content is overwritten', () => {
    const { db } = open()
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(db.pragma('synchronous', { simple: true })).toBe(2)
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(db.pragma('secure_delete', { simple: true })).toBe(1)
  })

  test('a newer script is applied to a store that is there, which keeps its rows', () => {
    createRepos(open()).packets.insert(packet(1))
    const store = open({ migrationsDir: scriptsWith([scriptName(1, 'more'), 'CREATE TABLE more (a INTEGER) STRICT;']) })
    expect(createRepos(store).packets.head()?.sequence).toBe(1)
    expect(store.db.prepare('SELECT count(*) AS n FROM more').get()).toEqual({ n: 0 })
  })

  test('an edited script is refused', () => {
    open()
    const edited = `${readFileSync(join(SCRIPTS, '0001_packets.sql'), 'utf8')}\n-- edited`
    expect(() => open({ migrationsDir: scriptsWith(['0001_packets.sql', edited]) })).toThrow(
      code('STORE_MIGRATION_EDITED'),
    )
  })

  test('line ends of another system are no edit', () => {
    open()
    const turned = readFileSync(join(SCRIPTS, '0001_packets.sql'), 'utf8').replaceAll('\n', '\r\n')
    expect(open({ migrationsDir: scriptsWith(['0001_packets.sql', turned]) }).db.open).toBe(true)
  })

  test('a missing script is refused', () => {
    expect(() => open({ migrationsDir: scriptsWith([scriptName(2, 'late'), 'SELECT 1;']) })).toThrow(
      code('STORE_MIGRATION_GAP'),
    )
  })

  test('a store from a newer program is refused, and left as it is', () => {
    const newer = scriptsWith([scriptName(1, 'more'), 'CREATE TABLE more (a INTEGER) STRICT;'])
    open({ migrationsDir: newer })
    expect(() => open()).toThrow(code('STORE_NEWER'))
    expect(open({ migrationsDir: newer }).db.prepare('SELECT count(*) AS n FROM more').get()).toEqual({ n: 0 })
  })

  test('a script that fails leaves neither its tables nor its version', () => {
    const broken = scriptsWith([
      scriptName(1, 'more'),
      'CREATE TABLE more (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1);',
    ])
    expect(() => open({ migrationsDir: broken })).toThrow(code('INTERNAL'))
    const { db } = open()
    expect(db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'more'").get()).toEqual({ n: 0 })
    expect(db.prepare('SELECT max(version) AS v FROM schema_migration').get()).toEqual({ v: SCRIPT_COUNT })
  })

  test('a read-only store reads, and refuses to be written', () => {
    createRepos(open()).packets.insert(packet(1))
    const repos = createRepos(open({ readOnly: true }))
    expect(repos.packets.head()?.sequence).toBe(1)
    expect(() => repos.outbox.add(1)).toThrow(code('STORE_READ_ONLY'))
  })

  test('a file that is no database is damaged', () => {
    writeFileSync(join(dir, 's.db'), 'x'.repeat(9_000))
    expect(() => open()).toThrow(code('STORE_DAMAGED'))
  })

  test('a database with overwritten pages is damaged', () => {
    open().close()
    opened = []
    const bytes = readFileSync(join(dir, 's.db'))
    bytes.fill(0xa5, 100, bytes.length)
    writeFileSync(join(dir, 's.db'), bytes)
    expect(() => open()).toThrow(code('STORE_DAMAGED'))
  })

  test('a full disk is named, and what was there stays', () => {
    const store = open()
    const repos = createRepos(store)
    repos.packets.insert(packet(1))
    store.db.pragma(`max_page_count = ${store.db.pragma('page_count', { simple: true })}`)
    const large = { ...packet(2, packet(1).hash), sealed: Buffer.alloc(60_000) }
    expect(() => store.write(() => repos.packets.insert(large))).toThrow(code('STORE_FULL'))
    expect(repos.packets.head()?.sequence).toBe(1)
  })

  test('a store another process writes to is busy', () => {
    const other = open()
    other.db.exec('BEGIN IMMEDIATE')
    const store = open({ busyTimeoutMs: 10, readOnly: true })
    expect(store.db.open).toBe(true)
    expect(() => open({ busyTimeoutMs: 10 })).toThrow(code('STORE_BUSY'))
    other.db.exec('ROLLBACK')
  })
})

describe('what the database itself refuses', () => {
  test('the log only grows', () => {
    const store = open()
    createRepos(store).log.append({ atMs: 1, kind: 'test', sequence: null, details: { n: 1 } })
    expect(() => store.write(() => store.db.exec('DELETE FROM log'))).toThrow(code('NOT_ALLOWED'))
    expect(() => store.write(() => store.db.exec("UPDATE log SET kind = 'x'"))).toThrow(code('NOT_ALLOWED'))
    expect(createRepos(store).log.page(0, 10)).toEqual([
      { logId: 1, atMs: 1, kind: 'test', sequence: null, details: { n: 1 }, move: null, cause: null, hlc: stampAt(1) },
    ])
  })

  test.each([
    ['a first packet that is not number 1', packet(2)],
    ['a first packet with a predecessor', packet(1, new Uint8Array(32))],
  ])('%s', (_what, wrong) => {
    expect(() => createRepos(open()).packets.insert(wrong)).toThrow(code('PACKET_CHAIN_BROKEN'))
  })

  test.each([
    ['a gap', packet(3, packet(1).hash)],
    ['another previous hash', packet(2, new Uint8Array(32).fill(9))],
    ['no previous hash', packet(2)],
  ])('%s in the chain', (_what, wrong) => {
    const { packets } = createRepos(open())
    packets.insert(packet(1))
    expect(() => packets.insert(wrong)).toThrow(code('PACKET_CHAIN_BROKEN'))
  })

  test('a sealed packet is neither changed nor deleted', () => {
    const store = open()
    createRepos(store).packets.insert(packet(1))
    for (const sql of [
      "UPDATE sealed_content SET sealed = x'00'",
      'DELETE FROM sealed_content',
      'UPDATE packet SET hash = zeroblob(32)',
      'DELETE FROM packet',
    ]) {
      expect(() => store.write(() => store.db.exec(sql))).toThrow(code('PACKET_ILLEGAL_MOVE'))
    }
  })
})

describe('outbox', () => {
  const fill = (count: number) => {
    const store = open()
    const repos = createRepos(store)
    store.write(() => {
      for (let sequence = 1; sequence <= count; sequence += 1) {
        repos.packets.insert(packet(sequence, sequence === 1 ? null : new Uint8Array(32).fill(sequence - 1)))
        repos.outbox.add(sequence)
      }
    })
    return repos
  }
  const walked = (repos: ReturnType<typeof fill>, due: Parameters<typeof repos.outbox.walk>[1], after = 0) => {
    const sequences: number[] = []
    repos.outbox.walk(after, due, ({ sequence }) => sequences.push(sequence) > 0)
    return sequences
  }

  test('a set that shrinks while it is paged through loses nobody', () => {
    const repos = fill(120)
    const seen: number[] = []
    for (let after = 0; ; ) {
      const page: number[] = []
      repos.outbox.walk(after, { kind: 'all' }, ({ sequence }) => page.length < 7 && page.push(sequence) > 0)
      if (page.length === 0) break
      for (const sequence of page) repos.outbox.remove(sequence)
      seen.push(...page)
      after = page.at(-1) ?? after
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, at) => at + 1))
  })

  test('only what is due is taken, unless all is asked for', () => {
    const repos = fill(3)
    repos.outbox.failed(2, 'CENTRAL_BUSY', 1_000, 5_000, true)
    expect(walked(repos, { kind: 'due', nowMs: 4_999, capMs: 900_000 })).toEqual([1, 3])
    expect(walked(repos, { kind: 'due', nowMs: 5_000, capMs: 900_000 })).toEqual([1, 2, 3])
    expect(walked(repos, { kind: 'all' })).toEqual([1, 2, 3])
  })

  test('a clock that went back holds no packet', () => {
    const repos = fill(2)
    const lastYear = 1_000_000
    repos.outbox.failed(1, 'LINE_DOWN', lastYear + 31_536_000_000, lastYear + 31_536_000_500, true)
    repos.outbox.failed(2, 'LINE_DOWN', lastYear + 1, lastYear + 2_000, true)
    expect(walked(repos, { kind: 'due', nowMs: lastYear, capMs: 900_000 })).toEqual([1, 2])
  })

  test('a held packet stays in sight with its reason, until a person releases it', () => {
    const repos = fill(2)
    repos.outbox.hold(1, 'PACKET_CONFLICT', 7)
    expect(walked(repos, { kind: 'all' })).toEqual([2])
    expect(repos.outbox.counts()).toEqual({ waiting: 1, held: 1, oldestSealedAtMs: 1 })
    expect(repos.outbox.page(0, 10)[0]).toMatchObject({
      sequence: 1,
      held: true,
      lastFault: 'PACKET_CONFLICT',
      tries: 1,
    })
    repos.outbox.release(1)
    expect(walked(repos, { kind: 'all' })).toEqual([1, 2])
  })

  test('an empty outbox counts nothing', () => {
    expect(createRepos(open()).outbox.counts()).toEqual({ waiting: 0, held: 0, oldestSealedAtMs: null })
  })
})

describe('cursor and reference data', () => {
  test('a cursor never goes back', () => {
    const { cursors } = createRepos(open())
    cursors.advance('decisions', 9)
    cursors.advance('decisions', 4)
    expect(cursors.get('decisions')).toBe(9)
  })

  test('an older reference document does not replace a newer one', () => {
    const { references } = createRepos(open())
    const row = { name: 'policy', version: 2, etag: '"2"', document: 'new', receivedAtMs: 1 }
    references.put(row)
    references.put({ ...row, version: 1, document: 'old' })
    expect(references.get('policy')).toEqual(row)
  })
})

describe('acknowledgements', () => {
  test('those of a store from before stay, each with its text', () => {
    const before = mkdtempSync(join(dir, 'before-'))
    cpSync(join(SCRIPTS, '0001_packets.sql'), join(before, '0001_packets.sql'))
    const old = open({ migrationsDir: before })
    old.db.exec(`INSERT INTO packet (packet_id, sequence, hash, sealed_at_ms, sealed, state, authority, state_at_ms)
      VALUES (zeroblob(16), 1, zeroblob(32), 1, x'00', 'sealed', 'station', 1)`)
    const insert = old.db.prepare('INSERT INTO acknowledgement (sequence, state, at_ms, jws) VALUES (?, ?, ?, ?)')
    insert.run(1, 'received', 5, 'one')
    insert.run(1, 'accepted', 6, 'two')
    const { acknowledgements } = createRepos(open())
    expect(acknowledgements.of(1)).toEqual([
      { state: 'received', atMs: 5, jws: 'one' },
      { state: 'accepted', atMs: 6, jws: 'two' },
    ])
  })

  test('one text for several packets stands once; the first of each state stays', () => {
    const store = open()
    const { packets, acknowledgements } = createRepos(store)
    packets.insert(packet(1))
    packets.insert(packet(2, packet(1).hash))
    const said = [1, 2].map((sequence) => ({ sequence, state: 'received', atMs: 5 }))
    acknowledgements.keep(said.slice(1), 'first')
    acknowledgements.keep(said, 'both')
    acknowledgements.keep(said, 'nothing new')
    expect([1, 2].map((sequence) => acknowledgements.of(sequence)[0]?.jws)).toEqual(['both', 'first'])
    expect(store.db.prepare('SELECT jws FROM signed_word ORDER BY word_id').all()).toEqual([
      { jws: 'first' },
      { jws: 'both' },
    ])
  })
})
