import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { systemClock } from '../flows/base/clock.ts'
import { OTP_DEFAULTS } from '../flows/rules/otp-limits.ts'
import { type CentralAdmin, createCentralAdmin } from './admin/central-admin.ts'
import { connectParties } from './connect-parties.ts'
import { createCarrierClient } from './connectors/carrier/carrier-client.ts'
import { createSmsSender } from './connectors/sms/sms-sender.ts'
import { startEmbeddedPostgres } from './db/embedded.ts'
import { migrate } from './db/migrate.ts'
import { openDatabase } from './db/pool.ts'
import { createWorkLocks } from './db/work-lock.ts'
import { DUPLICATE_DEFAULTS } from './duplicates/duplicate-settings.ts'
import { startDuplicates } from './duplicates/start-duplicates.ts'
import { startHousekeeping } from './housekeeping.ts'
import { ADMISSION_DEFAULTS, createAdmission } from './http/admission.ts'
import { createApp } from './http/app.ts'
import { openDoor } from './http/door.ts'
import { watchEventLoop } from './http/event-loop.ts'
import { LOG_SERIALIZERS } from './http/log-serializers.ts'
import { loadCentralKeys } from './keys/central-keys.ts'
import { createJwsSigner } from './keys/jws.ts'
import { readOrMake } from './keys/key-file.ts'
import { claimKeys } from './keys/keys-in-force.ts'
import { startSubscriberNotices } from './notices/subscriber-notices.ts'
import { type CentralOptions, VERIFICATION_DEFAULTS } from './options.ts'
import { STATION_CODES_PER_DAY } from './packets/code-allowance.ts'
import type { DecideParts } from './packets/decide.ts'
import { createIngestGauge } from './packets/ingest-gauge.ts'
import { startVerification } from './packets/verification.ts'
import { seedPolicy } from './reference/policy.repo.ts'
import { publishTrust } from './reference/trust.repo.ts'
import { startExpiry, WAIT_FOR_CITIZEN_MS } from './returns/expire.ts'
import { registerRoutes } from './routes/routes.ts'
import { createSignatureJudges } from './signatures/check-signature.ts'
import { createAuthorityLine } from './signatures/fetch-limited.ts'
import { createRevocationAnswers } from './signatures/revocation.repo.ts'
import { openTrustStore } from './signatures/trust-store.ts'
import { createStationDirectory } from './stations/station.repo.ts'
import { TRANSACTION_DEFAULTS } from './transactions/transaction-parts.ts'

export type { CentralOptions } from './options.ts'

export interface Central {
  /** http://host:port as it listens. */
  readonly url: string
  readonly admin: CentralAdmin
  /** Token of /admin/v1, also in dataDir/admin.token (0600). */
  readonly adminToken: string
  /** Says not-ready, serves on for options.stopGraceMs, finishes what is under way and stops everything in order; always settles, and may be called twice. */
  close(): Promise<void>
  /** Ends the waiting of a close that is under way: somebody asked a second time. */
  hurry(): void
}

/**
 * Starts central: a door that says not-ready, database, keys, line to the SMS centre, verification, and then the door serves. What was started is stopped again when a later step
 * fails. Several may run on one database (docs/decisions/0022-several-centrals.md).
 * Raises CONFIG_INVALID, DATABASE_UNAVAILABLE, CENTRAL_KEYS_DIFFER, STORE_BUSY, STORE_NEWER, STORE_MIGRATION_GAP, STORE_MIGRATION_EDITED, and the system's own error
 * when the address cannot be listened on.
 */
