import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../flows/base/fault.ts'
import type { CentralPort } from '../flows/ports/central.port.ts'
import type { PacketPort } from '../flows/ports/packet.port.ts'
import type { PasswordPort } from '../flows/ports/password.port.ts'
import type { PrintJournalPort } from '../flows/ports/printer.port.ts'
import type { RemotePort } from '../flows/ports/remote.port.ts'
import type { PolicySet } from '../flows/rules/policy.ts'
import { PORTAL_2022 } from '../flows/rules/policy-sets.ts'
import { type CentralTime, createCentralTime } from './central-time.ts'
import { createStationKeys } from './keys/station-keys.ts'
import { createPrintJournal } from './print-journal.ts'
import type { StationTrust } from './reference/trust-reference.ts'
import { createLazyStatements } from './statement/lazy-statements.ts'
import type { Statements } from './statement/statements.ts'
import type { StationOptions } from './station-options.ts'
import { createRepos, type Repos } from './store/create-repos.ts'
import { openStore, type Store } from './store/open-store.ts'
import type { StationIdentity, StationKind } from './store/station.repo.ts'
import type { SyncEngine } from './sync/engine.ts'

/** What the composition root gets: everything that is kept and sent. */
export interface Station {
  readonly store: Store
  readonly repos: Repos
  /** Null until enrolled. */
  readonly identity: StationIdentity | null
  /** The clock as central set it right. */
  readonly time: CentralTime
  readonly packets: PacketPort
  readonly passwords: PasswordPort
  /** What was printed, or may have been. */
  readonly prints: PrintJournalPort
  /** The matrix in force. */
  readonly policy: () => Promise<{ readonly set: PolicySet; readonly version: number | null }>
  /** Whom central says may certify people; nobody until its document has come. */
  readonly trust: () => Promise<StationTrust>
  /** Statements for keys to sign (flows/ports/statement.port.ts). */
  createStatements(line: { readonly isOnline: () => boolean }): Statements
  /** Calls of it raise STATION_NOT_ENROLLED before enrolment. */
  createCentral(): CentralPort
  /** Requests at outside parties through central; raises as createCentral. */
  createRemote(): RemotePort
  /** Raises STATION_NOT_ENROLLED. */
  createSync(): Promise<SyncEngine>
  /** Makes the key if there is none, pairs with central and keeps the identity. Faults: central-client/enroll.ts. */
  enroll(request: {
    readonly centralUrl: string
    readonly code: string
    readonly name: string
    readonly kind: StationKind
    readonly signal?: AbortSignal
  }): Promise<StationIdentity>
  /** Loads what the first request and the first packet need, in the background of the welcome screen. */
  warm(): Promise<void>
  close(): void
}

/**
 * Opens the station's store and gives its parts. Only the store is loaded at once: signing, sealing, wire shapes and fetch take some tenths
 * of a second to load and are first needed after a person has typed. Raises the faults of openStore, and CONFIG_INVALID for a spoilt key file.
 */
export function openStation(options: StationOptions): Station {
  mkdirSync(options.dir, { recursive: true, mode: 0o700 })
  const store = openStore({
    path: join(options.dir, 'station.db'),
    migrationsDir: options.migrationsDir,
    clock: options.clock,
  })
  const repos = createRepos(store)
  const time = createCentralTime(options.clock)
  const keys = createStationKeys(join(options.dir, 'station-key.json'))
  const parts = once(async () => {
    const { connectStation } = await import('./connect-station.ts')
    const identity = repos.station.get()
    const key = keys.load()
    if (!identity || !key) throw new Fault('STATION_NOT_ENROLLED')
    if (identity.training) throw new Fault('TRAINING_STATION')
    return connectStation({ ...options, store, repos, time, identity, key })
  })
  const readStationTrust = async () => {
    const { createTrustReference } = await import('./reference/trust-reference.ts')
    const signingKey = repos.station.get()?.centralKeys.signing ?? null
    return createTrustReference({ store, references: repos.references, log: repos.log, time, signingKey }).current()
  }
  return {
    store,
    repos,
    time,
    get identity() {
      return repos.station.get()
    },
    packets: {
      seal: async (draft, signal) => (await parts()).packets.seal(draft, signal),
      deliver: async (packetId, signal) => (await parts()).packets.deliver(packetId, signal),
    },
    passwords: {
      async accept(password, about, signal) {
        const { createPasswords } = await import('./packet/passwords.ts')
        return createPasswords(options.secrets).accept(password, about, signal)
      },
    },
    prints: createPrintJournal({ store, prints: repos.prints, log: repos.log, time }),
    async policy() {
      // Checking a signature loads jose; without a document there is nothing to check.
      if (!repos.references.get('policy')) return { set: PORTAL_2022, version: null }
      const { createPolicyReference } = await import('./reference/policy-reference.ts')
      const signingKey = repos.station.get()?.centralKeys.signing ?? null
      return createPolicyReference({ store, references: repos.references, log: repos.log, time, signingKey }).current()
    },
    trust: readStationTrust,
    createStatements: ({ isOnline }) =>
      createLazyStatements(async () => {
        const { createStationStatements } = await import('./statement/station-statements.ts')
        return createStationStatements({ repos, time, newId: options.newId, trust: readStationTrust, isOnline })
      }),
    createCentral: () => ({
      requestOtp: async (request, signal) => (await parts()).central.requestOtp(request, signal),
      verifyOtp: async (attempt, signal) => (await parts()).central.verifyOtp(attempt, signal),
      preCheck: async (request, signal) => (await parts()).central.preCheck(request, signal),
      askAccount: async (question, signal) => (await parts()).central.askAccount(question, signal),
    }),
    createRemote: () => ({
      start: async (request, signal) => (await parts()).remote.start(request, signal),
      poll: async (transactionId, signal) => (await parts()).remote.poll(transactionId, signal),
      checkSignature: async (request, signal) => (await parts()).remote.checkSignature(request, signal),
    }),
    createSync: async () => (await parts()).sync,
    async enroll(request) {
      const { createTransport } = await import('./central-client/transport.ts')
      const { enroll } = await import('./central-client/enroll.ts')
      const key = keys.loadOrCreate()
      const transport = createTransport({ baseUrl: request.centralUrl, key, time, newId: options.newId })
      const { centralUrl } = request
      return enroll({ transport, key, store, station: repos.station, log: repos.log, time, centralUrl }, request)
    },
    async warm() {
      await Promise.all([
        import('./connect-station.ts'),
        import('./packet/passwords.ts'),
        import('./reference/policy-reference.ts'),
      ])
      if (repos.station.get()) await parts()
    },
    close: () => store.close(),
  }
}

/** Makes the value at the first call and keeps it; a failure is not kept. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= make().catch((thrown: unknown) => {
      made = null
      throw thrown
    })
    return made
  }
}
