import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../flows/base/clock.ts'
import { createRepos } from './create-repos.ts'
import { openStore } from './open-store.ts'
import { uuidBytes } from './uuid-bytes.ts'

const SCRIPTS = join(import.meta.dirname, 'migrations')
/** The last script before content and standing were taken apart. */
const BEFORE = 7
let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'standing-'))
})

afterEach(() => rmSync(dir, { recursive: true, force: true }))

const id = (sequence: number) => `00000000-0000-4000-8000-${String(sequence).padStart(12, '0')}`
const hash = (sequence: number) => Buffer.alloc(32, sequence)
const sealed = (sequence: number) => Buffer.alloc(2_500, `sealed ${sequence} `)
const path = () => join(dir, 's.db')

/** A store as the program of migrations 1–7 left it: five packets, each further along its life than the one before. */
function makeOldStore(): void {
  const scripts = join(dir, 'scripts')
  for (const name of readdirSync(SCRIPTS).filter((name) => Number(name.slice(0, 4)) <= BEFORE)) {
    cpSync(join(SCRIPTS, name), join(scripts, name))
  }
  const { db, close } = openStore({ path: path(), migrationsDir: scripts, clock: systemClock })
  const insert = db.prepare(
    `INSERT INTO packet (packet_id, sequence, previous_hash, hash, sealed_at_ms, sealed, state, authority, state_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, 'sealed', 'station', ?)`,
  )
  for (let sequence = 1; sequence <= 5; sequence += 1) {
    const previous = sequence === 1 ? null : hash(sequence - 1)
    insert.run(
      uuidBytes(id(sequence)),
      sequence,
      previous,
      hash(sequence),
      sequence * 10,
      sealed(sequence),
      sequence * 10,
    )
  }
  db.exec(`
    UPDATE packet SET state = 'sent', state_at_ms = 21 WHERE sequence = 2;
    UPDATE packet SET state = 'refused', authority = 'push', state_at_ms = 31, reason = 'PACKET_CONFLICT' WHERE sequence = 3;
    UPDATE packet SET state = 'waiting-for-citizen', authority = 'central', state_at_ms = 41, reason = 'OTP_DEFERRED' WHERE sequence = 4;
    UPDATE packet SET state = 'accepted', authority = 'central', state_at_ms = 51, ial = 2, carrier = 'Viettel', raised = 1 WHERE sequence = 5;
    INSERT INTO outbox (sequence) VALUES (1), (2);
    INSERT INTO outbox (sequence, tries, last_fault, tried_at_ms, next_try_at_ms, held) VALUES (3, 4, 'PACKET_CONFLICT', 30, 0, 1);
    INSERT INTO signed_word (word_id, jws) VALUES (1, 'of four and five');
    INSERT INTO acknowledgement (sequence, state, at_ms, word_id) VALUES (4, 'received', 40, 1), (5, 'received', 40, 1), (5, 'accepted', 51, 1);
    INSERT INTO log (at_ms, kind, sequence, details) VALUES (10, 'packet.sealed', 1, '{"method":"mobile"}');
    INSERT INTO cursor (name, value) VALUES ('decisions', 7);
  `)
  close()
}

describe('a store from before content and standing were taken apart', () => {
  const opened = () => {
    makeOldStore()
    const store = openStore({ path: path(), migrationsDir: SCRIPTS, clock: systemClock })
    return { store, ...createRepos(store) }
  }

  test('keeps every packet, its bytes, its standing, its place in the outbox and what central signed', () => {
    const { store, packets, outbox, acknowledgements, log, cursors } = opened()
    expect(
      packets.page(0, 10).map((row) => [row.sequence, row.state, row.authority, row.stateAtMs, row.reason]),
    ).toEqual([
      [1, 'sealed', 'station', 10, null],
      [2, 'sent', 'station', 21, null],
      [3, 'refused', 'push', 31, 'PACKET_CONFLICT'],
      [4, 'waiting-for-citizen', 'central', 41, 'OTP_DEFERRED'],
      [5, 'accepted', 'central', 51, null],
    ])
    expect(packets.bySequence(5)).toMatchObject({ ial: 2, carrier: 'Viettel', raised: true, sealedAtMs: 50 })
    for (let sequence = 1; sequence <= 5; sequence += 1) {
      expect(packets.content(id(sequence))).toEqual({
        packetId: id(sequence),
        sequence,
        previousHash: sequence === 1 ? null : hash(sequence - 1),
        hash: hash(sequence),
        sealedAtMs: sequence * 10,
        sealed: sealed(sequence),
      })
    }
    expect(outbox.counts()).toEqual({ waiting: 2, held: 1, oldestSealedAtMs: 10 })
    expect(outbox.page(2, 1)).toMatchObject([{ sequence: 3, tries: 4, lastFault: 'PACKET_CONFLICT', held: true }])
    expect(acknowledgements.of(5).map(({ state }) => state)).toEqual(['received', 'accepted'])
    expect(log.ofPacket(1)).toMatchObject([{ kind: 'packet.sealed', details: { method: 'mobile' }, hlc: null }])
    expect(cursors.get('decisions')).toBe(7)
    expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(store.db.pragma('foreign_key_check')).toEqual([])
    store.close()
  })

  test('goes on: the chain, the moves, the references between its tables', () => {
    const { store, packets, outbox, log } = opened()
    packets.insert({
      packetId: id(6),
      sequence: 6,
      previousHash: hash(5),
      hash: hash(6),
      sealedAtMs: 60,
      sealed: sealed(6),
    })
    outbox.add(6)
    const word = { ial: null, reason: null, carrier: null, raised: false, expiresAtMs: null }
    packets.move(3, { state: 'received', authority: 'central', stateAtMs: 70, ...word })
    expect(packets.bySequence(3)?.state).toBe('received')
    expect(() => outbox.add(99)).toThrow()
    expect(() => packets.move(5, { state: 'refused', authority: 'central', stateAtMs: 99, ...word })).toThrow(
      expect.objectContaining({ code: 'PACKET_ILLEGAL_MOVE' }),
    )
    log.append({ atMs: 5, kind: 'test', sequence: null, details: null })
    expect(log.newest()?.hlc).toBeGreaterThan(0)
    store.close()
  })

  test('leaves no sealed bytes behind where they lay before', () => {
    const { store, packets } = opened()
    packets.erase(5)
    store.db.pragma('wal_checkpoint(TRUNCATE)')
    store.close()
    const bytes = readFileSync(path())
    expect(bytes.includes(sealed(4).subarray(0, 64))).toBe(true)
    expect(bytes.includes(sealed(5).subarray(0, 64))).toBe(false)
  })
})

describe('the log', () => {
  test('keeps its order by stamps that two processes share, whatever their clocks say', () => {
    const [one, other] = [0, 1].map(() => openStore({ path: path(), migrationsDir: SCRIPTS, clock: systemClock }))
    const logs = [one, other].map((store) => store && createRepos(store).log)
    const clocks = [1_795_000_000_000, 1_495_000_000_000, 1_795_000_000_000, 2_095_000_000_000, 5, 1_795_000_000_001]
    for (const [at, atMs] of clocks.entries())
      logs[at % 2]?.append({ atMs, kind: 'test', sequence: null, details: null })
    const stamps = logs[0]?.page(0, 100).map(({ hlc }) => hlc ?? 0) ?? []
    expect(stamps).toHaveLength(clocks.length)
    expect(stamps).toEqual([...new Set(stamps)].toSorted((a, b) => a - b))
    one?.close()
    other?.close()
  })
})
