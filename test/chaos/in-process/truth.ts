import { type CentralPeer, startCentralPeer } from '../../../data/testing/central-peer.ts'
import type { PacketEnvelope } from '../../../data/wire/packet.wire.ts'
import { Fault } from '../../../flows/base/fault.ts'
import type { Seeded } from '../../harness/seeded.ts'
import { Killed } from './moments.ts'

/** What central decided on a packet last. */
export type TruthState = 'received' | 'verifying' | 'waiting-for-citizen' | 'accepted' | 'refused'

/** Central's own knowledge, held apart from what the station believes. */
export interface Truth {
  readonly peer: CentralPeer
  /** Each packet as it was taken first, by its id. */
  readonly taken: ReadonlyMap<string, PacketEnvelope>
  readonly states: ReadonlyMap<string, TruthState>
  /** What must never have happened: two packets at one place of the chain, one packet with two contents. */
  readonly violations: readonly string[]
  /** Moves one packet further along its life, or leaves it; what was decided stays decided. */
  decideSome(chance: Seeded): Promise<void>
  decideAll(chance: Seeded): Promise<void>
  /** Called whenever central works on a request: before and after. */
  onWork: () => void
  /** A new station's life begins: nothing was ever sent. */
  forget(): void
}

export async function startTruth(): Promise<Truth> {
  const peer = await startCentralPeer()
  const taken = new Map<string, PacketEnvelope>()
  const places = new Map<number, string>()
  const states = new Map<string, TruthState>()
  const violations: string[] = []
  const keep = peer.packets.set.bind(peer.packets)
  peer.packets.set = (packetId, envelope) => {
    const before = taken.get(packetId)
    if (before && before.sealed !== envelope.sealed)
      violations.push(`packet ${envelope.sequence} came with two contents`)
    const holder = places.get(envelope.sequence)
    if (holder !== undefined && holder !== packetId) violations.push(`two packets hold place ${envelope.sequence}`)
    if (!before) {
      taken.set(packetId, envelope)
      places.set(envelope.sequence, packetId)
      states.set(packetId, 'received')
    }
    return keep(packetId, envelope)
  }
  // Verification asks for the time before the work, and the answer for it afterwards.
  peer.clock = () => {
    truth.onWork()
    return Date.now()
  }
  // One after the other: the peer numbers a decision before it signs it.
  let last: Promise<void> = Promise.resolve()
  const decide = (packetId: string, state: TruthState): Promise<void> => {
    states.set(packetId, state)
    last = last.then(() => tell(packetId, state))
    return last
  }
  const tell = async (packetId: string, state: TruthState) => {
    const ial = state === 'accepted' ? 2 : null
    const reason = state === 'refused' ? 'ACCOUNT_EXISTS' : state === 'waiting-for-citizen' ? 'OTP_DEFERRED' : null
    await peer.decide(packetId, { state, ial, reason })
  }
  const isOpen = (packetId: string) => !isFinal(states.get(packetId) ?? 'received')
  const truth: Truth = {
    peer,
    taken,
    states,
    violations,
    async decideSome(chance) {
      const open = [...taken.keys()].filter(isOpen)
      if (open.length === 0) return
      const packetId = chance.pick(open)
      await decide(packetId, chance.pick(after(states.get(packetId) ?? 'received')))
    },
    async decideAll(chance) {
      for (const packetId of [...taken.keys()].filter(isOpen))
        await decide(packetId, chance.pick(['accepted', 'refused']))
    },
    onWork: () => undefined,
    forget() {
      for (const kept of [taken, places, states, peer.packets]) kept.clear()
      violations.length = 0
      peer.decisions.length = 0
      peer.seen.length = 0
    },
  }
  return truth
}

/** A kill that falls into central's work is the station's, not central's: it goes on. */
export function survive(work: () => void): void {
  try {
    work()
  } catch (thrown) {
    if (!(thrown instanceof Killed)) throw new Fault('INTERNAL', {}, thrown)
  }
}

function isFinal(state: TruthState): boolean {
  return state === 'accepted' || state === 'refused'
}

function after(state: TruthState): TruthState[] {
  const order: TruthState[] = ['received', 'verifying', 'waiting-for-citizen']
  return [...order.slice(order.indexOf(state) + 1), 'accepted', 'refused']
}
