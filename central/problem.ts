import type { Problem } from '../data/wire/primitives.ts'
import { Fault } from '../flows/base/fault.ts'
import type { FaultCode } from '../flows/base/fault-codes.ts'

export const PROBLEM_TYPE = 'application/problem+json'

/** HTTP status of each code central answers with. Every other fault is ours to explain, not the station's: 500 INTERNAL. */
const STATUS: Readonly<Partial<Record<FaultCode, number>>> = {
  BODY_MALFORMED: 400,
  SIGNATURE_MISSING: 401,
  SIGNATURE_INVALID: 401,
  REQUEST_REPLAYED: 401,
  CLOCK_SKEW: 401,
  STATION_UNKNOWN: 401,
  ENROLL_CODE_INVALID: 403,
  NOT_ALLOWED: 403,
  OTP_NOT_PROVED: 403,
  NOT_FOUND: 404,
  OTP_UNKNOWN: 404,
  TRANSACTION_UNKNOWN: 404,
  RECEIPT_UNKNOWN: 404,
  PACKET_CONFLICT: 409,
  PACKET_WAIT_EXPIRED: 409,
  TRANSACTION_ELSEWHERE: 409,
  BODY_TOO_LARGE: 413,
  CONFIG_INVALID: 422,
  SHAPE_INVALID: 422,
  OTP_LIMIT_NUMBER: 429,
  OTP_LIMIT_STATION: 429,
  OTP_RESEND_TOO_SOON: 429,
  OTP_TRIES_SPENT: 429,
  RATE_LIMITED: 429,
  CENTRAL_BUSY: 429,
  OTP_NOT_SENT: 503,
  SIGN_IN_UNAVAILABLE: 503,
  SIM_SIGN_UNAVAILABLE: 503,
  REMOTE_SIGN_UNAVAILABLE: 503,
  DATABASE_UNAVAILABLE: 503,
}

/** SQLSTATE classes that say the database is away or closing (PostgreSQL appendix A): 08, 53, 57P. */
const DATABASE_AWAY = /^(08...|53...|57P0.)$/
const DATABASE_RETRY_MS = 2_000
const SOCKET_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'])

/** Turns anything thrown while a request was served into the fault to answer with. Unknown things become INTERNAL with their cause kept. */
export function requestFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return STATUS[thrown.code] ? thrown : new Fault('INTERNAL', {}, thrown)
  const error = thrown as { code?: unknown; validation?: unknown; statusCode?: unknown; message?: unknown }
  if (error.validation) return shapeFault(thrown)
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Fault('BODY_TOO_LARGE')
  if (typeof error.code === 'string') {
    if (error.code.startsWith('FST_ERR_CTP_')) return new Fault('BODY_MALFORMED')
    if (error.code === 'FST_ERR_BAD_URL' || error.code === 'FST_ERR_MAX_PARAM_LENGTH') return new Fault('NOT_FOUND')
    if (DATABASE_AWAY.test(error.code) || SOCKET_CODES.has(error.code)) {
      return databaseAway(thrown)
    }
  }
  return isPoolTimeout(error.message) ? databaseAway(thrown) : new Fault('INTERNAL', {}, thrown)
}

/** A database that restarts is back in seconds; not everybody asks in the same one. */
function databaseAway(thrown: unknown): Fault {
  const retryAfterMs = DATABASE_RETRY_MS + Math.floor(Math.random() * DATABASE_RETRY_MS)
  return new Fault('DATABASE_UNAVAILABLE', { retryAfterMs }, thrown)
}

/** RFC 9457 problem details of a fault. `instance` names the request, so that a person can find its log line. */
export function problemOf(fault: Fault, requestId: string): Problem {
  const code: FaultCode = STATUS[fault.code] ? fault.code : 'INTERNAL'
  const details = code === 'INTERNAL' ? {} : fault.details
  return {
    type: `urn:motcua:fault:${code}`,
    title: code,
    status: STATUS[code] ?? 500,
    code,
    instance: `urn:motcua:request:${requestId}`,
    ...(Object.keys(details).length > 0 ? { details } : {}),
  }
}

/** Says where the first thing wrong stands and which rule it broke, never what was there. */
function shapeFault(thrown: unknown): Fault {
  const { validation, validationContext } = thrown as {
    validation: readonly { instancePath?: string; keyword?: string }[]
    validationContext?: string
  }
  const first = validation[0]
  return new Fault('SHAPE_INVALID', {
    where: validationContext ?? 'body',
    field: first?.instancePath ?? '',
    rule: first?.keyword ?? '',
  })
}

function isPoolTimeout(message: unknown): boolean {
  return typeof message === 'string' && /^(timeout exceeded when trying to connect|Connection terminated)/.test(message)
}
