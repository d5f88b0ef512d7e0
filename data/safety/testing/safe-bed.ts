import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../../flows/base/clock.ts'
import { sealedHash } from '../../packet/seal.ts'
import { packSealed } from '../../packet/sealed-bytes.ts'
import type { Repos } from '../../store/create-repos.ts'
import type { Store } from '../../store/open-store.ts'
import type { NewPacket } from '../../store/packet.repo.ts'
import type { PublicJwk } from '../../wire/primitives.ts'
import { openSafeStore, type SafeStore } from '../open-safe-store.ts'
import { createPacketJournal, type PacketJournal } from '../packet-journal.ts'
import { type SafePlaces, safePlaces } from '../safe-places.ts'
import { type BackupResult, takeBackup } from '../take-backup.ts'

const MIGRATIONS = join(import.meta.dirname, '../../store/migrations')
const SEALED_BYTES = 1_200
const NOBODYS_KEY: PublicJwk = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) }

/** A packet that has the shape of a sealed one; what is in it nobody can open. */
export function packetAfter(head: { readonly sequence: number; readonly hash: Uint8Array } | null): NewPacket {
  const part = (bytes: number) => randomBytes(bytes).toString('base64url')
  const header = Buffer.from('{"alg":"ECDH-ES","enc":"A256GCM"}').toString('base64url')
  const compact = `${header}..${part(12)}.${part(SEALED_BYTES)}.${part(16)}`
  return {
    packetId: randomUUID(),
    sequence: (head?.sequence ?? 0) + 1,
    previousHash: head?.hash ?? null,
    hash: sealedHash(compact),
    sealedAtMs: Date.now(),
    sealed: packSealed(compact),
  }
}

/** A store with all that saves it, without keys and line: packets are kept as packets.ts keeps them. */
export interface SafeBed extends SafeStore {
  readonly places: SafePlaces
  readonly journal: PacketJournal
  readonly parts: { readonly places: SafePlaces; readonly migrationsDir: string; readonly clock: typeof systemClock }
  /** Gives the packet when both copies are on the disk: from now on somebody has its receipt. */
  keep(packet?: NewPacket): Promise<NewPacket>
  backup(): Promise<BackupResult>
}

export function openSafeBed(dir: string): SafeBed {
  mkdirSync(dir, { recursive: true })
  const places = safePlaces(dir)
  const parts = { places, migrationsDir: MIGRATIONS, clock: systemClock }
  const safe = openSafeStore({ ...parts, lockWaits: { othersWaitMs: 50 } })
  const { store, repos } = safe
  const journal = createPacketJournal(places.journal)
  return {
    ...safe,
    places,
    journal,
    parts,
    keep: (packet = packetAfter(repos.packets.head())) => keepPacket({ store, repos, journal }, packet),
    backup: () => takeBackup({ ...parts, repos }),
    close() {
      journal.close()
      safe.close()
    },
  }
}

/** As after pairing with a central. */
export function enrol({ store, repos }: Pick<SafeBed, 'store' | 'repos'>): void {
  store.write(() =>
    repos.station.insert({
      stationId: randomUUID(),
      stationCode: 'K0001',
      keyId: 'key',
      name: 'Quầy 1',
      kind: 'assisted',
      centralUrl: 'http://127.0.0.1:9',
      centralKeys: { sealing: NOBODYS_KEY, signing: NOBODYS_KEY },
      enrolledAtMs: Date.now(),
      training: false,
    }),
  )
}

async function keepPacket(
  { store, repos, journal }: { readonly store: Store; readonly repos: Repos; readonly journal: PacketJournal },
  packet: NewPacket,
): Promise<NewPacket> {
  const { sequence } = packet
  const { written } = store.write(() => {
    repos.packets.insert(packet)
    repos.log.append({ atMs: packet.sealedAtMs, kind: 'packet.sealed', sequence, details: null })
    repos.outbox.add(sequence)
    return { written: journal.append(packet) }
  })
  await written
  return packet
}
