import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Fault, toFault } from '../flows/base/fault.ts'
import type { CentralPort } from '../flows/ports/central.port.ts'
import type { KnownPersonPort } from '../flows/ports/known-person.port.ts'
import type { OwnCodePort } from '../flows/ports/own-code.port.ts'
import type { PacketPort } from '../flows/ports/packet.port.ts'
import type { PasswordPort } from '../flows/ports/password.port.ts'
import type { PrintJournalPort } from '../flows/ports/printer.port.ts'
import type { RemotePort } from '../flows/ports/remote.port.ts'
import type { ReturnPort } from '../flows/ports/return.port.ts'
import type { PolicySet } from '../flows/rules/policy.ts'
import { PORTAL_2022 } from '../flows/rules/policy-sets.ts'
import { createCentralLine } from './central-line.ts'
import { type CentralTime, createCentralTime } from './central-time.ts'
import { createStationKeys } from './keys/station-keys.ts'
import { createPrintJournal } from './print-journal.ts'
import type { StationTrust } from './reference/trust-reference.ts'
import { openSafeStore } from './safety/open-safe-store.ts'
import { createPacketJournal } from './safety/packet-journal.ts'
import { createReserveFile } from './safety/reserve-file.ts'
import { safePlaces } from './safety/safe-places.ts'
import type { Safekeeping } from './safety/safekeeping.ts'
import { createStationSafety, type StationSafety } from './safety/station-safety.ts'
import { createLazyStatements } from './statement/lazy-statements.ts'
import type { Statements } from './statement/statements.ts'
import type { RunningTime } from './station-code/running-clock.ts'
import type { StationOptions } from './station-options.ts'
import type { StickPort } from './stick/stick.ts'
import type { Repos } from './store/create-repos.ts'
import type { Store } from './store/open-store.ts'
import type { StationIdentity, StationKind } from './store/station.repo.ts'
import type { SyncEngine } from './sync/engine.ts'
import { isForked } from './sync/fork.ts'
import type { LineWatch } from './sync/line-watch.ts'

/** What the composition root gets: everything that is kept and sent. */
export interface Station {
  readonly store: Store
  readonly repos: Repos
  /** Null until enrolled. */
  readonly identity: StationIdentity | null
  /** The clock as central set it right. */
  readonly time: CentralTime
  /** Asks central for its time whenever the line is up and the time is unproven or old, until the signal (keep-time.ts). Raises STATION_NOT_ENROLLED. */
  keepTime(signal: AbortSignal): Promise<void>
  /** Whether central can be talked to; quiet until somebody runs it. */
  readonly line: LineWatch
  readonly packets: PacketPort
  readonly passwords: PasswordPort
  /** What a counter knows of people without the line. */
  readonly people: KnownPersonPort
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
  /** Codes of this station's own, for its modem; raises as createCentral. `running` is the machine's own time (station-code/running-clock.ts). */
  createCodes(running: () => RunningTime): OwnCodePort
  /** Requests at outside parties through central; raises as createCentral. */
  createRemote(): RemotePort
  /** Citizens who come back with a receipt; raises as createCentral. */
  createReturns(): ReturnPort
  /** Raises STATION_NOT_ENROLLED. */
  createSync(): Promise<SyncEngine>
  /** Raises STATION_NOT_ENROLLED, TRAINING_STATION. */
  stick(): Promise<StickPort>
  /** Makes the key if there is none, pairs with central and keeps the identity. Faults: central-client/enroll.ts. */
  enroll(request: {
    readonly centralUrl: string
    readonly code: string
    readonly name: string
    readonly kind: StationKind
    readonly signal?: AbortSignal
  }): Promise<StationIdentity>
  /** What staff are told of damage and restoring. */
  readonly safety: StationSafety
  /** What people should know of this store: damaged, restored, or older than its chain (sync/tally-check.ts). */
  trouble(): 'STORE_DAMAGED' | 'STORE_RESTORED' | 'STATION_FORKED' | null
  /** Copies of the store, and looking through it (data/safety). */
  createSafekeeping(): Promise<Safekeeping>
  /** Loads what the first request and the first packet need, in the background of the welcome screen. */
  warm(): Promise<void>
  close(): void
}

/**
 * Opens the station's store and gives its parts. Only the store is loaded at once: signing, sealing, wire shapes and fetch take some tenths
 * of a second to load and are first needed after a person has typed. Raises the faults of openSafeStore, and CONFIG_INVALID for a spoilt key file.
 */
