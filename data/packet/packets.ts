import { Fault } from '../../flows/base/fault.ts'
import { type HybridStamp, tick } from '../../flows/base/hybrid-clock.ts'
import type { SecretHandle, Secrets } from '../../flows/base/secret.ts'
import type { Decision, PacketDraft, PacketPort, SealedPacket } from '../../flows/ports/packet.port.ts'
import type { CentralTime } from '../central-time.ts'
import type { PacketJournal } from '../safety/packet-journal.ts'
import type { LogRepo } from '../store/log.repo.ts'
import type { Store } from '../store/open-store.ts'
import type { OutboxRepo } from '../store/outbox.repo.ts'
import type { PacketRepo, PacketStanding } from '../store/packet.repo.ts'
import type { StationIdentity } from '../store/station.repo.ts'
import type { PacketContent } from '../wire/packet.wire.ts'
import { REGISTERED } from './packet-life.ts'
import { receiptNumber } from './receipt-number.ts'
import type { Seal } from './seal.ts'
import { packSealed } from './sealed-bytes.ts'

/** Another process may seal between our reading and our writing; so many times in a row means something else is wrong. */
const RACE_TRIES = 50

export interface PacketsParts {
  readonly store: Store
  readonly packets: PacketRepo
  readonly outbox: Pick<OutboxRepo, 'add'>
  readonly log: LogRepo
  /** The second copy of each packet; practice needs none. */
  readonly journal?: Pick<PacketJournal, 'append' | 'revoke'>
  readonly identity: StationIdentity
  readonly seal: Seal
  readonly secrets: Secrets
  readonly time: CentralTime
  /** Notes for whom it is, inside the transaction that writes it (data/duplicates): afterwards nobody here can read it. */
  readonly remember?: (draft: PacketDraft, sequence: number) => void
  /** Delivers one packet and waits for its decision, sync/deliver.ts. */
  readonly deliver: (packetId: string, signal?: AbortSignal) => Promise<Decision>
}

/**
 * The PacketPort of this station. Seals run one after the other in this process; against another process on the same store the sequence and
 * the previous hash are read, used, and compared again inside the transaction that writes packet, log and outbox.
 */
export function createPackets(parts: PacketsParts): PacketPort {
  const spares = new Map<string, SecretHandle>()
  let last: Promise<unknown> = Promise.resolve()
  return {
    seal(draft, signal) {
      const mine = last.then(() => sealOne(parts, spares, draft, signal))
      last = mine.catch(() => undefined)
      return mine
    },
    deliver: (packetId, signal) => parts.deliver(packetId, signal),
  }
}

async function sealOne(
  parts: PacketsParts,
  spares: Map<string, SecretHandle>,
  draft: PacketDraft,
  signal: AbortSignal | undefined,
): Promise<SealedPacket> {
  const { identity, packets } = parts
  const done = packets.byId(draft.packetId)
  if (done) {
    // The first try may have ended between the two copies.
    const content = packets.content(draft.packetId)
    if (content) await parts.journal?.append(content)
    return toSealed(done, identity)
  }
  const handle = spares.get(draft.packetId) ?? draft.passwordHash
  const passwordHash = handle === null ? null : parts.secrets.redeem(handle)
  spares.delete(draft.packetId)
  let kept: Kept | null = null
  try {
    for (let tries = 0; !kept && tries < RACE_TRIES; tries += 1) {
      kept = await trySeal(parts, draft, passwordHash, signal)
    }
    if (!kept) throw new Fault('STORE_BUSY', { tries: RACE_TRIES })
  } catch (thrown) {
    // The citizen chose the password once: a full or busy store must leave something to try again with, until the visit is wiped.
    if (passwordHash !== null && !signal?.aborted) spares.set(draft.packetId, parts.secrets.keep(passwordHash))
    throw thrown
  }
  // Nobody is told of a packet before both copies are on the disk.
  await kept.written
  return kept.sealed
}

/** A packet in the store, and its journal copy on the way to the disk. */
interface Kept {
  readonly sealed: SealedPacket
  readonly written: Promise<void> | undefined
}

/** Gives null when another process took the sequence meanwhile. */
async function trySeal(
  parts: PacketsParts,
  draft: PacketDraft,
  passwordHash: string | null,
  signal: AbortSignal | undefined,
): Promise<Kept | null> {
  const { store, packets, identity, time } = parts
  const head = packets.head()
  const sequence = (head?.sequence ?? 0) + 1
  const sealedAtMs = time.now()
  // Read after the head: the newest row is then the head's own or a later one, so that stamps rise along the chain.
  const hlc = tick(parts.log.newest()?.hlc ?? null, sealedAtMs)
  const content = toContent(draft, identity, {
    sequence,
    previousHash: head ? Buffer.from(head.hash).toString('base64url') : null,
    atMs: sealedAtMs,
    hlc,
    clock: time.proven ? 'proven' : 'unproven',
    passwordHash,
  })
  const { compact, hash } = await parts.seal(content)
  const sealed = packSealed(compact)
  const packet = { packetId: draft.packetId, sequence, previousHash: head?.hash ?? null, hash, sealedAtMs, sealed }
  let written: Promise<void> | undefined
  try {
    return store.write(
      () => {
        if (signal?.aborted) throw new Fault('CANCELLED')
        const done = packets.byId(draft.packetId)
        if (done) return { sealed: toSealed(done, identity), written }
        if ((packets.head()?.sequence ?? 0) !== sequence - 1) return null
        // From here on the sequence is ours: the other copy goes to the disk beside everything else, and is awaited after the commit.
        written = parts.journal?.append(packet)
        written?.catch(() => undefined)
        packets.insert(packet)
        parts.log.append({
          atMs: sealedAtMs,
          kind: 'packet.sealed',
          sequence,
          details: { method: draft.method, clock: content.clock },
          move: REGISTERED,
          notBefore: hlc,
        })
        parts.outbox.add(sequence)
        parts.remember?.(draft, sequence)
        return { sealed: toSealed({ packetId: draft.packetId, sequence, sealedAtMs }, identity), written }
      },
      // The journal's flush is awaited before anybody is told, and a store that lacks its newest packets gets them from there at its next opening.
      { flush: parts.journal === undefined },
    )
  } catch (thrown) {
    if (written) await parts.journal?.revoke(packet)
    throw thrown
  }
}

function toContent(
  draft: PacketDraft,
  identity: StationIdentity,
  place: Pick<PacketContent, 'sequence' | 'previousHash' | 'clock'> & {
    readonly atMs: number
    readonly hlc: HybridStamp
    readonly passwordHash: string | null
  },
): PacketContent {
  return {
    version: 1,
    packetId: draft.packetId,
    stationId: identity.stationId,
    sequence: place.sequence,
    previousHash: place.previousHash,
    subject: draft.subject,
    method: draft.method,
    claims: { ...draft.claims },
    evidence: draft.evidence.map((evidence) => ({ ...evidence })),
    consent: { ...draft.consent, atMs: place.atMs },
    onExisting: draft.onExisting,
    ...(place.passwordHash === null ? {} : { passwordHash: place.passwordHash }),
    createdAtMs: place.atMs,
    hlc: place.hlc,
    clock: place.clock,
  }
}

function toSealed(
  packet: Pick<PacketStanding, 'packetId' | 'sequence' | 'sealedAtMs'>,
  identity: StationIdentity,
): SealedPacket {
  return {
    packetId: packet.packetId,
    receiptNumber: receiptNumber(identity.stationCode, packet.sequence),
    sequence: packet.sequence,
    sealedAt: packet.sealedAtMs,
  }
}
