import { AccountQuery } from '../../data/wire/account.wire.ts'
import type { AccountKey } from '../../data/wire/account-keys.ts'
import { Problem } from '../../data/wire/primitives.ts'
import { AccountReply } from '../../data/wire/transaction.wire.ts'
import { Fault } from '../../flows/base/fault.ts'
import { accountLevel } from '../accounts/account.repo.ts'
import type { Sql } from '../db/pool.ts'
import type { App } from '../http/app.ts'
import { stationOf } from '../http/signed-routes.ts'
import type { CountQuestion } from '../stations/question-limit.ts'

/** POST /v1/accounts/query: whether there is an account, for an officer; a machine people use by themselves would tell strangers (product.md §3). */
export function accountRoute(scope: App, parts: { readonly sql: Sql; readonly countQuestion: CountQuestion }): void {
  scope.post(
    '/v1/accounts/query',
    {
      schema: {
        summary: 'Is there an account under one of these numbers? Assisted stations only',
        security: [{ signature: [] }],
        body: AccountQuery,
        response: { 200: AccountReply, '4xx': Problem, '5xx': Problem },
      },
    },
    async (request): Promise<AccountReply> => {
      const station = stationOf(request)
      if (station.kind !== 'assisted') throw new Fault('NOT_ALLOWED')
      await parts.countQuestion(station)
      const { idNumbers, taxCode } = request.body
      const keys: AccountKey[] = [
        ...idNumbers.map((number) => ({ kind: 'id' as const, number })),
        ...(taxCode === null ? [] : [{ kind: 'tax' as const, number: taxCode }]),
      ]
      const ial = await accountLevel(parts.sql, keys)
      return ial === null ? { state: 'none' } : { state: 'exists', ial }
    },
  )
}
