import type { PacketState } from '../packet/packet-state.ts'
import type { Store } from './open-store.ts'
import type { NewPacket } from './packet.repo.ts'
import { uuidText } from './uuid-bytes.ts'

/** What waits and why, for people. */
export interface OutboxRow {
  readonly sequence: number
  readonly packetId: string
  readonly state: PacketState
  readonly sealedAtMs: number
  readonly tries: number
  readonly lastFault: string | null
  /** By the machine's clock; null before the first try. */
  readonly triedAtMs: number | null
  /** By the machine's clock. */
  readonly nextTryAtMs: number
  /** Refused for good: it waits for a person. */
  readonly held: boolean
}

export interface OutboxCounts {
  readonly waiting: number
  readonly held: number
  readonly oldestSealedAtMs: number | null
}

/** Packets that wait for the same reason. */
export interface OutboxGroup {
  readonly held: boolean
  readonly lastFault: string | null
  readonly count: number
  readonly oldestSequence: number
}

/** A packet on its way out, with the tries made for it. */
export type OutgoingPacket = NewPacket & { readonly tries: number }

/**
 * Which rows a push takes: all that wait, or those whose time has come. A row is due as well when its last try lies in the future, or its next
 * one further away than any back-off: then the clock went back, and a wrong clock must not hold a packet.
 */
export type DueRule =
  | { readonly kind: 'all' }
  | { readonly kind: 'due'; readonly nowMs: number; readonly capMs: number }

export interface OutboxRepo {
  add(sequence: number): void
  /**
   * Hands waiting packets after `afterSequence`, in order, to `take` until it gives false or they end. Pages by key: a set that shrinks
   * while it is worked through loses nobody. The packet not taken is not consumed.
   */
  walk(afterSequence: number, due: DueRule, take: (packet: OutgoingPacket) => boolean): void
  /** Notes a try that failed for now. `counted` false: it never left, so the packet itself is not to blame. */
  failed(sequence: number, fault: string, triedAtMs: number, nextTryAtMs: number, counted: boolean): void
  /** Takes it out of the line's queue and keeps it in sight. */
  hold(sequence: number, fault: string, triedAtMs: number): void
  /** A person sends it once more. */
  release(sequence: number): void
  remove(sequence: number): void
  has(sequence: number): boolean
  /** Whether an earlier packet still waits here. */
  hasBefore(sequence: number): boolean
  counts(): OutboxCounts
  page(afterSequence: number, limit: number): readonly OutboxRow[]
  bySequence(sequence: number): OutboxRow | null
  /** Why they wait, counted: those for a person first, then the largest. */
  groups(): readonly OutboxGroup[]
}

const WALK_CHUNK = 50

