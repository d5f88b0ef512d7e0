import type { Ial } from '../../flows/base/terms.ts'
import type { MoveTarget } from '../packet/packet-life.ts'
import type { Standing } from '../packet/packet-state.ts'
import type { Store } from './open-store.ts'
import { uuidBytes, uuidText } from './uuid-bytes.ts'

/** A packet as the store holds it. `sealed` is the raw form of sealed-bytes.ts; hashes are 32 bytes. */
export interface NewPacket {
  readonly packetId: string
  readonly sequence: number
  readonly previousHash: Uint8Array | null
  readonly hash: Uint8Array
  readonly sealedAtMs: number
  readonly sealed: Uint8Array
}

/** What came with the newest word on a packet. */
interface Word {
  readonly stateAtMs: number
  readonly ial: Ial | null
  readonly reason: string | null
  readonly carrier: string | null
  /** Accepted, and an account that was there has this level now. */
  readonly raised: boolean
  /** Until when the citizen is waited for, by central's clock; null when nobody is waited for. */
  readonly expiresAtMs: number | null
}

/** Where a packet stands, without its content. */
export interface PacketStanding extends Standing, Word {
  readonly packetId: string
  readonly sequence: number
  readonly hash: Uint8Array
  readonly sealedAtMs: number
}

/** A new standing that some move leads to (packet-life.ts). */
export type PacketMove = MoveTarget & Word

/** A packet whose sealed bytes are here although central has decided it. */
export type ErasablePacket = Pick<PacketStanding, 'sequence' | 'state' | 'stateAtMs'>

export interface PacketRepo {
  /** Raises PACKET_CHAIN_BROKEN when the sequence or the previous hash is not the next one. */
  insert(packet: NewPacket): void
  /** The newest packet, or null in a new store. */
  head(): { readonly sequence: number; readonly hash: Uint8Array } | null
  byId(packetId: string): PacketStanding | null
  bySequence(sequence: number): PacketStanding | null
  /** Null as well when it was erased. */
  content(packetId: string): NewPacket | null
  /** Whether the sealed bytes are still here. */
  hasContent(sequence: number): boolean
  /** Raises PACKET_ILLEGAL_MOVE for a move that packet-life.ts does not have. */
  move(sequence: number, to: PacketMove): void
  /**
   * Packets with a sequence in (`after`, `upTo`] that central decided at `decidedBeforeMs` or earlier, that wait for nothing, and whose sealed
   * bytes are still here.
   */
  erasable(after: number, upTo: number, decidedBeforeMs: number): readonly ErasablePacket[]
  /** Erases the sealed bytes; the stub stays. False when they were gone. Raises PACKET_ILLEGAL_MOVE before central's decision and while it is in the outbox. */
  erase(sequence: number): boolean
  /** The sequence before the oldest packet whose sealed bytes are here; the newest packet's where there is none. */
  beforeContent(): number
  /** How many wait for their citizen to come back. */
  waitingForCitizen(): number
  /** Packets after `sequence`, in order, at most `limit`. */
  page(afterSequence: number, limit: number): readonly PacketStanding[]
}

