import type { Claims, Subject } from '../../flows/base/terms.ts'
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
  /** Number of the receipt of the newest packet that stands for this person; null without one. A packet that was refused stands for nobody. */
  receiptOf(person: Person): string | null
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
  const isRefused = (sequence: number) => packets.bySequence(sequence)?.state === 'refused'
  return {
    remember(person, sequence) {
      for (const mark of marksOf(person)) people.add(mark, sequence)
    },
    receiptOf(person) {
      const sequences = marksOf(person).flatMap((mark) => people.sequencesOf(mark))
      const newest = Math.max(0, ...sequences.filter((sequence) => !isRefused(sequence)))
      return newest === 0 ? null : receiptNumber(parts.stationCode, newest)
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

function isCovered(packet: PacketStanding | null, asOfMs: number): boolean {
  if (!packet) return true
  if (packet.authority !== 'central') return false
  if (packet.state === 'refused') return true
  return packet.state === 'accepted' && packet.stateAtMs + FILTER_MARGIN_MS <= asOfMs
}
