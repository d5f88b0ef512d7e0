import { type FaultCode, isFaultCode } from '../../flows/base/fault-codes.ts'
import { METHODS, type Method } from '../../flows/base/terms.ts'
import type { CallBack, ReturnPort, ReturnStanding } from '../../flows/ports/return.port.ts'
import { receiptNumber } from '../packet/receipt-number.ts'
import { OtpChallengeReply } from '../wire/otp.wire.ts'
import {
  CallBackReply,
  type ReturnOtpRequest,
  type ReturnProofRequest,
  ReturnReply,
  type ReturnRequest,
} from '../wire/return.wire.ts'
import { jsonBytes } from './json-bytes.ts'
import { onlyValue } from './only-value.ts'
import { REQUEST_TIMEOUT_MS, type Transport } from './transport.ts'

/** Central itself waits for the carrier or the insurance. */
const PROOF_TIMEOUT_MS = REQUEST_TIMEOUT_MS + 10_000

/** What is asked of central over HTTP; what this station knows itself is not among it. */
export type ReturnClient = Omit<ReturnPort, 'countWaiting'>

/** The ReturnPort over HTTP, but for what the station knows itself. `stationCode` stands on the receipts of this station (K0007). */
export function createReturnClient(transport: Transport, stationCode: string): ReturnClient {
  const post = async <Shape extends typeof ReturnReply | typeof OtpChallengeReply>(
    path: string,
    body: object,
    shape: Shape,
    timeoutMs: number,
    signal: AbortSignal | undefined,
  ) =>
    onlyValue(
      await transport.send({
        method: 'POST',
        path,
        body: jsonBytes(body),
        shape,
        timeoutMs,
        repeat: 'when-broken-or-late',
        signal,
      }),
    )
  return {
    async lookUp({ receiptNumber: number, packetId }, signal) {
      const body: ReturnRequest = { receiptNumber: number, packetId }
      return standingOf(await post('/v1/returns', body, ReturnReply, REQUEST_TIMEOUT_MS, signal))
    },
    requestCode({ packetId, requestId }, signal) {
      const body: ReturnOtpRequest = { requestId }
      return post(
        `/v1/returns/${encodeURIComponent(packetId)}/otp`,
        body,
        OtpChallengeReply,
        REQUEST_TIMEOUT_MS,
        signal,
      )
    },
    async prove({ packetId, proof }, signal) {
      const body: ReturnProofRequest = { proof }
      const path = `/v1/returns/${encodeURIComponent(packetId)}/proof`
      return standingOf(await post(path, body, ReturnReply, PROOF_TIMEOUT_MS, signal))
    },
    async callBacks(signal) {
      const reply = onlyValue(
        await transport.send({
          method: 'GET',
          path: '/v1/call-backs',
          body: null,
          shape: CallBackReply,
          timeoutMs: REQUEST_TIMEOUT_MS,
          repeat: 'when-broken-or-late',
          signal,
        }),
      )
      return reply.callBacks.map(
        ({ sequence, method, ...rest }): CallBack => ({
          ...rest,
          method: methodOf(method),
          receiptNumber: receiptNumber(stationCode, sequence),
        }),
      )
    },
  }
}

function standingOf(reply: ReturnReply): ReturnStanding {
  if (reply.kind === 'waiting') {
    const { serverTimeMs: _, method, ...waiting } = reply
    return { ...waiting, method: methodOf(method) }
  }
  const { serverTimeMs: _, kind: __, reason, ...settled } = reply
  return { kind: 'settled', ...settled, reason: reason === null ? null : codeOf(reason) }
}

/** Central may know methods that this station does not. */
function methodOf(word: string): Method | null {
  return METHODS.find((method) => method === word) ?? null
}

function codeOf(code: string): FaultCode {
  return isFaultCode(code) ? code : 'CENTRAL_REFUSED'
}
