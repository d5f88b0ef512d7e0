import { expect, test } from 'vitest'
import { type CscMeaning, meaningOf } from './csc-errors.ts'

test.each<[number, string, string | undefined, CscMeaning]>([
  [400, 'access_denied', undefined, 'rejected'],
  [403, 'access_denied', 'any words', 'rejected'],
  [400, 'invalid_pin', undefined, 'rejected'],
  [400, 'invalid_otp', undefined, 'rejected'],
  [400, 'invalid_authentication_data', undefined, 'rejected'],
  [400, 'expired', undefined, 'expired'],
  [400, 'authorization_expired', undefined, 'expired'],
  [400, 'timeout', undefined, 'expired'],
  [400, 'expired_token', undefined, 'token'],
  [401, 'invalid_token', undefined, 'token'],
  [401, 'invalid_request', 'Malformed authorization header', 'token'],
  [401, 'whatever', undefined, 'token'],
  [400, 'unauthorized_client', undefined, 'not-allowed'],
  [401, 'invalid_client', undefined, 'not-allowed'],
  [400, 'invalid_scope', undefined, 'not-allowed'],
  [400, 'unsupported_grant_type', undefined, 'not-allowed'],
  [400, 'server_error', undefined, 'away'],
  [400, 'temporarily_unavailable', undefined, 'away'],
  [429, 'access_denied', undefined, 'busy'],
  [400, 'invalid_request', 'Invalid parameter userID', 'no-credential'],
  [400, 'invalid_request', 'Invalid parameter credentialID', 'no-credential'],
  [400, 'invalid_request', 'The credential identified by credentialID is disabled', 'no-credential'],
  [400, 'invalid_request', 'Credential locked.', 'no-credential'],
  [400, 'invalid_request', 'Signing certificate is expired', 'no-credential'],
  [400, 'invalid_request', 'SAD expired', 'expired'],
  [400, 'invalid_request', 'Invalid parameter handle', 'expired'],
  [400, 'invalid_request', 'Hash is not authorized by the SAD', 'failed'],
  [400, 'invalid_request', 'the SAD expired, or not', 'failed'],
  [400, 'invalid_request', undefined, 'failed'],
  [403, 'invalid_hash', undefined, 'failed'],
  [400, '', undefined, 'failed'],
])('%i %s "%s" means %s', (status, error, error_description, meaning) => {
  expect(meaningOf(status, { error, ...(error_description !== undefined && { error_description }) })).toBe(meaning)
})
