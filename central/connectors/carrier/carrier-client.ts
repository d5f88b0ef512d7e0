import type { Logger } from 'pino'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { CarrierOptions } from '../../options.ts'
import { capped } from '../capped-response.ts'

/** A citizen waits for the pre-check; a carrier that takes longer is treated as away. */
const ANSWER_WITHIN_MS = 3_000
const CARRIER_NAME_MAX = 40

const MatchReply = Type.Object({
  result: Type.Union([
    Type.Literal('match'),
    Type.Literal('other-owner'),
    Type.Literal('cmnd-9'),
    Type.Literal('unknown'),
  ]),
  carrier: Type.Union([Type.String({ maxLength: CARRIER_NAME_MAX }), Type.Null()]),
})
const reply = Compile(MatchReply)

export interface SubscriberClaims {
  readonly phone: string
  readonly idNumber: string
  readonly oldIdNumber?: string
  readonly fullName: string
  readonly birthDate: string
}

export interface SubscriberAnswer {
  readonly result: Static<typeof MatchReply>['result'] | 'unavailable'
  /** Who holds the number now, when it was said. */
  readonly carrier: string | null
}

export interface CarrierClient {
  /** Asks whether the subscriber of the number is this person. Never raises: no answer in time, or a wrong one, is `unavailable`. */
  match(claims: SubscriberClaims): Promise<SubscriberAnswer>
}

export function createCarrierClient(options: CarrierOptions, log: Logger): CarrierClient {
  const url = new URL('/carriers/subscribers/match', options.url)
  return {
    match: async (claims) => (await ask(url, options.apiKey, claims, log)) ?? { result: 'unavailable', carrier: null },
  }
}

async function ask(url: URL, apiKey: string, claims: SubscriberClaims, log: Logger): Promise<SubscriberAnswer | null> {
  const { phone, idNumber, oldIdNumber, fullName, birthDate } = claims
  const body = { phone, idNumber, ...(oldIdNumber === undefined ? {} : { oldIdNumber }), fullName, birthDate }
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      redirect: 'error',
    })
    if (!response.ok) {
      await response.body?.cancel()
      log.warn({ status: response.status }, 'carrier refused the question')
      return null
    }
    const value: unknown = await (await capped(response)).json()
    if (reply.Check(value)) return value
    log.warn('carrier answered in another shape')
  } catch (err) {
    log.warn({ err }, 'carrier did not answer')
  }
  return null
}
