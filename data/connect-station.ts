import { join } from 'node:path'
import type { CentralPort } from '../flows/ports/central.port.ts'
import type { KnownPersonPort } from '../flows/ports/known-person.port.ts'
import type { PacketPort } from '../flows/ports/packet.port.ts'
import type { RemotePort } from '../flows/ports/remote.port.ts'
import type { ReturnPort } from '../flows/ports/return.port.ts'
import { createCentralClient } from './central-client/central.client.ts'
import type { Exchange } from './central-client/exchange.ts'
import { createRemoteClient } from './central-client/remote.client.ts'
import { createReturnClient } from './central-client/return.client.ts'
import { createSyncClient } from './central-client/sync.client.ts'
import { createTransport } from './central-client/transport.ts'
import type { CentralTime } from './central-time.ts'
import { createStationPeople } from './duplicates/station-people.ts'
import { keepTime } from './keep-time.ts'
import type { StationKey } from './keys/station-keys.ts'
import { createEraser, RETAIN_CONTENT_MS } from './packet/erase.ts'
import { createPackets } from './packet/packets.ts'
import { createSeal } from './packet/seal.ts'
import { createPolicyReference } from './reference/policy-reference.ts'
import { createTrustReference } from './reference/trust-reference.ts'
import { createReturnVisits } from './returns/return-visits.ts'
import type { PacketJournal } from './safety/packet-journal.ts'
import { confirming } from './safety/reference-confirmed.ts'
import type { StationOptions } from './station-options.ts'
import { createStick, type StickPort } from './stick/stick.ts'
import type { Repos } from './store/create-repos.ts'
import type { Store } from './store/open-store.ts'
import type { StationIdentity } from './store/station.repo.ts'
import { createAcknowledgementReader } from './sync/acknowledgements.ts'
import { createApply } from './sync/apply.ts'
import { deliver } from './sync/deliver.ts'
import { createSyncEngine, type SyncEngine } from './sync/engine.ts'
import { createEngineLock } from './sync/engine-lock.ts'
import type { LineWatch } from './sync/line-watch.ts'
import { createNoticeChore } from './sync/notices.ts'
import { createSyncMemory } from './sync/sync-memory.ts'
import { createTurns } from './sync/turns.ts'

/** What an enrolled station does with central. */
export interface ConnectedStation {
  readonly central: CentralPort
  readonly remote: RemotePort
  readonly packets: PacketPort
  readonly returns: ReturnPort
  readonly people: KnownPersonPort
  readonly sync: SyncEngine
  readonly stick: StickPort
  /** Until the signal. */
  keepTime(signal: AbortSignal): Promise<void>
  close(): void
}

/** Wires the parts that need the station's identity. The only file of this room that names them all. */
export function connectStation(
  options: StationOptions & {
    readonly store: Store
    readonly repos: Repos
    readonly journal: PacketJournal
    readonly time: CentralTime
    readonly identity: StationIdentity
    readonly key: StationKey
    readonly exchange: Exchange
    readonly line: LineWatch
  },
): ConnectedStation {
  const { store, repos, time, identity, key } = options
  const transport = createTransport({
    baseUrl: options.centralUrl ?? identity.centralUrl,
    key,
    time,
    newId: options.newId,
    exchange: options.exchange,
    line: options.line,
  })
  const client = createSyncClient(transport)
  const { packets, outbox, cursors, log: events, references } = repos
  const syncParts = {
    store,
    packets,
    outbox,
    cursors,
    events,
    apply: createApply({ packets, outbox, acknowledgements: repos.acknowledgements, log: events }),
    acknowledgements: createAcknowledgementReader(identity.centralKeys.signing),
    client,
    clock: options.clock,
    time,
    random: options.random ?? Math.random,
    log: options.log.child({ module: 'sync' }),
    line: options.line,
    memory: createSyncMemory(),
  }
  const lock = (name: string) => createEngineLock(join(options.dir, name))
  const kept = { store, references, log: events, time, signingKey: identity.centralKeys.signing }
  const [policy, trust] = [createPolicyReference(kept), createTrustReference(kept)]
  const people = createStationPeople({
    dir: options.dir,
    identity,
    key,
    transport,
    client,
    reference: kept,
    people: repos.sealedPeople,
    packets,
    log: options.log.child({ module: 'duplicates' }),
  })
  return {
    central: createCentralClient(transport, options.secrets),
    remote: createRemoteClient(transport),
    returns: createReturnVisits({
      client: createReturnClient(transport, identity.stationCode),
      packets,
      outbox,
      stationCode: identity.stationCode,
      deliver: (packetId, signal) => deliver(syncParts, packetId, { signal }),
    }),
    packets: createPackets({
      store,
      packets,
      outbox,
      log: events,
      journal: options.journal,
      identity,
      seal: createSeal(key, identity.centralKeys.sealing),
      secrets: options.secrets,
      time,
      remember: people.remember,
      deliver: (packetId, signal) => deliver(syncParts, packetId, { signal }),
    }),
    sync: createSyncEngine({
      ...syncParts,
      turns: createTurns({
        cycle: lock('sync.lock'),
        charge: lock('sync-watch.lock'),
        service: lock('sync-service.lock'),
      }),
      chores: [
        { name: 'policy', run: confirming('policy', (signal) => policy.pull(client, signal), { cursors, time }) },
        { name: 'trust', run: confirming('trust', (signal) => trust.pull(client, signal), { cursors, time }) },
        createNoticeChore({ transport, store, notices: repos.notices, cursors, events, time }),
        createEraser({ store, packets, log: events, time, retainMs: options.retainContentMs ?? RETAIN_CONTENT_MS }),
        // The longest, and the one that can wait.
        people.chore,
      ],
    }),
    stick: createStick({
      sync: syncParts,
      identity,
      key,
      references,
      newId: options.newId,
      documents: [policy, trust],
    }),
    people: people.known,
    keepTime: (signal) => keepTime(syncParts, signal),
    close: people.close,
  }
}
