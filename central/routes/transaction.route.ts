import { Type } from 'typebox'
import { Problem, Uuid } from '../../data/wire/primitives.ts'
import { TransactionAnswer, TransactionReply, TransactionRequest } from '../../data/wire/transaction.wire.ts'
import type { App } from '../http/app.ts'
import { stationOf } from '../http/signed-routes.ts'
import { pollTransaction } from '../transactions/poll-transaction.ts'
import { startTransaction } from '../transactions/start-transaction.ts'
import type { TransactionParts } from '../transactions/transaction-parts.ts'

const problems = { '4xx': Problem, '5xx': Problem } as const
const security = [{ signature: [] }]

/** POST /v1/transactions and GET /v1/transactions/:transactionId: requests that a person answers on a device of their own. */
export function transactionRoute(scope: App, parts: TransactionParts): void {
  scope.post(
    '/v1/transactions',
    {
      schema: {
        summary: 'Ask an identity provider, a mobile signature service or a signing service; idempotent by requestId',
        security,
        body: TransactionRequest,
        response: { 200: TransactionReply, ...problems },
      },
    },
    (request) => startTransaction(parts, stationOf(request), request.body),
  )
  scope.get(
    '/v1/transactions/:transactionId',
    {
      schema: {
        summary: 'How such a request stands',
        security,
        params: Type.Object({ transactionId: Uuid }),
        response: { 200: TransactionAnswer, ...problems },
      },
    },
    (request) => pollTransaction(parts, stationOf(request), request.params.transactionId),
  )
}