export async function startCentral(options: CentralOptions): Promise<Central> {
  const log = options.log.child({ room: 'central' }, { serializers: LOG_SERIALIZERS })
  const clock = options.clock ?? systemClock
  const stops: Stop[] = []
  const impatience = new AbortController()
  const door = await openDoor(options.listen)
  const shut: Stop = { name: 'http', stop: () => door.close(options.stopGraceMs ?? 0, impatience.signal) }
  try {
    await mkdir(options.dataDir, { recursive: true, mode: 0o700 })
    const databaseUrl = await databaseUrlOf(options, stops)
    const database = await openDatabase(databaseUrl, log)
    stops.push({ name: 'pool', stop: () => database.close() })
    await migrate(database, options.migrationsDir ?? fileURLToPath(new URL('./db/migrations', import.meta.url)))
    const keysDir = options.keysDir ?? join(options.dataDir, 'keys')
    const keys = await loadCentralKeys(keysDir)
    await claimKeys(database.pool, keys, keysDir, clock.now())
    const adminToken = await readOrMake(join(options.dataDir, 'admin.token'), () =>
      randomBytes(32).toString('base64url'),
    )
    await seedPolicy(database, options.policy ?? 'portal-2022', clock.now())
    const trust = await openTrustStore({ ...options.signatures, dir: options.signatures?.trustDir })
    for (const name of trust.current.unreadable) log.warn({ name }, 'no certificate in a file of the trust folder')
    await publishTrust(database, trust.current, clock.now())

    const sms = createSmsSender(options.sms, database.pool, clock, log)
    stops.push({ name: 'sms', stop: () => sms.close() })
    const carrier = createCarrierClient(options.carrier, log)
    const { insurance, parties } = connectParties(options.parties ?? {}, { log, clock, newId: randomUUID })
    const line = createAuthorityLine({ allowPrivate: options.signatures?.allowPrivate ?? false })
    stops.push({ name: 'authorities', stop: async () => line.close() })
    const judges = createSignatureJudges({
      trust,
      line,
      cache: createRevocationAnswers(database.pool),
      settings: reuseOf(options.signatures?.reuseMs),
    })
    const directory = createStationDirectory(database.pool)
    const signJws = createJwsSigner(keys.signing)
    const gauge = createIngestGauge()
    const settings = { ...VERIFICATION_DEFAULTS, ...options.verification }
    const decide: DecideParts = {
      sql: database.pool,
      database,
      clock,
      keys,
      directory,
      carrier,
      insurance,
      checkSignature: judges.checkSignature,
      secondOfficer: options.secondOfficer ?? 'on-differences',
      stationCodes: options.stationCodes ?? 'all',
      stationCodesPerDay: options.stationCodesPerDay ?? STATION_CODES_PER_DAY,
      retryDelaysMs: settings.retryDelaysMs,
      waitForCitizenMs: options.waitForCitizenMs ?? WAIT_FOR_CITIZEN_MS,
    }
    const locks = createWorkLocks(database, log)
    stops.push({ name: 'work locks', stop: () => locks.close() })
    const verification = await startVerification({ ...decide, gauge, locks, log, databaseUrl, settings })
    stops.push({ name: 'verification', stop: () => verification.stop() })
    stops.push({ name: 'expiry', stop: startExpiry({ database, clock }, settings.sweepEveryMs, log) })
    const notices = { database, sms, clock, log, hotline: options.hotline ?? null }
    stops.push({ name: 'subscriber notices', stop: startSubscriberNotices(notices) })
    stops.push({ name: 'housekeeping', stop: startHousekeeping({ sql: database.pool, clock, locks, trust, log }) })
    const duplicates = startDuplicates({
      database,
      clock,
      settings: { ...DUPLICATE_DEFAULTS, ...options.duplicates },
      log,
    })
    stops.push({ name: 'duplicates', stop: () => duplicates.stop() })

    const admin = createCentralAdmin({ database, clock, trust })
    const loop = watchEventLoop()
    stops.push({ name: 'event loop watch', stop: async () => loop.stop() })
    const pressure = { waiting: () => database.pool.waitingCount, delayMs: () => loop.delayMs() }
    const app = await createApp(log)
    stops.push({ name: 'application', stop: () => app.close() })
    registerRoutes(app, {
      database,
      clock,
      keys,
      signJws,
      directory,
      carrier,
      insurance,
      transactions: {
        database,
        clock,
        signJws,
        parties,
        ...judges,
        settings: { ...TRANSACTION_DEFAULTS, ...options.transactions },
      },
      sms,
      gauge,
      verification,
      decide,
      admission: createAdmission(pressure, { ...ADMISSION_DEFAULTS, ...options.admission }),
      phase: () => door.phase,
      admin,
      adminToken,
      otp: { ...OTP_DEFAULTS, ...options.otp },
      log,
    })
    await app.ready()
    door.open((request, response) => app.routing(request, response))
    log.info({ db: options.db === 'embedded' ? 'embedded' : 'postgres' }, 'central is up')
    let closing: Promise<void> | null = null
    const close = () => {
      closing ??= stopAll([...stops, shut], log)
      return closing
    }
    return { url: door.url, admin, adminToken, close, hurry: () => impatience.abort() }
  } catch (error) {
    await stopAll([...stops, shut], log)
    throw error
  }
}

interface Stop {
  readonly name: string
  readonly stop: () => Promise<void>
}

function reuseOf(reuseMs: number | undefined) {
  return reuseMs === undefined ? {} : { reuseMs }
}

async function databaseUrlOf(options: CentralOptions, stops: Stop[]): Promise<string> {
  if (options.db !== 'embedded') return options.db
  const embedded = await startEmbeddedPostgres(options.dataDir)
  stops.push({ name: 'database', stop: () => embedded.stop() })
  return embedded.url
}

/** The last thing started stops first. One that fails does not keep the others up. */
async function stopAll(stops: readonly Stop[], log: Logger): Promise<void> {
  for (const { name, stop } of [...stops].reverse()) {
    await stop().catch((err) => log.warn({ err, name }, 'did not stop cleanly'))
  }
}
