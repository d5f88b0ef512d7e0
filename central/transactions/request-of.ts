import type { TransactionRequest } from '../../data/wire/transaction.wire.ts'

/** Whom a request goes to: phone, ID number or tax code; nobody yet for a sign-in. */
export function userKeyOf(request: TransactionRequest): string | null {
  switch (request.kind) {
    case 'sign-in':
      return null
    case 'sim-signature':
      return request.phone
    case 'remote-signature':
      return request.userKey
  }
}

/** The party a request goes to, as rows name it. */
export function providerOf(request: TransactionRequest): string {
  return request.kind === 'sim-signature' ? 'mssp' : request.provider
}

/** Whether two requests ask the same of the same person, apart from the visit they were made in. */
export function asksSame(one: TransactionRequest, other: TransactionRequest): boolean {
  return asksAlike(one, other) && userKeyOf(one) === userKeyOf(other)
}

/** Whether two requests ask the same of somebody: all that can be told of one that has forgotten whom it went to. */
export function asksAlike(one: TransactionRequest, other: TransactionRequest): boolean {
  return (
    one.kind === other.kind &&
    providerOf(one) === providerOf(other) &&
    one.subject === other.subject &&
    one.termsVersion === other.termsVersion
  )
}
