import type { Logger } from 'pino'
import type { Clock } from '../flows/base/clock.ts'
import type { OtpSettings } from './otp/otp-settings.ts'

export interface CarrierOptions {
  /** Base address of the carriers' exchange; the path /carriers/subscribers/match is added. */
  readonly url: string
  readonly apiKey: string
}

/** Account at the SMS centre (SMPP 3.4, transceiver). */
export interface SmsOptions {
  readonly host: string
  readonly port: number
  readonly systemId: string
  readonly password: string
  /** Brandname (at most 11 of A-Z a-z 0-9 - _ . and space) or a short code of digits. */
  readonly sender: string
}

export type PolicyId = 'portal-2022' | 'vneid-2024'

export interface CentralOptions {
  /** Central's own folder: keys, admin token, and the embedded database. Made when it is not there. */
  readonly dataDir: string
  /** `embedded`, or the address of a PostgreSQL 15+ database. */
  readonly db: 'embedded' | (string & {})
  /** Port 0 takes a free one. */
  readonly listen: { readonly host: string; readonly port: number }
  /** Folder of the SQL scripts; the bundled product brings its own copy. */
  readonly migrationsDir?: string
  readonly log: Logger
  readonly clock?: Clock
  readonly carrier: CarrierOptions
  readonly sms: SmsOptions
  readonly otp?: Partial<OtpSettings>
  /** Policy set of a new database; afterwards the administrator changes it. */
  readonly policy?: PolicyId
  readonly verification?: Partial<VerificationSettings>
}

export interface VerificationSettings {
  /** Waits between tries while a principal register does not answer; the last one repeats for ever. */
  readonly retryDelaysMs: readonly number[]
  /** How often packets whose job was lost are looked for. */
  readonly sweepEveryMs: number
  /** Packets of one batch that are verified side by side: most of the time goes into waiting for the carrier. */
  readonly concurrency: number
}

/** Soon first (a carrier restarts in seconds), never rarer than every five minutes: the citizen waits for a decision. */
export const VERIFICATION_DEFAULTS: VerificationSettings = {
  retryDelaysMs: [2_000, 5_000, 15_000, 60_000, 300_000],
  sweepEveryMs: 30_000,
  concurrency: 8,
}
