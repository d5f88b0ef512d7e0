import type { Ial } from '../../flows/base/terms.ts'
import type { PacketAuthority, PacketState } from '../packet/packet-state.ts'
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

/** Where a packet stands, without its content. */
export interface PacketStanding {
  readonly packetId: string
  readonly sequence: number
  readonly hash: Uint8Array
  readonly sealedAtMs: number
  readonly state: PacketState
  readonly authority: PacketAuthority
  readonly stateAtMs: number
  readonly ial: Ial | null
  readonly reason: string | null
  readonly carrier: string | null
  /** Accepted, and an account that was there has this level now. */
  readonly raised: boolean
}

export type PacketMove = Pick<
  PacketStanding,
  'state' | 'authority' | 'stateAtMs' | 'ial' | 'reason' | 'carrier' | 'raised'
>

export interface PacketRepo {
  /** Raises PACKET_CHAIN_BROKEN when the sequence or the previous hash is not the next one. */
  insert(packet: NewPacket): void
  /** The newest packet, or null in a new store. */
  head(): { readonly sequence: number; readonly hash: Uint8Array } | null
  byId(packetId: string): PacketStanding | null
  bySequence(sequence: number): PacketStanding | null
  content(packetId: string): NewPacket | null
  /** Raises PACKET_ILLEGAL_MOVE when the move goes backwards or leaves a decision. */
  move(sequence: number, to: PacketMove): void
  /** Packets after `sequence`, in order, at most `limit`. */
  page(afterSequence: number, limit: number): readonly PacketStanding[]
}

export function createPacketRepo(store: Store): PacketRepo {
  const { db } = store
  const standing =
    'packet_id, sequence, hash, sealed_at_ms, state, authority, state_at_ms, ial, reason, carrier, raised'
  const insert = db.prepare(
    `INSERT INTO packet (packet_id, sequence, previous_hash, hash, sealed_at_ms, sealed, state, authority, state_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, 'sealed', 'station', ?)`,
  )
  const head = db.prepare<[], { sequence: number; hash: Buffer }>(
    'SELECT sequence, hash FROM packet ORDER BY sequence DESC LIMIT 1',
  )
  const byId = db.prepare<[Uint8Array], StandingRow>(`SELECT ${standing} FROM packet WHERE packet_id = ?`)
  const bySequence = db.prepare<[number], StandingRow>(`SELECT ${standing} FROM packet WHERE sequence = ?`)
  const content = db.prepare<[Uint8Array], ContentRow>(
    'SELECT packet_id, sequence, previous_hash, hash, sealed_at_ms, sealed FROM packet WHERE packet_id = ?',
  )
  const move = db.prepare(
    'UPDATE packet SET state = ?, authority = ?, state_at_ms = ?, ial = ?, reason = ?, carrier = ?, raised = ? WHERE sequence = ?',
  )
  const page = db.prepare<[number, number], StandingRow>(
    `SELECT ${standing} FROM packet WHERE sequence > ? ORDER BY sequence LIMIT ?`,
  )
  return {
    insert: (packet) =>
      store.read(() => {
        insert.run(
          uuidBytes(packet.packetId),
          packet.sequence,
          packet.previousHash,
          packet.hash,
          packet.sealedAtMs,
          packet.sealed,
          packet.sealedAtMs,
        )
      }),
    head: () => store.read(() => head.get() ?? null),
    byId: (packetId) => store.read(() => orNull(byId.get(uuidBytes(packetId)), toStanding)),
    bySequence: (sequence) => store.read(() => orNull(bySequence.get(sequence), toStanding)),
    content: (packetId) => store.read(() => orNull(content.get(uuidBytes(packetId)), toContent)),
    move: (sequence, to) =>
      store.read(() => {
        move.run(to.state, to.authority, to.stateAtMs, to.ial, to.reason, to.carrier, to.raised ? 1 : 0, sequence)
      }),
    page: (after, limit) => store.read(() => page.all(after, limit).map(toStanding)),
  }
}

interface StandingRow {
  packet_id: Buffer
  sequence: number
  hash: Buffer
  sealed_at_ms: number
  state: PacketState
  authority: PacketAuthority
  state_at_ms: number
  ial: Ial | null
  reason: string | null
  carrier: string | null
  raised: 0 | 1
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

function toStanding(row: StandingRow): PacketStanding {
  return {
    packetId: uuidText(row.packet_id),
    sequence: row.sequence,
    hash: row.hash,
    sealedAtMs: row.sealed_at_ms,
    state: row.state,
    authority: row.authority,
    stateAtMs: row.state_at_ms,
    ial: row.ial,
    reason: row.reason,
    carrier: row.carrier,
    raised: row.raised === 1,
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
