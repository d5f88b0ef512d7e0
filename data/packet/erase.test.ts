import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../flows/base/clock.ts'
import { createCentralTime } from '../central-time.ts'
import { createRepos, type Repos } from '../store/create-repos.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { createApply } from '../sync/apply.ts'
import { MIGRATIONS } from '../testing/station-fixture.ts'
import type { Acknowledgement } from '../wire/packet.wire.ts'
import { createEraser, RETAIN_CONTENT_MS } from './erase.ts'
import { hashText } from './hash-text.ts'
import { releaseHeld } from './release.ts'
import { sealedHash } from './seal.ts'

const NOW_MS = 1_795_000_000_000
const TEN_YEARS_MS = 10 * 365.25 * 86_400_000
const DAY_MS = 86_400_000

let dir: string
let store: Store
let repos: Repos
let clock: { nowMs: number; now(): number }
let time: ReturnType<typeof createCentralTime>

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'erase-'))
  store = openStore({ path: join(dir, 's.db'), migrationsDir: MIGRATIONS, clock: systemClock })
  repos = createRepos(store)
  clock = { nowMs: NOW_MS, now: () => clock.nowMs }
  time = createCentralTime(clock, repos.log)
})

afterEach(() => {
  store.close()
  rmSync(dir, { recursive: true, force: true })
})

const id = (sequence: number) => `00000000-0000-4000-8000-${String(sequence).padStart(12, '0')}`
/** Long enough to lie in overflow pages, and not to be met by chance. */
const sealedOf = (sequence: number) => Buffer.from(`<${sequence}>`.padStart(40, `content of ${sequence} `).repeat(80))

const fill = (count: number) => {
  store.write(() => {
    for (let sequence = 1; sequence <= count; sequence += 1) {
      const sealed = sealedOf(sequence)
      const [previousHash, hash] = [repos.packets.head()?.hash ?? null, sealedHash(sealed.toString('latin1'))]
      repos.packets.insert({ packetId: id(sequence), sequence, previousHash, hash, sealedAtMs: NOW_MS, sealed })
      repos.outbox.add(sequence)
    }
  })
}

/** One more packet, decided long ago. */
const sealOneMore = () => {
  const last = repos.packets.head()
  const [sequence, sealed] = [(last?.sequence ?? 0) + 1, sealedOf((last?.sequence ?? 0) + 1)]
  const hash = sealedHash(sealed.toString('latin1'))
  repos.packets.insert({
    packetId: id(sequence),
    sequence,
    previousHash: last?.hash ?? null,
    hash,
    sealedAtMs: 1,
    sealed,
  })
  acknowledge(sequence, 'accepted', NOW_MS - TEN_YEARS_MS)
}

const acknowledge = (sequence: number, state: Acknowledgement['state'], atMs: number) => {
  const apply = createApply({ ...repos, log: repos.log })
  const hash = hashText(repos.packets.bySequence(sequence)?.hash ?? new Uint8Array())
  const word = {
    typ: 'acknowledgement',
    packetId: id(sequence),
    hash,
    state,
    ial: null,
    reason: null,
    carrier: null,
  } as const
  const message = { kind: 'acknowledged', acknowledgement: { ...word, atMs } } as const
  return store.write(() => apply([{ packetId: id(sequence), message }], `jws of ${sequence} ${state}`, atMs))
}

const eraser = (retainMs = RETAIN_CONTENT_MS) => createEraser({ store, ...repos, time, retainMs })
const left = (count: number) =>
  Array.from({ length: count }, (_, at) => at + 1).filter((sequence) => repos.packets.hasContent(sequence))

/** Whether any file of the store holds these bytes. */
const onDisk = (bytes: Buffer) =>
  ['s.db', 's.db-wal', 's.db-shm']
    .map((name) => join(dir, name))
    .some((path) => existsSync(path) && readFileSync(path).includes(bytes))

