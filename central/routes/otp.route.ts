import { Type } from 'typebox'
import { OtpAttempt, OtpChallengeReply, OtpRequest, OtpVerdictReply } from '../../data/wire/otp.wire.ts'
import { Problem, Uuid } from '../../data/wire/primitives.ts'
import type { App } from '../http/app.ts'
import { stationOf } from '../http/signed-routes.ts'
import type { AttemptOtp } from '../otp/otp-attempt.ts'
import type { RequestOtp } from '../otp/otp-request.ts'

/** POST /v1/otp and /v1/otp/:challengeId/attempts. */
export function otpRoute(scope: App, parts: { requestOtp: RequestOtp; attemptOtp: AttemptOtp }): void {
  scope.post(
    '/v1/otp',
    {
      schema: {
        summary: 'Send a one-time code to a phone',
        security: [{ signature: [] }],
        body: OtpRequest,
        response: { 200: OtpChallengeReply, '4xx': Problem, '5xx': Problem },
      },
    },
    (request) => parts.requestOtp(stationOf(request), request.body),
  )
  scope.post(
    '/v1/otp/:challengeId/attempts',
    {
      schema: {
        summary: 'Check a one-time code',
        security: [{ signature: [] }],
        params: Type.Object({ challengeId: Uuid }),
        body: OtpAttempt,
        response: { 200: OtpVerdictReply, '4xx': Problem, '5xx': Problem },
      },
    },
    (request) => parts.attemptOtp(stationOf(request), request.params.challengeId, request.body),
  )
}
