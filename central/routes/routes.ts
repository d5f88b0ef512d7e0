import type { Logger } from 'pino'
import type { Clock } from '../../flows/base/clock.ts'
import type { OtpSettings } from '../../flows/rules/otp-limits.ts'
import type { CentralAdmin } from '../admin/central-admin.ts'
import type { CarrierClient } from '../connectors/carrier/carrier-client.ts'
import type { SmsSender } from '../connectors/sms/sms-sender.ts'
import type { InsuranceClient } from '../connectors/social-insurance/insurance-client.ts'
import type { Database } from '../db/pool.ts'
import type { Admission } from '../http/admission.ts'
import type { App } from '../http/app.ts'
import type { Phase } from '../http/door.ts'
import { requireSignature } from '../http/signed-routes.ts'
import type { CentralKeys } from '../keys/central-keys.ts'
import type { SignJws } from '../keys/jws.ts'
import { createOtpAttempt } from '../otp/otp-attempt.ts'
import { createOtpRequest } from '../otp/otp-request.ts'
import type { DecideParts } from '../packets/decide.ts'
import { createIngest } from '../packets/ingest.ts'
import type { IngestGauge } from '../packets/ingest-gauge.ts'
import { createIntakeQueue } from '../packets/intake-queue.ts'
import type { Intake } from '../packets/packet.repo.ts'
import type { Verification } from '../packets/verification.ts'
import { createReferenceDocuments } from '../reference/reference-documents.ts'
import { TYPED_NUMBERS_MAX } from '../returns/look-up.ts'
import { createAuthenticator } from '../stations/authenticate.ts'
import { createQuestionLimit } from '../stations/question-limit.ts'
import type { StationDirectory } from '../stations/station.repo.ts'
import { createStickDesk } from '../sticks/stick-desk.ts'
import type { TransactionParts } from '../transactions/transaction-parts.ts'
import { accountRoute } from './account.route.ts'
import { adminRoute } from './admin.route.ts'
import { decisionRoute } from './decision.route.ts'
import { duplicateRoute } from './duplicate.route.ts'
import { healthRoute } from './health.route.ts'
import { holdingRoute } from './holding.route.ts'
import { otpRoute } from './otp.route.ts'
import { packetRoute } from './packet.route.ts'
import { preCheckRoute } from './pre-check.route.ts'
import { referenceRoute } from './reference.route.ts'
import { returnRoute } from './return.route.ts'
import { signatureRoute } from './signature.route.ts'
import { stationRoute } from './station.route.ts'
import { stickRoute } from './stick.route.ts'
import { transactionRoute } from './transaction.route.ts'

export interface RouteParts {
  readonly database: Database
  readonly clock: Clock
  readonly keys: CentralKeys
  readonly signJws: SignJws
  readonly directory: StationDirectory
  readonly carrier: CarrierClient
  readonly insurance: InsuranceClient
  readonly transactions: TransactionParts
  readonly sms: SmsSender
  readonly gauge: IngestGauge
  readonly verification: Verification
  readonly decide: DecideParts
  readonly admission: Admission
  readonly phase: () => Phase
  readonly admin: CentralAdmin
  readonly adminToken: string
  readonly otp: OtpSettings
  readonly log: Logger
}

/** Puts every route in its scope: signed by a station, with the administrator's token, or open. */
export function registerRoutes(app: App, parts: RouteParts): void {
  const { database, clock, keys, signJws, carrier, sms, gauge, log } = parts
  const sql = database.pool
  const authenticator = createAuthenticator({ sql, directory: parts.directory, clock })
  const otp = { database, sms, hmacKey: keys.otpHmac, settings: parts.otp, clock, signJws }
  const countQuestion = createQuestionLimit(sql, clock)
  const takeIn = createIntakeQueue(sql)
  const onIntake = (intake: Intake) => parts.verification.request(intake)
  const ingest = createIngest({ sql, takeIn, clock, signJws, log, onIntake })

  const references = createReferenceDocuments({ sql, signJws, signing: keys.signing })

  app.register(async (scope) => {
    const signed = scope as App
    signed.addHook('onRequest', parts.admission.hook)
    requireSignature(signed, authenticator)
    const requestOtp = createOtpRequest(otp)
    otpRoute(signed, { requestOtp, attemptOtp: createOtpAttempt(otp) })
    const countTyped = createQuestionLimit(sql, clock, { kind: 'typed', max: TYPED_NUMBERS_MAX })
    const { decide, directory } = parts
    returnRoute(signed, { database, clock, keys, directory, countQuestion, countTyped, requestOtp, decide })
    preCheckRoute(signed, { sql, carrier, insurance: parts.insurance, clock, countQuestion })
    accountRoute(signed, { sql, countQuestion })
    transactionRoute(signed, parts.transactions)
    signatureRoute(signed, { sql, clock, countQuestion, checkSignature: parts.transactions.checkSignature })
    packetRoute(signed, { ingest, gauge })
    decisionRoute(signed, { sql, clock, signJws })
    holdingRoute(signed, { sql, clock, signJws })
    referenceRoute(signed, { references })
    duplicateRoute(signed, { sql })
  })
  app.register(async (scope) => {
    const open = scope as App
    open.addHook('onRequest', parts.admission.hook)
    stickRoute(open, {
      take: createStickDesk({ sql, clock, signJws, directory: parts.directory, ingest, references }),
      gauge,
    })
  })
  app.register(async (scope) => stationRoute(scope as App, { database, clock, keys, authenticator }))
  app.register(async (scope) => adminRoute(scope as App, { admin: parts.admin, token: parts.adminToken }))
  app.register(async (scope) => healthRoute(scope as App, { sql, isSmsBound: () => sms.isBound, phase: parts.phase }))
}
