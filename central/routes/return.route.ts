import { Type } from 'typebox'
import { OtpChallengeReply } from '../../data/wire/otp.wire.ts'
import { Problem, Uuid } from '../../data/wire/primitives.ts'
import {
  CallBackReply,
  ReturnOtpRequest,
  ReturnProofRequest,
  ReturnReply,
  ReturnRequest,
} from '../../data/wire/return.wire.ts'
import type { App } from '../http/app.ts'
import { stationOf } from '../http/signed-routes.ts'
import type { RequestOtp } from '../otp/otp-request.ts'
import type { DecideParts } from '../packets/decide.ts'
import { callBacks } from '../returns/call-backs.ts'
import { type LookUpParts, lookUp } from '../returns/look-up.ts'
import { sendReturnCode } from '../returns/return-code.ts'
import { takeReturnProof } from '../returns/take-proof.ts'

/** POST /v1/returns, its code and its proof, and GET /v1/call-backs: citizens who come back to finish a registration (product.md §4, deferred steps). */
export function returnRoute(
  scope: App,
  parts: LookUpParts & { readonly requestOtp: RequestOtp; readonly decide: DecideParts },
): void {
  const faults = { '4xx': Problem, '5xx': Problem }
  const security = [{ signature: [] }]
  const params = Type.Object({ packetId: Uuid })
  scope.post(
    '/v1/returns',
    {
      schema: {
        summary: 'Where the registration of a receipt stands; with a number alone for assisted stations only',
        security,
        body: ReturnRequest,
        response: { 200: ReturnReply, ...faults },
      },
    },
    (request) => lookUp(parts, stationOf(request), request.body),
  )
  scope.post(
    '/v1/returns/:packetId/otp',
    {
      schema: {
        summary: 'Send a one-time code to the phone inside a packet that waits for its citizen',
        security,
        params,
        body: ReturnOtpRequest,
        response: { 200: OtpChallengeReply, ...faults },
      },
    },
    (request) => sendReturnCode(parts, stationOf(request), request.params.packetId, request.body.requestId),
  )
  scope.post(
    '/v1/returns/:packetId/proof',
    {
      schema: {
        summary: 'Verify the packet with the proof of its citizen',
        security,
        params,
        body: ReturnProofRequest,
        response: { 200: ReturnReply, ...faults },
      },
    },
    (request) => takeReturnProof(parts, stationOf(request), request.params.packetId, request.body.proof),
  )
  scope.get(
    '/v1/call-backs',
    {
      schema: {
        summary: 'Whom of this assisted station’s citizens an officer should call back',
        security,
        response: { 200: CallBackReply, ...faults },
      },
    },
    (request) => callBacks(parts, stationOf(request)),
  )
}
