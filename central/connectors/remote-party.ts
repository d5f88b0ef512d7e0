import type { FaultCode } from '../../flows/base/fault-codes.ts'

/** What an outside party said when it took a request that a person must answer on a device of their own. */
export interface StartedAtParty {
  readonly kind: 'started'
  /** What the party calls the request, and all that is needed to ask after it, in a string central keeps. Holds no secret in clear that could be spent by others. */
  readonly partyRef: string
  readonly lifetimeMs: number
  readonly pollAfterMs: number
  readonly shown: ShownToPerson
}

/** What goes on the station's screen. */
export interface ShownToPerson {
  /** RFC 8628 §3.2. */
  readonly userCode?: string
  readonly verificationUri?: string
  readonly verificationUriComplete?: string
  /** Opens the provider's app. */
  readonly appLink?: string
}

export type RefusedByParty = { readonly kind: 'refused'; readonly code: FaultCode }

export type PartyAnswer<Result> =
  /** `pollAfterMs` is when to ask again at the earliest (RFC 8628 §3.5 slow_down raises it). */
  | { readonly kind: 'waiting'; readonly pollAfterMs: number }
  | { readonly kind: 'done'; readonly result: Result }
  | RefusedByParty

/**
 * A party that answers later: sign-in, signature by SIM, remote signature. The one contract of all connectors of that kind.
 * Both raise the party's unavailable fault when it does not answer: then nothing is decided and central asks again.
 */
export interface RemoteParty<Request, Result> {
  /** Sends the request once; central never repeats a start whose outcome it does not know, unless `mayRestart`. */
  start(request: Request & { readonly transactionId: string }): Promise<StartedAtParty | RefusedByParty>
  poll(partyRef: string): Promise<PartyAnswer<Result>>
  /** True where starting twice disturbs nobody (a sign-in nobody was told of yet). */
  readonly mayRestart: boolean
  /** The reference of a request whose start was cut off, where the party lets us choose its name; absent where it does not. */
  recover?(transactionId: string): string
}