describe('erasing', () => {
  test('the sealed bytes are in no file any more, and the stub and what central signed stay', async () => {
    fill(3)
    for (const sequence of [1, 2, 3]) acknowledge(sequence, 'received', NOW_MS)
    acknowledge(1, 'accepted', NOW_MS + 1)
    acknowledge(3, 'refused', NOW_MS + 1)
    expect(onDisk(sealedOf(1).subarray(0, 200))).toBe(true)
    time.learn(NOW_MS + 1 + RETAIN_CONTENT_MS)
    expect(await eraser().run()).toBe(2)
    for (const sequence of [1, 3]) {
      const sealed = sealedOf(sequence)
      for (let at = 0; at + 64 < sealed.length; at += 512) expect(onDisk(sealed.subarray(at, at + 64))).toBe(false)
    }
    expect(onDisk(sealedOf(2).subarray(0, 200))).toBe(true)
    expect(repos.packets.content(id(1))).toBeNull()
    expect(repos.packets.byId(id(1))).toMatchObject({ sequence: 1, state: 'accepted', sealedAtMs: NOW_MS })
    expect(repos.acknowledgements.of(1).map(({ jws }) => jws)).toEqual(['jws of 1 received', 'jws of 1 accepted'])
    expect(repos.log.ofPacket(1).map(({ kind, cause }) => [kind, cause])).toEqual([
      ['packet.received', 'receipt'],
      ['packet.accepted', 'verified'],
      ['packet.erased', 'retention'],
    ])
  })

  test('the chain stays whole, and goes on', async () => {
    fill(3)
    for (const sequence of [1, 2, 3]) acknowledge(sequence, 'accepted', NOW_MS)
    time.learn(NOW_MS)
    expect(await eraser(0).run()).toBe(3)
    const links = store.db
      .prepare<[], { whole: number }>(
        'SELECT n.previous_hash IS p.hash AS whole FROM packet n LEFT JOIN packet p ON p.sequence = n.sequence - 1',
      )
      .all()
    expect(links).toEqual([{ whole: 1 }, { whole: 1 }, { whole: 1 }])
    const next = {
      packetId: id(4),
      sequence: 4,
      hash: new Uint8Array(32),
      sealedAtMs: NOW_MS,
      sealed: Buffer.from('x'),
    }
    expect(() => repos.packets.insert({ ...next, previousHash: new Uint8Array(32) })).toThrow(
      expect.objectContaining({ code: 'PACKET_CHAIN_BROKEN' }),
    )
    repos.packets.insert({ ...next, previousHash: repos.packets.head()?.hash ?? null })
    expect(repos.packets.head()?.sequence).toBe(4)
  })

  test('what is erased is not brought back under the same number', async () => {
    fill(1)
    acknowledge(1, 'accepted', NOW_MS)
    time.learn(NOW_MS)
    await eraser(0).run()
    const put = (verb: string) => store.write(() => store.db.exec(`${verb} INTO sealed_content VALUES (1, x'00')`))
    for (const verb of ['INSERT', 'INSERT OR REPLACE']) {
      expect(() => put(verb)).toThrow(expect.objectContaining({ code: 'PACKET_ILLEGAL_MOVE' }))
    }
    expect(() => repos.outbox.add(1)).toThrow(expect.objectContaining({ code: 'PACKET_ILLEGAL_MOVE' }))
  })

  test.each(['received', 'verifying', 'waiting-for-citizen'] as const)('%s is no decision', async (state) => {
    fill(1)
    acknowledge(1, state, NOW_MS)
    time.learn(NOW_MS + TEN_YEARS_MS)
    expect(await eraser(0).run()).toBe(0)
    expect(() => repos.packets.erase(1)).toThrow(expect.objectContaining({ code: 'PACKET_ILLEGAL_MOVE' }))
  })

  test('an unsigned refusal is none either, and what waits in the outbox stays though it is decided', async () => {
    fill(2)
    const refused = { kind: 'push-refused', code: 'PACKET_INCONSISTENT', atMs: NOW_MS } as const
    createApply({ ...repos })([{ packetId: id(1), message: refused }], null, NOW_MS)
    acknowledge(2, 'accepted', NOW_MS)
    repos.outbox.add(2)
    time.learn(NOW_MS + TEN_YEARS_MS)
    expect(await eraser(0).run()).toBe(0)
    expect(left(2)).toEqual([1, 2])
    for (const sequence of [1, 2]) {
      expect(() => repos.packets.erase(sequence)).toThrow(expect.objectContaining({ code: 'PACKET_ILLEGAL_MOVE' }))
    }
  })

  test('a word of central that comes again for an erased packet changes nothing', async () => {
    fill(1)
    acknowledge(1, 'received', NOW_MS)
    acknowledge(1, 'accepted', NOW_MS)
    time.learn(NOW_MS)
    await eraser(0).run()
    const before = repos.log.newest()
    expect(acknowledge(1, 'received', NOW_MS)).toEqual(['unchanged'])
    expect(acknowledge(1, 'accepted', NOW_MS)).toEqual(['unchanged'])
    expect(repos.log.newest()).toEqual(before)
  })
})

