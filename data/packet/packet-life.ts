import type { PacketAuthority, PacketState, Standing } from './packet-state.ts'

/** One legal move. `authority` says on whose word it is made; `cause` is why, where nobody names a fault code. */
interface MoveRow {
  readonly move: number
  readonly from: PacketState | 'draft'
  readonly fromAuthority: PacketAuthority
  readonly to: PacketState
  readonly authority: PacketAuthority
  readonly cause: string
}

/**
 * The life of a packet (product.md §4): every move there is. Steps may be left out, since a message may be lost: central's word brings a packet
 * from wherever it stands. The store holds the same table (migration 0008) and refuses what is not in it; docs/packet-life.md shows it. Tests
 * compare all three. `move` is the number in the log: rows are added at the end, never changed.
 */
export const PACKET_MOVES = [
  { move: 1, from: 'draft', fromAuthority: 'station', to: 'sealed', authority: 'station', cause: 'registered' },
  { move: 2, from: 'sealed', fromAuthority: 'station', to: 'sent', authority: 'station', cause: 'no-answer' },
  { move: 3, from: 'sealed', fromAuthority: 'station', to: 'refused', authority: 'push', cause: 'push-refused' },
  { move: 4, from: 'sent', fromAuthority: 'station', to: 'refused', authority: 'push', cause: 'push-refused' },
  { move: 5, from: 'sealed', fromAuthority: 'station', to: 'received', authority: 'central', cause: 'receipt' },
  { move: 6, from: 'sent', fromAuthority: 'station', to: 'received', authority: 'central', cause: 'receipt' },
  { move: 7, from: 'refused', fromAuthority: 'push', to: 'received', authority: 'central', cause: 'receipt' },
  { move: 8, from: 'sealed', fromAuthority: 'station', to: 'verifying', authority: 'central', cause: 'checking' },
  { move: 9, from: 'sent', fromAuthority: 'station', to: 'verifying', authority: 'central', cause: 'checking' },
  { move: 10, from: 'refused', fromAuthority: 'push', to: 'verifying', authority: 'central', cause: 'checking' },
  { move: 11, from: 'received', fromAuthority: 'central', to: 'verifying', authority: 'central', cause: 'checking' },
  {
    move: 12,
    from: 'sealed',
    fromAuthority: 'station',
    to: 'waiting-for-citizen',
    authority: 'central',
    cause: 'asked',
  },
  { move: 13, from: 'sent', fromAuthority: 'station', to: 'waiting-for-citizen', authority: 'central', cause: 'asked' },
  { move: 14, from: 'refused', fromAuthority: 'push', to: 'waiting-for-citizen', authority: 'central', cause: 'asked' },
  {
    move: 15,
    from: 'received',
    fromAuthority: 'central',
    to: 'waiting-for-citizen',
    authority: 'central',
    cause: 'asked',
  },
  {
    move: 16,
    from: 'verifying',
    fromAuthority: 'central',
    to: 'waiting-for-citizen',
    authority: 'central',
    cause: 'asked',
  },
  {
    move: 17,
    from: 'waiting-for-citizen',
    fromAuthority: 'central',
    to: 'waiting-for-citizen',
    authority: 'central',
    cause: 'asked-again',
  },
  {
    move: 18,
    from: 'waiting-for-citizen',
    fromAuthority: 'central',
    to: 'verifying',
    authority: 'central',
    cause: 'returned',
  },
  { move: 19, from: 'sealed', fromAuthority: 'station', to: 'accepted', authority: 'central', cause: 'verified' },
  { move: 20, from: 'sent', fromAuthority: 'station', to: 'accepted', authority: 'central', cause: 'verified' },
  { move: 21, from: 'refused', fromAuthority: 'push', to: 'accepted', authority: 'central', cause: 'verified' },
  { move: 22, from: 'received', fromAuthority: 'central', to: 'accepted', authority: 'central', cause: 'verified' },
  { move: 23, from: 'verifying', fromAuthority: 'central', to: 'accepted', authority: 'central', cause: 'verified' },
  {
    move: 24,
    from: 'waiting-for-citizen',
    fromAuthority: 'central',
    to: 'accepted',
    authority: 'central',
    cause: 'returned',
  },
  { move: 25, from: 'sealed', fromAuthority: 'station', to: 'refused', authority: 'central', cause: 'decided' },
  { move: 26, from: 'sent', fromAuthority: 'station', to: 'refused', authority: 'central', cause: 'decided' },
  { move: 27, from: 'refused', fromAuthority: 'push', to: 'refused', authority: 'central', cause: 'decided' },
  { move: 28, from: 'received', fromAuthority: 'central', to: 'refused', authority: 'central', cause: 'decided' },
  { move: 29, from: 'verifying', fromAuthority: 'central', to: 'refused', authority: 'central', cause: 'decided' },
  {
    move: 30,
    from: 'waiting-for-citizen',
    fromAuthority: 'central',
    to: 'refused',
    authority: 'central',
    cause: 'returned-or-expired',
  },
  // Of two visits: without it the older of central's words in between would count when they come in another order.
  {
    move: 31,
    from: 'verifying',
    fromAuthority: 'central',
    to: 'verifying',
    authority: 'central',
    cause: 'checked-again',
  },
] as const satisfies readonly MoveRow[]

/** A legal move; a literal that is not one does not compile. */
export type Move = (typeof PACKET_MOVES)[number]

/** The cause of move 2, and of `packet.exported`, where a packet left by stick and not by the line: no answer is to be had before somebody brings it. */
export const CARRIED_BY_STICK = 'by-stick'

/** The move that makes a packet of a draft. */
export const REGISTERED = PACKET_MOVES[0]

/** Where moves lead, with who may say so: `accepted` on the station's own word does not compile. */
export type MoveTarget = Move extends infer M
  ? M extends Move
    ? { readonly state: M['to']; readonly authority: M['authority'] }
    : never
  : never

interface Place {
  readonly state: PacketState | 'draft'
  readonly authority: PacketAuthority
}

const MOVES: ReadonlyMap<string, Move> = new Map(
  PACKET_MOVES.map((row) => [key(row.from, row.fromAuthority, row.to, row.authority), row]),
)

/** The move of the table between two standings, or null where none leads. */
export function moveBetween(from: Place, to: Place): Move | null {
  return MOVES.get(key(from.state, from.authority, to.state, to.authority)) ?? null
}

/** The move that a log row names by its number; null for one that this program does not know. */
export function moveNumbered(move: number): Move | null {
  return PACKET_MOVES[move - 1] ?? null
}

function key(from: string, fromAuthority: string, to: string, authority: string): string {
  return `${from} ${fromAuthority} ${to} ${authority}`
}

/**
 * Whether a packet goes from one standing to another: the move is in the table, and between the states in which central is still at work (a citizen
 * may come back and be asked again) the newer of central's words counts. So the same words in any order end alike, and nothing goes backwards.
 */
export function movesOn(from: Standing, to: Standing): boolean {
  if (moveBetween(from, to) === null) return false
  if (!isOpen(from) || !isOpen(to)) return true
  if (to.stateAtMs !== from.stateAtMs) return to.stateAtMs > from.stateAtMs
  return from.state === 'verifying' && to.state === 'waiting-for-citizen'
}

function isOpen({ state }: Standing): boolean {
  return state === 'verifying' || state === 'waiting-for-citizen'
}
