import { Fault } from '../../flows/base/fault.ts'
import type { SecretHandle, Secrets } from '../../flows/base/secret.ts'
import type { Decision, PacketDraft, PacketPort, SealedPacket } from '../../flows/ports/packet.port.ts'
import type { CentralTime } from '../central-time.ts'
import type { LogRepo } from '../store/log.repo.ts'
import type { Store } from '../store/open-store.ts'
import type { OutboxRepo } from '../store/outbox.repo.ts'
import type { PacketRepo, PacketStanding } from '../store/packet.repo.ts'
import type { StationIdentity } from '../store/station.repo.ts'
import type { PacketContent } from '../wire/packet.wire.ts'
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
  readonly identity: StationIdentity
  readonly seal: Seal
  readonly secrets: Secrets
  readonly time: CentralTime
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
  if (done) return toSealed(done, identity)
  const handle = spares.get(draft.packetId) ?? draft.passwordHash
  const passwordHash = handle === null ? null : parts.secrets.redeem(handle)
  spares.delete(draft.packetId)
  try {
    for (let tries = 0; tries < RACE_TRIES; tries += 1) {
      const sealed = await trySeal(parts, draft, passwordHash, signal)
      if (sealed) return sealed
    }
    throw new Fault('STORE_BUSY', { tries: RACE_TRIES })
  } catch (thrown) {
    // The citizen chose the password once: a full or busy store must leave something to try again with, until the visit is wiped.
    if (passwordHash !== null && !signal?.aborted) spares.set(draft.packetId, parts.secrets.keep(passwordHash))
    throw thrown
  }
}

/** Gives null when another process took the sequence meanwhile. */
async function trySeal(
  parts: PacketsParts,
  draft: PacketDraft,
  passwordHash: string | null,
  signal: AbortSignal | undefined,
): Promise<SealedPacket | null> {
  const { store, packets, identity, time } = parts
  const head = packets.head()
  const sequence = (head?.sequence ?? 0) + 1
  const sealedAtMs = time.now()
  const content = toContent(draft, identity, {
    sequence,
    previousHash: head ? Buffer.from(head.hash).toString('base64url') : null,
    atMs: sealedAtMs,
    clock: time.proven ? 'proven' : 'unproven',
    passwordHash,
  })
  const { compact, hash } = await parts.seal(content)
  const sealed = packSealed(compact)
  return store.write(() => {
    if (signal?.aborted) throw new Fault('CANCELLED')
    const done = packets.byId(draft.packetId)
    if (done) return toSealed(done, identity)
    if ((packets.head()?.sequence ?? 0) !== sequence - 1) return null
    packets.insert({ packetId: draft.packetId, sequence, previousHash: head?.hash ?? null, hash, sealedAtMs, sealed })
    parts.log.append({
      atMs: sealedAtMs,
      kind: 'packet.sealed',
      sequence,
      details: { method: draft.method, clock: content.clock },
    })
    parts.outbox.add(sequence)
    return {
      packetId: draft.packetId,
      receiptNumber: receiptNumber(identity.stationCode, sequence),
      sequence,
      sealedAt: sealedAtMs,
    }
  })
}

function toContent(
  draft: PacketDraft,
  identity: StationIdentity,
  place: Pick<PacketContent, 'sequence' | 'previousHash' | 'clock'> & {
    readonly atMs: number
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
    clock: place.clock,
  }
}

function toSealed(packet: PacketStanding, identity: StationIdentity): SealedPacket {
  return {
    packetId: packet.packetId,
    receiptNumber: receiptNumber(identity.stationCode, packet.sequence),
    sequence: packet.sequence,
    sealedAt: packet.sealedAtMs,
  }
}
