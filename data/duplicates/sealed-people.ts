import type { Claims, Subject } from '../../flows/base/terms.ts'
import type { SealedHere } from '../../flows/ports/known-person.port.ts'
import { receiptNumber } from '../packet/receipt-number.ts'
import type { Store } from '../store/open-store.ts'
import type { PacketRepo, PacketStanding } from '../store/packet.repo.ts'
import type { SealedPersonRepo } from '../store/sealed-person.repo.ts'
import { createPersonMarker } from '../wire/person-mark.ts'
import { keysOfPerson } from './keys-of-person.ts'

/** A decision is dated a moment before its account is written, and two centrals' clocks may differ. */
const FILTER_MARGIN_MS = 600_000

interface Person {
  readonly subject: Subject
  readonly claims: Claims
}

/** For whom this station sealed packets of late: it cannot read them any more. */
export interface SealedPeople {
  /** Called inside the transaction that writes the packet. */
  remember(person: Person, sequence: number): void
  /** The newest packet that stands for this person, by its receipt; null without one. A packet that was refused stands for nobody. */
  newestOf(person: Person): SealedHere | null
  /** Forgets whom central refused, and whom the filter that holds every account of `asOfMs` (central's clock) covers. */
  settle(asOfMs: number): void
}

/** `key` null: nobody is remembered. */
export function createSealedPeople(parts: {
  readonly key: Uint8Array | null
  readonly stationCode: string
  readonly store: Store
  readonly people: SealedPersonRepo
  readonly packets: Pick<PacketRepo, 'bySequence'>
}): SealedPeople {
  const { key, people, packets, store } = parts
  const marker = key && createPersonMarker(key)
  /** 24 bits of the mark: see the migration. */
  const marksOf = (person: Person) =>
    marker ? keysOfPerson(person).map((account) => marker(account).readUIntBE(0, 3)) : []
  return {
    remember(person, sequence) {
      for (const mark of marksOf(person)) people.add(mark, sequence)
    },
    newestOf(person) {
      const sequences = marksOf(person).flatMap((mark) => people.sequencesOf(mark))
      for (const sequence of sequences.toSorted((a, b) => b - a)) {
        const packet = packets.bySequence(sequence)
        if (packet && packet.state !== 'refused') return sealedHere(packet, receiptNumber(parts.stationCode, sequence))
      }
      return null
    },
    settle(asOfMs) {
      const covered = people.sequences().filter((sequence) => isCovered(packets.bySequence(sequence), asOfMs))
      if (covered.length === 0) return
      store.write(() => {
        for (const sequence of covered) people.forget(sequence)
      })
    },
  }
}

function sealedHere({ packetId, sealedAtMs, state, expiresAtMs }: PacketStanding, number: string): SealedHere {
  return {
    kind: 'sealed-here',
    receipt: { packetId, receiptNumber: number, sealedAt: sealedAtMs },
    state: state === 'accepted' || state === 'waiting-for-citizen' ? state : 'waiting',
    expiresAtMs,
  }
}

function isCovered(packet: PacketStanding | null, asOfMs: number): boolean {
  if (!packet) return true
  if (packet.authority !== 'central') return false
  if (packet.state === 'refused') return true
  return packet.state === 'accepted' && packet.stateAtMs + FILTER_MARGIN_MS <= asOfMs
}