export function openStation(options: StationOptions): Station {
  mkdirSync(options.dir, { recursive: true, mode: 0o700 })
  const places = safePlaces(options.dir)
  const { migrationsDir, clock } = options
  const { store, repos, close } = openSafeStore({ places, migrationsDir, clock })
  const journal = createPacketJournal(places.journal, createReserveFile(places.reserve).free)
  const createSafekeeping = async () => {
    const { createSafekeeping: create } = await import('./safety/safekeeping.ts')
    return create({ places, migrationsDir, clock, repos, log: options.log.child({ module: 'safety' }) })
  }
  const newest = () => (store.db.open ? repos.log.newest() : null)
  const time = createCentralTime(options.clock, { newest }, options.runningMs)
  const keys = createStationKeys(join(options.dir, 'station-key.json'))
  const { line, exchange } = createCentralLine(
    () => options.centralUrl ?? repos.station.get()?.centralUrl ?? null,
    options.random,
  )
  const closings: (() => void)[] = []
  const parts = once(async () => {
    const { connectStation } = await import('./connect-station.ts')
    const identity = repos.station.get()
    const key = keys.load()
    if (!identity || !key) throw new Fault('STATION_NOT_ENROLLED')
    if (identity.training) throw new Fault('TRAINING_STATION')
    const connected = connectStation({
      ...options,
      store,
      repos,
      journal,
      time,
      identity,
      key,
      line,
      exchange: await exchange(),
    })
    closings.push(connected.close)
    return connected
  })
  const readStationTrust = async () => {
    const { createTrustReference } = await import('./reference/trust-reference.ts')
    const signingKey = repos.station.get()?.centralKeys.signing ?? null
    return createTrustReference({ store, references: repos.references, log: repos.log, time, signingKey }).current()
  }
  const safety = createStationSafety(places, repos, time)
  return {
    store,
    repos,
    time,
    keepTime: async (signal) => (await parts()).keepTime(signal),
    line,
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
    people: {
      look: (person) =>
        parts().then(
          ({ people }) => people.look(person),
          () => ({ kind: 'unknown' as const }),
        ),
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
    createCodes(running) {
      const codes = once(async () => {
        const { createStationCodes } = await import('./station-code/station-codes.ts')
        const stationId = repos.station.get()?.stationId
        const stationKey = keys.load()
        if (!stationId || !stationKey) throw new Fault('STATION_NOT_ENROLLED')
        const { secrets, newId } = options
        const keyPath = join(options.dir, 'station-code.key')
        return createStationCodes({
          store,
          log: repos.log,
          secrets,
          stationId,
          stationKey,
          keyPath,
          time,
          running,
          newId,
        })
      })
      return {
        prepare: async (request) => (await codes()).prepare(request),
        settle: async (settled) => (await codes()).settle(settled),
        judge: async (attempt) => (await codes()).judge(attempt),
      }
    },
    createRemote: () => ({
      start: async (request, signal) => (await parts()).remote.start(request, signal),
      poll: async (transactionId, signal) => (await parts()).remote.poll(transactionId, signal),
      checkSignature: async (request, signal) => (await parts()).remote.checkSignature(request, signal),
    }),
    createReturns: () => ({
      lookUp: async (receipt, signal) => (await parts()).returns.lookUp(receipt, signal),
      requestCode: async (request, signal) => (await parts()).returns.requestCode(request, signal),
      prove: async (request, signal) => (await parts()).returns.prove(request, signal),
      callBacks: async (signal) => (await parts()).returns.callBacks(signal),
      countWaiting: async () => (await parts()).returns.countWaiting(),
    }),
    createSync: async () => (await parts()).sync,
    stick: async () => (await parts()).stick,
    async enroll(request) {
      const { createTransport } = await import('./central-client/transport.ts')
      const { enroll } = await import('./central-client/enroll.ts')
      const key = keys.loadOrCreate()
      const transport = createTransport({ baseUrl: request.centralUrl, key, time, newId: options.newId })
      const { centralUrl } = request
      const identity = await enroll(
        { transport, key, store, station: repos.station, log: repos.log, time, centralUrl },
        request,
      )
      // A store without a copy is lost when it is damaged, and the identity with it. Paired it is all the same: the hourly copy follows.
      const kept = (await createSafekeeping()).backupNow()
      await kept.catch((thrown: unknown) => options.log.warn({ fault: toFault(thrown).code }, 'no copy yet'))
      return identity
    },
    safety,
    trouble: () => safety.trouble() ?? (isForked(repos) ? 'STATION_FORKED' : null),
    createSafekeeping,
    async warm() {
      await Promise.all([
        import('./connect-station.ts'),
        import('./packet/passwords.ts'),
        import('./reference/policy-reference.ts'),
      ])
      if (repos.station.get()) await parts()
    },
    close() {
      for (const close of closings.splice(0)) close()
      journal.close()
      close()
    },
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
