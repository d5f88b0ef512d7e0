import type { Clock } from '../../flows/base/clock.ts'
import type { Database } from '../db/pool.ts'
import type { SignJws } from '../keys/jws.ts'
import type { JudgeCertificate, SignatureCheck } from '../signatures/check-signature.ts'
import type { Parties } from './parties.ts'

export interface TransactionSettings {
  /** Requests one person may be sent in the window, at whatever station: a phone must not ring without end (ASVS 6.6.4). */
  readonly perPerson: number
  /** Requests one station may begin in the window. */
  readonly perStation: number
  readonly windowMs: number
  /** One question to a party, with its one repeat after a time-out, must be over by then; the next asker waits that long. */
  readonly leaseMs: number
}

export const TRANSACTION_DEFAULTS: TransactionSettings = {
  perPerson: 5,
  perStation: 300,
  windowMs: 15 * 60_000,
  leaseMs: 25_000,
}

export interface TransactionParts {
  readonly database: Database
  readonly clock: Clock
  readonly signJws: SignJws
  readonly parties: Parties
  readonly checkSignature: SignatureCheck
  readonly judgeCertificate: JudgeCertificate
  readonly settings: TransactionSettings
}
