/** The life of a packet after it was sealed, product.md §4. A draft is never stored. */
export const PACKET_STATES = [
  'sealed',
  'sent',
  'received',
  'verifying',
  'waiting-for-citizen',
  'accepted',
  'refused',
] as const
export type PacketState = (typeof PACKET_STATES)[number]

/**
 * Who set the state: this station, central's unsigned answer to a push, or central's signature. An unsigned refusal puts a packet before a
 * person; it never outweighs a signed word that comes later.
 */
export const PACKET_AUTHORITIES = ['station', 'push', 'central'] as const
export type PacketAuthority = (typeof PACKET_AUTHORITIES)[number]

/** Where a packet stands, and when whoever set it says it came there. */
export interface Standing {
  readonly state: PacketState
  readonly authority: PacketAuthority
  readonly stateAtMs: number
}

const DECIDED_RANK = 5

/**
 * How far along its life a packet stands; no move leads to a lower rank. `verifying` and `waiting-for-citizen` are one rank: a citizen comes back, is
 * checked, and may be asked again.
 */
export function packetRank(state: PacketState, authority: PacketAuthority): number {
  switch (state) {
    case 'sealed':
      return 0
    case 'sent':
      return 1
    case 'refused':
      return authority === 'central' ? DECIDED_RANK : 2
    case 'received':
      return 3
    case 'verifying':
    case 'waiting-for-citizen':
      return 4
    case 'accepted':
      return DECIDED_RANK
  }
}

/** Whether central's decision stands and nothing moves it any more. */
export function isDecided(state: PacketState, authority: PacketAuthority): boolean {
  return packetRank(state, authority) === DECIDED_RANK
}