describe('the set time', () => {
  test('a clock that jumped erases nothing: the time counts from word to word of central', async () => {
    fill(1)
    acknowledge(1, 'accepted', NOW_MS)
    const chore = eraser()
    clock.nowMs += TEN_YEARS_MS
    expect(await chore.run()).toBe(0)
    time.learn(NOW_MS + RETAIN_CONTENT_MS - 1)
    clock.nowMs += TEN_YEARS_MS
    expect(await chore.run()).toBe(0)
    expect(left(1)).toEqual([1])
    time.learn(NOW_MS + RETAIN_CONTENT_MS + DAY_MS)
    expect(await chore.run()).toBe(1)
  })

  test('more packets than one transaction takes are all erased, and a second run finds none', async () => {
    fill(180)
    for (let sequence = 1; sequence <= 180; sequence += 1) if (sequence % 4) acknowledge(sequence, 'accepted', NOW_MS)
    time.learn(NOW_MS)
    const chore = eraser(0)
    expect(await chore.run()).toBe(135)
    expect(left(180)).toEqual(Array.from({ length: 45 }, (_, at) => (at + 1) * 4))
    expect(await chore.run()).toBe(0)
  })

  test('of a long chain none is passed over where one look ends and the next begins', async () => {
    fill(1_002)
    for (const sequence of [1_000, 1_001, 1_002]) acknowledge(sequence, 'accepted', NOW_MS)
    time.learn(NOW_MS)
    expect(await eraser(0).run()).toBe(3)
  })

  test('it is looked for once an hour of central’s, and at once when central’s own clock was set back', async () => {
    fill(2)
    acknowledge(1, 'accepted', NOW_MS + 1)
    acknowledge(2, 'accepted', NOW_MS - TEN_YEARS_MS)
    const chore = eraser(7 * DAY_MS)
    time.learn(NOW_MS + 7 * DAY_MS)
    expect(await chore.run()).toBe(1)
    time.learn(NOW_MS + 7 * DAY_MS + 1)
    expect(await chore.run()).toBe(0)
    time.learn(NOW_MS + 7 * DAY_MS + 3_600_000)
    expect(await chore.run()).toBe(1)
    sealOneMore()
    time.learn(NOW_MS)
    expect(await chore.run()).toBe(1)
  })

  test('while somebody reads, the log is emptied at the next turn', async () => {
    fill(1)
    acknowledge(1, 'accepted', NOW_MS)
    time.learn(NOW_MS)
    const reader = openStore({ path: join(dir, 's.db'), migrationsDir: MIGRATIONS, clock: systemClock })
    const reading = reader.db.prepare('SELECT * FROM packet_move').iterate()
    reading.next()
    const chore = eraser(0)
    expect(await chore.run()).toBe(1)
    expect(onDisk(sealedOf(1).subarray(0, 64))).toBe(true)
    reading.return?.()
    reader.close()
    expect(await chore.run()).toBe(0)
    expect(onDisk(sealedOf(1).subarray(0, 64))).toBe(false)
  })
})

test('a held packet is released by a person, once, and the log tells', () => {
  fill(2)
  repos.outbox.hold(1, 'PACKET_CONFLICT', NOW_MS)
  const parts = { store, ...repos, time }
  expect([releaseHeld(parts, 1), releaseHeld(parts, 1), releaseHeld(parts, 2), releaseHeld(parts, 9)]).toEqual([
    'released',
    'not-held',
    'not-held',
    'not-waiting',
  ])
  expect(repos.outbox.counts()).toMatchObject({ waiting: 2, held: 0 })
  expect(repos.log.ofPacket(1)).toMatchObject([
    { kind: 'packet.released', cause: 'person', move: null, details: { heldFor: 'PACKET_CONFLICT', tries: 1 } },
  ])
})
