import type { CscError } from './csc-replies.ts'

/**
 * What an error of the service means. `rejected`: the person, or the service for them, said no. `token`: the access token is not good (any more). `not-allowed`: this
 * side is not let in, and somebody has to mend it. `away`: ask later. `failed`: all else that was said clearly.
 */
export type CscMeaning = 'rejected' | 'expired' | 'no-credential' | 'busy' | 'away' | 'token' | 'not-allowed' | 'failed'

/** CSC API v2 §10.1, §10.2 and the tables of §11. Error words count, and for `invalid_request` the description, letter by letter: part of a sentence proves nothing. */
export function meaningOf(status: number, { error, error_description = '' }: CscError): CscMeaning {
  if (status === TOO_MANY_REQUESTS) return 'busy'
  const known = ERRORS.get(error)
  if (known) return known
  if (error === 'invalid_request') return DESCRIPTIONS.get(error_description.replace(/\.$/, '')) ?? unnamed(status)
  return unnamed(status)
}

const UNAUTHORIZED = 401
const TOO_MANY_REQUESTS = 429

function unnamed(status: number): CscMeaning {
  return status === UNAUTHORIZED ? 'token' : 'failed'
}

const ERRORS: ReadonlyMap<string, CscMeaning> = new Map([
  ['access_denied', 'rejected'],
  ['invalid_pin', 'rejected'],
  ['invalid_otp', 'rejected'],
  ['invalid_authentication_data', 'rejected'],
  // The standard names no word for a person who did not answer in time; these are in use.
  ['expired', 'expired'],
  ['authorization_expired', 'expired'],
  ['timeout', 'expired'],
  ['expired_token', 'token'],
  ['invalid_token', 'token'],
  ['unauthorized_client', 'not-allowed'],
  ['invalid_client', 'not-allowed'],
  ['invalid_scope', 'not-allowed'],
  ['unsupported_grant_type', 'not-allowed'],
  ['server_error', 'away'],
  ['temporarily_unavailable', 'away'],
])

const DESCRIPTIONS: ReadonlyMap<string, CscMeaning> = new Map([
  ['Invalid parameter userID', 'no-credential'],
  ['Invalid parameter credentialID', 'no-credential'],
  ['The credential identified by credentialID is disabled', 'no-credential'],
  ['Credential locked', 'no-credential'],
  ['Signing certificate is expired', 'no-credential'],
  ['SAD expired', 'expired'],
  // A handle is good as long as its authorisation is.
  ['Invalid parameter handle', 'expired'],
])