export function createPacketRepo(store: Store): PacketRepo {
  const { db } = store
  const insert = db.prepare(
    'INSERT INTO packet (packet_id, sequence, previous_hash, hash, sealed_at_ms) VALUES (?, ?, ?, ?, ?)',
  )
  const insertContent = db.prepare('INSERT INTO sealed_content (sequence, sealed) VALUES (?, ?)')
  const head = db.prepare<[], { sequence: number; hash: Buffer }>(
    'SELECT sequence, hash FROM packet ORDER BY sequence DESC LIMIT 1',
  )
  // Two look-ups and not a join: better-sqlite3 makes rows of a join column by column, 21 µs against 4, and a push asks for every packet.
  const stub = 'SELECT packet_id, sequence, hash, sealed_at_ms FROM packet'
  const byId = db.prepare<[Uint8Array], StubRow>(`${stub} WHERE packet_id = ?`)
  const bySequence = db.prepare<[number], StubRow>(`${stub} WHERE sequence = ?`)
  const standing = db.prepare<[number], StandingRow>(
    'SELECT state, authority, state_at_ms, ial, reason, carrier, raised, expires_at_ms FROM standing WHERE sequence = ?',
  )
  const content = db.prepare<[Uint8Array], ContentRow>(
    `SELECT p.packet_id, p.sequence, p.previous_hash, p.hash, p.sealed_at_ms, c.sealed
     FROM packet p JOIN sealed_content c ON c.sequence = p.sequence WHERE p.packet_id = ?`,
  )
  const hasContent = db.prepare('SELECT 1 FROM sealed_content WHERE sequence = ?')
  const columns = ['state', 'authority', 'state_at_ms', 'ial', 'reason', 'carrier', 'raised', 'expires_at_ms']
  const move = db.prepare(
    `UPDATE standing SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE sequence = ?`,
  )
  const firstMove = db.prepare(
    `INSERT INTO standing (${columns.join(', ')}, sequence) VALUES (${columns.map(() => '?').join(', ')}, ?)`,
  )
  const erasable = db.prepare<[number, number, number], { sequence: number; state: 'accepted'; state_at_ms: number }>(
    `SELECT s.sequence, s.state, s.state_at_ms FROM sealed_content c JOIN standing s ON s.sequence = c.sequence
     WHERE c.sequence > ? AND c.sequence <= ? AND s.authority = 'central' AND s.state IN ('accepted', 'refused') AND s.state_at_ms <= ?
       AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.sequence = c.sequence)
     ORDER BY c.sequence`,
  )
  const beforeContent = db.prepare<[], { before: number | null }>(
    'SELECT coalesce((SELECT min(sequence) - 1 FROM sealed_content), (SELECT max(sequence) FROM packet)) AS before',
  )
  const waiting = db.prepare<[], { count: number }>(
    "SELECT count(*) AS count FROM standing WHERE state = 'waiting-for-citizen'",
  )
  const erase = db.prepare('DELETE FROM sealed_content WHERE sequence = ?')
  const page = db.prepare<[number, number], StubRow>(`${stub} WHERE sequence > ? ORDER BY sequence LIMIT ?`)
  const withStanding = (row: StubRow) => toStanding(row, standing.get(row.sequence))
  return {
    insert: (packet) =>
      store.read(() => {
        insert.run(uuidBytes(packet.packetId), packet.sequence, packet.previousHash, packet.hash, packet.sealedAtMs)
        insertContent.run(packet.sequence, packet.sealed)
      }),
    head: () => store.read(() => head.get() ?? null),
    byId: (packetId) => store.read(() => orNull(byId.get(uuidBytes(packetId)), withStanding)),
    bySequence: (sequence) => store.read(() => orNull(bySequence.get(sequence), withStanding)),
    content: (packetId) => store.read(() => orNull(content.get(uuidBytes(packetId)), toContent)),
    hasContent: (sequence) => store.read(() => hasContent.get(sequence) !== undefined),
    move: (sequence, to) =>
      store.read(() => {
        const { state, authority, stateAtMs, ial, reason, carrier, raised, expiresAtMs } = to
        const row = [state, authority, stateAtMs, ial, reason, carrier, raised ? 1 : 0, expiresAtMs, sequence]
        if (move.run(...row).changes === 0) firstMove.run(...row)
      }),
    erasable: (after, upTo, decidedBeforeMs) =>
      store.read(() =>
        erasable
          .all(after, upTo, decidedBeforeMs)
          .map(({ sequence, state, state_at_ms }) => ({ sequence, state, stateAtMs: state_at_ms })),
      ),
    erase: (sequence) => store.read(() => erase.run(sequence).changes > 0),
    beforeContent: () => store.read(() => beforeContent.get()?.before ?? 0),
    waitingForCitizen: () => store.read(() => waiting.get()?.count ?? 0),
    page: (after, limit) => store.read(() => page.all(after, limit).map(withStanding)),
  }
}

interface StubRow {
  packet_id: Buffer
  sequence: number
  hash: Buffer
  sealed_at_ms: number
}

interface StandingRow {
  state: Standing['state']
  authority: Standing['authority']
  state_at_ms: number
  ial: Ial | null
  reason: string | null
  carrier: string | null
  raised: 0 | 1
  expires_at_ms: number | null
}

interface ContentRow {
  packet_id: Buffer
  sequence: number
  previous_hash: Buffer | null
  hash: Buffer
  sealed_at_ms: number
  sealed: Buffer
}

function orNull<R, T>(row: R | undefined, map: (row: R) => T): T | null {
  return row === undefined ? null : map(row)
}

/** Without a row of its own a packet is sealed, and nothing else is known of it. */
function toStanding(stub: StubRow, row: StandingRow | undefined): PacketStanding {
  return {
    packetId: uuidText(stub.packet_id),
    sequence: stub.sequence,
    hash: stub.hash,
    sealedAtMs: stub.sealed_at_ms,
    state: row?.state ?? 'sealed',
    authority: row?.authority ?? 'station',
    stateAtMs: row?.state_at_ms ?? stub.sealed_at_ms,
    ial: row?.ial ?? null,
    reason: row?.reason ?? null,
    carrier: row?.carrier ?? null,
    raised: row?.raised === 1,
    expiresAtMs: row?.expires_at_ms ?? null,
  }
}

function toContent(row: ContentRow): NewPacket {
  return {
    packetId: uuidText(row.packet_id),
    sequence: row.sequence,
    previousHash: row.previous_hash,
    hash: row.hash,
    sealedAtMs: row.sealed_at_ms,
    sealed: row.sealed,
  }
}
