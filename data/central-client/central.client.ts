import type { Secrets } from '../../flows/base/secret.ts'
import type { CentralPort } from '../../flows/ports/central.port.ts'
import type { AccountQuery } from '../wire/account.wire.ts'
import { type OtpAttempt, OtpChallengeReply, type OtpRequest, OtpVerdictReply } from '../wire/otp.wire.ts'
import { PreCheckReply, type PreCheckRequest } from '../wire/pre-check.wire.ts'
import { AccountReply } from '../wire/transaction.wire.ts'
import { jsonBytes } from './json-bytes.ts'
import { onlyValue } from './only-value.ts'
import { REQUEST_TIMEOUT_MS, type Transport } from './transport.ts'

/** The CentralPort over HTTP: what a flow asks while the citizen waits. */
export function createCentralClient(transport: Transport, secrets: Secrets): CentralPort {
  return {
    async requestOtp(request, signal) {
      const body: OtpRequest = { requestId: request.requestId, phone: request.phone }
      return onlyValue(
        await transport.send({
          method: 'POST',
          path: '/v1/otp',
          body: jsonBytes(body),
          shape: OtpChallengeReply,
          timeoutMs: REQUEST_TIMEOUT_MS,
          repeat: 'when-broken-or-late',
          signal,
        }),
      )
    },
    async verifyOtp(attempt, signal) {
      const body: OtpAttempt = { attemptId: attempt.attemptId, code: secrets.redeem(attempt.code) }
      const bytes = jsonBytes(body)
      try {
        return onlyValue(
          await transport.send({
            method: 'POST',
            path: `/v1/otp/${encodeURIComponent(attempt.challengeId)}/attempts`,
            body: bytes,
            shape: OtpVerdictReply,
            timeoutMs: REQUEST_TIMEOUT_MS,
            repeat: 'when-broken-or-late',
            signal,
          }),
        )
      } finally {
        bytes.fill(0)
      }
    },
    async preCheck({ challengeId, method, claims }, signal) {
      const { idNumber, oldIdNumber, fullName, birthDate, phone, insuranceNumber } = claims
      const body: PreCheckRequest = {
        challengeId,
        method,
        idNumber,
        ...(oldIdNumber === undefined ? {} : { oldIdNumber }),
        ...(insuranceNumber === undefined ? {} : { insuranceNumber }),
        fullName,
        birthDate,
        phone,
      }
      return onlyValue(
        await transport.send({
          method: 'POST',
          path: '/v1/pre-check',
          body: jsonBytes(body),
          shape: PreCheckReply,
          timeoutMs: REQUEST_TIMEOUT_MS,
          repeat: 'when-broken-or-late',
          signal,
        }),
      )
    },
    async askAccount({ idNumbers, taxCode }, signal) {
      const body: AccountQuery = { idNumbers: [...idNumbers], taxCode }
      return onlyValue(
        await transport.send({
          method: 'POST',
          path: '/v1/accounts/query',
          body: jsonBytes(body),
          shape: AccountReply,
          timeoutMs: REQUEST_TIMEOUT_MS,
          repeat: 'when-broken-or-late',
          signal,
        }),
      )
    },
  }
}
