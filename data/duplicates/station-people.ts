import { join } from 'node:path'
import type { Logger } from 'pino'
import type { PacketDraft } from '../../flows/ports/packet.port.ts'
import type { SyncClient } from '../central-client/sync.client.ts'
import type { Transport } from '../central-client/transport.ts'
import type { StationKey } from '../keys/station-keys.ts'
import { type ReferenceParts, readDocument } from '../reference/signed-reference.ts'
import type { PacketRepo } from '../store/packet.repo.ts'
import type { SealedPersonRepo } from '../store/sealed-person.repo.ts'
import type { StationIdentity } from '../store/station.repo.ts'
import { FILTER_NAME } from './fetch-filter.ts'
import { createFilterClient } from './filter.client.ts'
import { createFilterFile } from './filter-file.ts'
import { loadIndexKey } from './index-key.ts'
import { createKnownPeople, DUPLICATES, type KnownPeople } from './known-people.ts'
import { openMarkKey, readDuplicates } from './read-document.ts'
import { createSealedPeople } from './sealed-people.ts'

/** Between two rounds there is time for packets; a line of 256 kbit/s brings 300 KB in one. */
const ROUND_MS = 10_000

export interface StationPeople {
  readonly known: Pick<KnownPeople, 'look'>
  /** Called inside the transaction that writes a packet. */
  remember(draft: Pick<PacketDraft, 'subject' | 'claims'>, sequence: number): void
  /** For the sync engine, once a round. */
  readonly chore: { readonly name: string; run(signal?: AbortSignal): Promise<void> }
  close(): void
}

/**
 * What one station knows of people, with its files beside its database. A station that people use by themselves keeps nothing of it and fetches nothing: it tells nobody of accounts, and a
 * stolen kiosk has no filter to be tried.
 */
export function createStationPeople(options: {
  readonly dir: string
  readonly identity: StationIdentity
  readonly key: StationKey
  readonly transport: Transport
  readonly client: SyncClient
  readonly reference: ReferenceParts
  readonly people: SealedPersonRepo
  readonly packets: Pick<PacketRepo, 'bySequence'>
  readonly log: Logger
  readonly nowMs?: () => number
  readonly roundMs?: number
}): StationPeople {
  const { dir, identity, key, reference, client, packets, people, log } = options
  if (identity.kind !== 'assisted') return NOBODY
  const { signing } = identity.centralKeys
  const sealed = createSealedPeople({
    key: loadIndexKey(join(dir, 'person-index.key')),
    stationCode: identity.stationCode,
    store: reference.store,
    people,
    packets,
  })
  const filter = createFilterFile({
    path: join(dir, FILTER_NAME),
    verify: (jws) => readDocument(jws, signing, readDuplicates),
    openKey: (document) => openMarkKey(document, key.privateKey),
  })
  const known = createKnownPeople({
    reference,
    filter,
    fetch: {
      dir,
      client: createFilterClient(options.transport),
      nowMs: options.nowMs ?? (() => performance.now()),
      roundMs: options.roundMs ?? ROUND_MS,
    },
    sealed,
    log,
  })
  return {
    known,
    remember: (draft, sequence) => sealed.remember(draft, sequence),
    chore: { name: DUPLICATES, run: (signal) => known.pull(client, signal) },
    close: () => filter.close(),
  }
}

const NOBODY: StationPeople = {
  known: { look: async () => ({ kind: 'unknown' }) },
  remember: () => {},
  chore: { name: DUPLICATES, run: async () => {} },
  close: () => {},
}
