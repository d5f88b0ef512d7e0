import { CARRIED_BY_STICK, type Move, type MoveTarget, moveBetween, movesOn } from '../packet/packet-life.ts'
import { isDecided, type Standing } from '../packet/packet-state.ts'
import type { PacketMove } from '../store/packet.repo.ts'
import type { Acknowledgement } from '../wire/packet.wire.ts'

/** What the station knows of one packet. */
export interface PacketView extends Standing {
  /** base64url, as central writes it. */
  readonly hash: string
}

export type SyncMessage =
  /** It may have reached central: the request left and no answer came, or it was carried away by stick. */
  | { readonly kind: 'sent'; readonly atMs: number; readonly by?: 'stick' }
  /** Central refused it for good in its unsigned answer to a push. */
  | { readonly kind: 'push-refused'; readonly code: string; readonly atMs: number }
  /** Central has it: its pair in a batch's acknowledgement, the signature already verified. */
  | { readonly kind: 'received'; readonly hash: string; readonly atMs: number }
  /** Central's word on this packet alone, its signature already verified. */
  | { readonly kind: 'acknowledged'; readonly acknowledgement: Acknowledgement }

/** A move as an event: which row of packet-life.ts, and why. */
export interface MergeEvent {
  readonly kind: string
  readonly move: Move
  /** Fault code of a refusal or a wait, CARRIED_BY_STICK, or the row's own cause. */
  readonly cause: string
}

export type Merged =
  | {
      readonly kind: 'merged'
      readonly move: PacketMove | null
      /** The move for the log; null when nothing moves. */
      readonly event: MergeEvent | null
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
 * Decides what one message means for one packet: the moves of packet-life.ts and no others. Pure: the engine only carries. Late, repeated and
 * reordered messages change nothing once something further along is known; nothing moves backwards; any order of the same messages ends in the
 * same state.
 */
export function merge(packet: PacketView, message: SyncMessage): Merged {
  switch (message.kind) {
    case 'sent': {
      const gone = forward(packet, bare({ state: 'sent', authority: 'station' }, message.atMs), 'packet.sent')
      return message.by === 'stick' && gone.event
        ? { ...gone, event: { ...gone.event, cause: CARRIED_BY_STICK } }
        : gone
    }
    case 'push-refused': {
      if (message.code === 'PACKET_CONFLICT' && packet.authority === 'central') return conflict('refused-after-receipt')
      const refused = bare({ state: 'refused', authority: 'push' }, message.atMs)
      return forward(packet, { ...refused, reason: message.code }, 'packet.push-refused')
    }
    case 'received': {
      if (message.hash !== packet.hash) return conflict('hash')
      return said(packet, bare({ state: 'received', authority: 'central' }, message.atMs))
    }
    case 'acknowledged':
      return acknowledged(packet, message.acknowledgement)
  }
}

function acknowledged(packet: PacketView, word: Acknowledgement): Merged {
  const { state, hash, atMs, ial, reason, carrier, raised = false, expiresAtMs = null } = word
  if (hash !== packet.hash) return conflict('hash')
  const turnsRound = isDecided(packet.state, packet.authority) && isDecided(state, 'central') && packet.state !== state
  if (turnsRound) return conflict('decision')
  return said(packet, { state, authority: 'central', stateAtMs: atMs, ial, reason, carrier, raised, expiresAtMs })
}

/** Central signed it: it is kept, and central has the packet, whether or not it says anything new. */
function said(packet: PacketView, move: PacketMove & { readonly authority: 'central' }): Merged {
  return {
    ...forward(packet, move, `packet.${move.state}`),
    keep: { state: move.state, atMs: move.stateAtMs },
    settled: true,
  }
}

function forward(packet: PacketView, to: PacketMove, kind: string): Merged & { kind: 'merged' } {
  const move = movesOn(packet, to) ? moveBetween(packet, to) : null
  return {
    kind: 'merged',
    move: move ? to : null,
    event: move ? { kind, move, cause: to.reason ?? move.cause } : null,
    keep: null,
    settled: false,
  }
}

function conflict(why: 'hash' | 'decision' | 'refused-after-receipt'): Merged {
  return { kind: 'conflict', code: 'PACKET_CONFLICT', why }
}

function bare<const T extends MoveTarget>(to: T, stateAtMs: number) {
  return { ...to, stateAtMs, ial: null, reason: null, carrier: null, raised: false, expiresAtMs: null }
}
