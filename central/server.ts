import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { systemClock } from '../flows/base/clock.ts'
import { type CentralAdmin, createCentralAdmin } from './admin/central-admin.ts'
import { connectParties } from './connect-parties.ts'
import { createCarrierClient } from './connectors/carrier/carrier-client.ts'
import { createSmsSender } from './connectors/sms/sms-sender.ts'
import { startEmbeddedPostgres } from './db/embedded.ts'
import { migrate } from './db/migrate.ts'
import { openDatabase } from './db/pool.ts'
import { startHousekeeping } from './housekeeping.ts'
import { createApp } from './http/app.ts'
import { LOG_SERIALIZERS } from './http/log-serializers.ts'
import { loadCentralKeys } from './keys/central-keys.ts'
import { createJwsSigner } from './keys/jws.ts'
import { readOrMake } from './keys/key-file.ts'
import { type CentralOptions, VERIFICATION_DEFAULTS } from './options.ts'
import { OTP_DEFAULTS } from './otp/otp-settings.ts'
import { createIngestGauge } from './packets/ingest-gauge.ts'
import { startVerification } from './packets/verification.ts'
import { seedPolicy } from './reference/policy.repo.ts'
import { publishTrust } from './reference/trust.repo.ts'
import { registerRoutes } from './routes/routes.ts'
import { createSignatureJudges } from './signatures/check-signature.ts'
import { createAuthorityLine } from './signatures/fetch-limited.ts'
import { createRevocationAnswers } from './signatures/revocation.repo.ts'
import { openTrustStore } from './signatures/trust-store.ts'
import { createStationDirectory } from './stations/station.repo.ts'
import { TRANSACTION_DEFAULTS } from './transactions/transaction-parts.ts'

/** Requests under way when central closes get this long; the longest, a code on its way, takes six seconds. */
const CLOSE_WITHIN_MS = 8_000

export type { CentralOptions } from './options.ts'

export interface Central {
  /** http://host:port as it listens. */
  readonly url: string
  readonly admin: CentralAdmin
  /** Token of /admin/v1, also in dataDir/admin.token (0600). */
  readonly adminToken: string
  /** Stops everything in order; always settles, and may be called twice. */
  close(): Promise<void>
}

/**
 * Starts central: database, keys, line to the SMS centre, verification, HTTP. What was started is stopped again when a later step fails.
 * Raises CONFIG_INVALID, DATABASE_UNAVAILABLE, STORE_BUSY, STORE_NEWER, STORE_MIGRATION_GAP, STORE_MIGRATION_EDITED, and the system's own error
 * when the address cannot be listened on.
 */
export async function startCentral(options: CentralOptions): Promise<Central> {
  const log = options.log.child({ room: 'central' }, { serializers: LOG_SERIALIZERS })
  const clock = options.clock ?? systemClock
  const stops: Stop[] = []
  try {
    await mkdir(options.dataDir, { recursive: true, mode: 0o700 })
    const databaseUrl = await databaseUrlOf(options, stops)
    const database = await openDatabase(databaseUrl, log)
    stops.push({ name: 'pool', stop: () => database.close() })
    await migrate(database, options.migrationsDir ?? fileURLToPath(new URL('./db/migrations', import.meta.url)))
    const keys = await loadCentralKeys(join(options.dataDir, 'keys'))
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
    const verification = await startVerification({
      sql: database.pool,
      database,
      clock,
      keys,
      directory,
      carrier,
      insurance,
      checkSignature: judges.checkSignature,
      secondOfficer: options.secondOfficer ?? 'on-differences',
      gauge,
      log,
      databaseUrl,
      settings,
      retryDelaysMs: settings.retryDelaysMs,
    })
    stops.push({ name: 'verification', stop: () => verification.stop() })
    stops.push({ name: 'housekeeping', stop: startHousekeeping(database.pool, clock, log) })

    const admin = createCentralAdmin({ database, clock, trust })
    const app = await createApp(log)
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
      admin,
      adminToken,
      otp: { ...OTP_DEFAULTS, ...options.otp },
      log,
    })
    stops.push({
      name: 'http',
      async stop() {
        const late = setTimeout(() => app.server.closeAllConnections(), CLOSE_WITHIN_MS)
        await app.close().finally(() => clearTimeout(late))
      },
    })
    const url = await app.listen(options.listen)
    log.info({ db: options.db === 'embedded' ? 'embedded' : 'postgres' }, 'central is up')
    let closing: Promise<void> | null = null
    const close = () => {
      closing ??= stopAll(stops, log)
      return closing
    }
    return { url, admin, adminToken, close }
  } catch (error) {
    await stopAll(stops, log)
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
