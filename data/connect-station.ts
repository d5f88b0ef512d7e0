import { join } from 'node:path'
import type { CentralPort } from '../flows/ports/central.port.ts'
import type { PacketPort } from '../flows/ports/packet.port.ts'
import type { RemotePort } from '../flows/ports/remote.port.ts'
import { createCentralClient } from './central-client/central.client.ts'
import { createRemoteClient } from './central-client/remote.client.ts'
import { createSyncClient } from './central-client/sync.client.ts'
import { createTransport } from './central-client/transport.ts'
import type { CentralTime } from './central-time.ts'
import type { StationKey } from './keys/station-keys.ts'
import { createPackets } from './packet/packets.ts'
import { createSeal } from './packet/seal.ts'
import { createPolicyReference } from './reference/policy-reference.ts'
import { pullReferences } from './reference/pull-references.ts'
import { createTrustReference } from './reference/trust-reference.ts'
import type { StationOptions } from './station-options.ts'
import type { Repos } from './store/create-repos.ts'
import type { Store } from './store/open-store.ts'
import type { StationIdentity } from './store/station.repo.ts'
import { createAcknowledgementReader } from './sync/acknowledgements.ts'
import { createApply } from './sync/apply.ts'
import { deliver } from './sync/deliver.ts'
import { createSyncEngine, type SyncEngine } from './sync/engine.ts'
import { createEngineLock } from './sync/engine-lock.ts'

/** What an enrolled station does with central. */
export interface ConnectedStation {
  readonly central: CentralPort
  readonly remote: RemotePort
  readonly packets: PacketPort
  readonly sync: SyncEngine
}

/** Wires the parts that need the station's identity. The only file of this room that names them all. */
export function connectStation(
  options: StationOptions & {
    readonly store: Store
    readonly repos: Repos
    readonly time: CentralTime
    readonly identity: StationIdentity
    readonly key: StationKey
  },
): ConnectedStation {
  const { store, repos, time, identity, key } = options
  const transport = createTransport({
    baseUrl: options.centralUrl ?? identity.centralUrl,
    key,
    time,
    newId: options.newId,
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
  }
  const kept = { store, references, log: events, time, signingKey: identity.centralKeys.signing }
  const documents = [createPolicyReference(kept), createTrustReference(kept)]
  return {
    central: createCentralClient(transport, options.secrets),
    remote: createRemoteClient(transport),
    packets: createPackets({
      store,
      packets,
      outbox,
      log: events,
      identity,
      seal: createSeal(key, identity.centralKeys.sealing),
      secrets: options.secrets,
      time,
      deliver: (packetId, signal) => deliver(syncParts, packetId, { signal }),
    }),
    sync: createSyncEngine({
      ...syncParts,
      lock: createEngineLock(join(options.dir, 'sync.lock')),
      pullReference: (signal) => pullReferences(documents, client, signal),
    }),
  }
}
