import type { FaultDetails } from '../../flows/base/fault.ts'
import { type PacketAuthority, type PacketState, packetRank } from '../packet/packet-state.ts'
import type { PacketMove } from '../store/packet.repo.ts'
import type { Acknowledgement } from '../wire/packet.wire.ts'

/** What the station knows of one packet. */
export interface PacketView {
  /** base64url, as central writes it. */
  readonly hash: string
  readonly state: PacketState
  readonly authority: PacketAuthority
  readonly stateAtMs: number
}

export type SyncMessage =
  /** It may have reached central: the request left and no answer came. */
  | { readonly kind: 'sent'; readonly atMs: number }
  /** Central refused it for good in its unsigned answer to a push. */
  | { readonly kind: 'push-refused'; readonly code: string; readonly atMs: number }
  /** Central has it: its pair in a batch's acknowledgement, the signature already verified. */
  | { readonly kind: 'received'; readonly hash: string; readonly atMs: number }
  /** Central's word on this packet alone, its signature already verified. */
  | { readonly kind: 'acknowledged'; readonly acknowledgement: Acknowledgement }

export interface MergeEvent {
  readonly kind: string
  readonly details: FaultDetails | null
}

export type Merged =
  | {
      readonly kind: 'merged'
      readonly move: PacketMove | null
      readonly events: readonly MergeEvent[]
      /** What central signed, for the keeping; null when nothing was. */
      readonly keep: { readonly state: Acknowledgement['state']; readonly atMs: number } | null
      /** Central has it: it leaves the outbox. */
      readonly settled: boolean
    }
  /** The message contradicts what is known; nothing moves, and somebody has to look. */
  | {
      readonly kind: 'conflict'
      readonly code: 'PACKET_CONFLICT'
      readonly why: 'hash' | 'decision' | 'refused-after-receipt'
    }

/**
 * Decides what one message means for one packet. Pure: the engine only carries. Late, repeated and reordered messages change nothing once
 * something further along is known; nothing moves backwards; any order of the same messages ends in the same state.
 */
export function merge(packet: PacketView, message: SyncMessage): Merged {
  switch (message.kind) {
    case 'sent':
      return forward(packet, bare('sent', 'station', message.atMs), 'packet.sent')
    case 'push-refused': {
      if (message.code === 'PACKET_CONFLICT' && packet.authority === 'central') return conflict('refused-after-receipt')
      const move = { ...bare('refused', 'push', message.atMs), reason: message.code }
      return forward(packet, move, 'packet.push-refused')
    }
    case 'received': {
      const { hash, atMs } = message
      return acknowledged(packet, { state: 'received', hash, atMs, ial: null, reason: null, carrier: null })
    }
    case 'acknowledged':
      return acknowledged(packet, message.acknowledgement)
  }
}

function acknowledged(packet: PacketView, word: Omit<Acknowledgement, 'typ' | 'packetId'>): Merged {
  const { state, hash, atMs, ial, reason, carrier, raised = false } = word
  if (hash !== packet.hash) return conflict('hash')
  const isFinal = state === 'accepted' || state === 'refused'
  const standsFinal = packet.authority === 'central' && (packet.state === 'accepted' || packet.state === 'refused')
  if (isFinal && standsFinal && packet.state !== state) return conflict('decision')
  const move: PacketMove = { state, authority: 'central', stateAtMs: atMs, ial, reason, carrier, raised }
  return { ...forward(packet, move, `packet.${state}`), keep: { state, atMs }, settled: true }
}

function forward(packet: PacketView, move: PacketMove, event: string): Merged & { kind: 'merged' } {
  const from = packetRank(packet.state, packet.authority)
  const to = packetRank(move.state, move.authority)
  // Central may ask the citizen for something else later on: the newest wait counts.
  const newerWait = move.state === 'waiting-for-citizen' && to === from && move.stateAtMs > packet.stateAtMs
  const moves = to > from || newerWait
  const details = { from: packet.state, ...(move.reason === null ? {} : { reason: move.reason }) }
  return {
    kind: 'merged',
    move: moves ? move : null,
    events: moves ? [{ kind: event, details }] : [],
    keep: null,
    settled: false,
  }
}

function conflict(why: 'hash' | 'decision' | 'refused-after-receipt'): Merged {
  return { kind: 'conflict', code: 'PACKET_CONFLICT', why }
}

function bare(state: PacketState, authority: PacketAuthority, stateAtMs: number): PacketMove {
  return { state, authority, stateAtMs, ial: null, reason: null, carrier: null, raised: false }
}
