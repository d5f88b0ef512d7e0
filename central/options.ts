import type { Logger } from 'pino'
import type { Tree } from '../data/pki/trust.ts'
import type { Clock } from '../flows/base/clock.ts'
import type { SecondOfficer, StationCodes } from '../flows/base/registration.ts'
import type { OtpSettings } from '../flows/rules/otp-limits.ts'
import type { MobileSignatureOptions } from './connectors/mobile-signature/mobile-signature.client.ts'
import type { CscOptions } from './connectors/remote-signing/csc/csc-signer.ts'
import type { SmartCaOptions } from './connectors/remote-signing/smartca/smartca-signer.ts'
import type { SignInOptions } from './connectors/sign-in/sign-in-client.ts'
import type { InsuranceOptions } from './connectors/social-insurance/insurance-client.ts'
import type { DuplicateSettings } from './duplicates/duplicate-settings.ts'
import type { AdmissionLimits } from './http/admission.ts'
import type { TransactionSettings } from './transactions/transaction-parts.ts'

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
  /** Folder of central's keys; default `keys` in dataDir. Centrals on one database share it, or have copies. */
  readonly keysDir?: string
  /** How long it goes on serving after it says not-ready, so that whoever spreads requests notices. Milliseconds, default 0. */
  readonly stopGraceMs?: number
  /** How much is let in at once. */
  readonly admission?: Partial<AdmissionLimits>
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
  /** How long a registration waits for its citizen to come back. Milliseconds, default 30 days. */
  readonly waitForCitizenMs?: number
  readonly signatures?: SignatureOptions
  /** Parties that are not named are not asked: their methods answer that they are not available. */
  readonly parties?: OutsideParties
  readonly transactions?: Partial<TransactionSettings>
  /** When the filter of everybody who has an account is made anew. */
  readonly duplicates?: Partial<DuplicateSettings>
  /** When what an officer attests needs a second one. Default `on-differences`. */
  readonly secondOfficer?: SecondOfficer
  /** Of which stations a code counts that their own modem carried while central could not be reached. Default `all`. */
  readonly stationCodes?: StationCodes
  /** Most accounts a day on the word of one station's own codes; beyond it the citizen is waited for with a code of central's. Default 300; 0 takes none. */
  readonly stationCodesPerDay?: number
  /** Telephone number named to people who are told of an account they may not know of. */
  readonly hotline?: string
}

/** The outside parties of the methods, each behind its own connector. Secrets come from the environment of the process. */
export interface OutsideParties {
  readonly insurance?: InsuranceOptions
  readonly vnpost?: IdentityOptions
  readonly vneid?: IdentityOptions
  readonly mssp?: MobileSignatureOptions
  readonly smartca?: SmartCaOptions
  readonly csc?: CscOptions
}

export type IdentityOptions = Omit<SignInOptions, 'provider'>

/** Whom central trusts to certify people, and how it asks them. */
export interface SignatureOptions {
  /** Folder of installed roots: `public/`, `state/`, and `issuers/` below them (central/signatures/trust-folder.ts). Nobody is trusted without. */
  readonly trustDir?: string
  /** Roots given with the start, for practice. */
  readonly anchors?: readonly { readonly tree: Tree; readonly der: Uint8Array }[]
  /** Authorities below them, given with the start, DER. */
  readonly issuers?: readonly Uint8Array[]
  /** Certificates may name addresses of private networks and of this machine, as the sandbox's do. Default false. */
  readonly allowPrivate?: boolean
  /** A revocation answer kept no longer than this is used without asking again. Milliseconds, default 10 minutes. */
  readonly reuseMs?: number
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