export function createOutboxRepo(store: Store): OutboxRepo {
  const { db } = store
  const add = db.prepare('INSERT INTO outbox (sequence) VALUES (?)')
  const walk = db.prepare<WalkBindings, WalkRow>(
    `SELECT o.sequence, o.tries, p.packet_id, p.previous_hash, p.hash, p.sealed_at_ms, c.sealed
     FROM outbox o JOIN packet p ON p.sequence = o.sequence JOIN sealed_content c ON c.sequence = o.sequence
     WHERE o.sequence > @after AND o.held = 0
       AND (@all = 1 OR o.next_try_at_ms <= @now OR o.next_try_at_ms > @now + @cap OR o.tried_at_ms > @now)
     ORDER BY o.sequence LIMIT ${WALK_CHUNK}`,
  )
  const failed = db.prepare(
    'UPDATE outbox SET tries = tries + ?, last_fault = ?, tried_at_ms = ?, next_try_at_ms = ? WHERE sequence = ?',
  )
  const hold = db.prepare(
    'UPDATE outbox SET tries = tries + 1, last_fault = ?, tried_at_ms = ?, held = 1 WHERE sequence = ?',
  )
  const release = db.prepare('UPDATE outbox SET held = 0, next_try_at_ms = 0 WHERE sequence = ?')
  const remove = db.prepare('DELETE FROM outbox WHERE sequence = ?')
  const has = db.prepare('SELECT 1 FROM outbox WHERE sequence = ?')
  const hasBefore = db.prepare('SELECT 1 FROM outbox WHERE sequence < ? LIMIT 1')
  const counts = db.prepare<[], { waiting: number; held: number; oldest: number | null }>(
    `SELECT count(*) FILTER (WHERE held = 0) AS waiting, count(*) FILTER (WHERE held = 1) AS held,
       (SELECT sealed_at_ms FROM packet WHERE sequence = (SELECT min(sequence) FROM outbox)) AS oldest FROM outbox`,
  )
  const row = `SELECT o.sequence, p.packet_id, coalesce(s.state, 'sealed') AS state, p.sealed_at_ms, o.tries, o.last_fault, o.tried_at_ms,
    o.next_try_at_ms, o.held FROM outbox o JOIN packet p ON p.sequence = o.sequence LEFT JOIN standing s ON s.sequence = o.sequence`
  const page = db.prepare<[number, number], PageRow>(`${row} WHERE o.sequence > ? ORDER BY o.sequence LIMIT ?`)
  const bySequence = db.prepare<[number], PageRow>(`${row} WHERE o.sequence = ?`)
  const groups = db.prepare<[], { held: number; last_fault: string | null; count: number; oldest: number }>(
    'SELECT held, last_fault, count(*) AS count, min(sequence) AS oldest FROM outbox GROUP BY held, last_fault ORDER BY held DESC, count DESC, oldest',
  )
  return {
    add: (sequence) => store.read(() => void add.run(sequence)),
    walk: (afterSequence, due, take) =>
      store.read(() => {
        const time = due.kind === 'all' ? { all: 1, now: 0, cap: 0 } : { all: 0, now: due.nowMs, cap: due.capMs }
        for (let after = afterSequence; ; ) {
          const rows = walk.all({ after, ...time })
          for (const row of rows) {
            if (!take(toOutgoing(row))) return
            after = row.sequence
          }
          if (rows.length < WALK_CHUNK) return
        }
      }),
    failed: (sequence, fault, triedAtMs, nextTryAtMs, counted) =>
      store.read(() => void failed.run(counted ? 1 : 0, fault, triedAtMs, nextTryAtMs, sequence)),
    hold: (sequence, fault, triedAtMs) => store.read(() => void hold.run(fault, triedAtMs, sequence)),
    release: (sequence) => store.read(() => void release.run(sequence)),
    remove: (sequence) => store.read(() => void remove.run(sequence)),
    has: (sequence) => store.read(() => has.get(sequence) !== undefined),
    hasBefore: (sequence) => store.read(() => hasBefore.get(sequence) !== undefined),
    counts: () =>
      store.read(() => {
        const row = counts.get()
        return { waiting: row?.waiting ?? 0, held: row?.held ?? 0, oldestSealedAtMs: row?.oldest ?? null }
      }),
    page: (afterSequence, limit) => store.read(() => page.all(afterSequence, limit).map(toRow)),
    bySequence: (sequence) =>
      store.read(() => {
        const found = bySequence.get(sequence)
        return found ? toRow(found) : null
      }),
    groups: () =>
      store.read(() =>
        groups.all().map(({ held, last_fault, count, oldest }) => {
          return { held: held === 1, lastFault: last_fault, count, oldestSequence: oldest }
        }),
      ),
  }
}

type WalkBindings = { after: number; all: number; now: number; cap: number }

interface WalkRow {
  sequence: number
  tries: number
  packet_id: Buffer
  previous_hash: Buffer | null
  hash: Buffer
  sealed_at_ms: number
  sealed: Buffer
}

interface PageRow {
  sequence: number
  packet_id: Buffer
  state: PacketState
  sealed_at_ms: number
  tries: number
  last_fault: string | null
  tried_at_ms: number | null
  next_try_at_ms: number
  held: number
}

function toOutgoing(row: WalkRow): OutgoingPacket {
  return {
    packetId: uuidText(row.packet_id),
    sequence: row.sequence,
    previousHash: row.previous_hash,
    hash: row.hash,
    sealedAtMs: row.sealed_at_ms,
    sealed: row.sealed,
    tries: row.tries,
  }
}

function toRow(row: PageRow): OutboxRow {
  return {
    sequence: row.sequence,
    packetId: uuidText(row.packet_id),
    state: row.state,
    sealedAtMs: row.sealed_at_ms,
    tries: row.tries,
    lastFault: row.last_fault,
    triedAtMs: row.tried_at_ms,
    nextTryAtMs: row.next_try_at_ms,
    held: row.held === 1,
  }
}
