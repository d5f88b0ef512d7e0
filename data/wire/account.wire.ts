import { type Static, Type } from 'typebox'
import { IdNumber, TaxCode } from './primitives.ts'

/** POST /v1/accounts/query, for assisted stations: the account under one of these keys. */
export const AccountQuery = Type.Object(
  {
    idNumbers: Type.Array(IdNumber, { maxItems: 4 }),
    taxCode: Type.Union([TaxCode, Type.Null()]),
  },
  { additionalProperties: false },
)
export type AccountQuery = Static<typeof AccountQuery>
