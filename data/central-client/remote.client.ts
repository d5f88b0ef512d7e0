import { type FaultCode, isFaultCode } from '../../flows/base/fault-codes.ts'
import type { RemoteAnswer, RemotePort, RemoteRequest } from '../../flows/ports/remote.port.ts'
import {
  SignatureReply,
  type SignatureRequest,
  TransactionAnswer,
  TransactionReply,
  type TransactionRequest,
} from '../wire/transaction.wire.ts'
import { jsonBytes } from './json-bytes.ts'
import { onlyValue } from './only-value.ts'
import { REQUEST_TIMEOUT_MS, type Transport } from './transport.ts'

/** Central itself waits for an outside party. */
const PARTY_TIMEOUT_MS = REQUEST_TIMEOUT_MS + 10_000

/** The RemotePort over HTTP: requests at outside parties, held by central. */
export function createRemoteClient(transport: Transport): RemotePort {
  return {
    async start(request, signal) {
      const reply = onlyValue(
        await transport.send({
          method: 'POST',
          path: '/v1/transactions',
          body: jsonBytes(bodyOf(request)),
          shape: TransactionReply,
          timeoutMs: PARTY_TIMEOUT_MS,
          repeat: 'when-broken-or-late',
          signal,
        }),
      )
      if (reply.kind === 'refused') return { kind: 'refused', code: codeOf(reply.code) }
      const { kind: _, ...transaction } = reply
      return transaction
    },
    async poll(transactionId, signal) {
      const answer = onlyValue(
        await transport.send({
          method: 'GET',
          path: `/v1/transactions/${encodeURIComponent(transactionId)}`,
          body: null,
          shape: TransactionAnswer,
          timeoutMs: PARTY_TIMEOUT_MS,
          repeat: 'when-broken-or-late',
          signal,
        }),
      )
      return toAnswer(answer)
    },
    async checkSignature(request, signal) {
      const { packetId, subject, method, statement, cmsBase64, card } = request
      const body: SignatureRequest = { packetId, subject, method, statement, cms: cmsBase64, card: card && { ...card } }
      const reply = onlyValue(
        await transport.send({
          method: 'POST',
          path: '/v1/signatures',
          body: jsonBytes(body),
          shape: SignatureReply,
          timeoutMs: PARTY_TIMEOUT_MS,
          repeat: 'when-broken-or-late',
          signal,
        }),
      )
      return reply.kind === 'refused' ? { kind: 'refused', code: codeOf(reply.code) } : reply
    },
  }
}

function bodyOf(request: RemoteRequest): TransactionRequest {
  return { ...request, card: request.card && { ...request.card } }
}

function toAnswer(answer: TransactionAnswer): RemoteAnswer {
  switch (answer.kind) {
    case 'waiting':
      return answer
    case 'refused':
      return { kind: 'refused', code: codeOf(answer.code) }
    case 'signed': {
      const { cms, ...rest } = answer
      return { ...rest, cmsBase64: cms }
    }
    case 'signed-in': {
      const { claims, ...rest } = answer
      const { subject: _, ...said } = claims
      return { ...rest, claims: said }
    }
  }
}

/** A code of a newer central is told as a refusal without one. */
function codeOf(code: string): FaultCode {
  return isFaultCode(code) ? code : 'CENTRAL_REFUSED'
}
