import type { Carrier } from '../../../flows/rules/carrier.ts'
import { matchSubscriber } from '../../../flows/rules/subscriber.ts'
import type { Person, Subscription } from '../people/person.ts'
import { e164 } from '../phone/number.ts'

/** What central asks of a carrier: is this person the owner of this number? `birthDate` YYYY-MM-DD with 00 for unknown parts. */
export interface SubscriberQuestion {
  /** E.164. */
  readonly phone: string
  readonly idNumber: string
  readonly oldIdNumber?: string
  readonly fullName: string
  readonly birthDate: string
}

export interface SubscriberAnswer {
  readonly result: 'match' | 'other-owner' | 'cmnd-9' | 'unknown'
  /** The carrier that serves the number now, porting taken into account; null when none does. */
  readonly carrier: Carrier | null
}

/** The subscriber data of all carriers. */
export interface SubscriberRegister {
  /** Gives the verdict alone, never what the register holds. `silent`: the carrier of this number does not answer. */
  match(question: SubscriberQuestion): SubscriberAnswer | 'silent'
}

/** Builds the register from the people's subscriptions. */
export function createSubscriberRegister(people: readonly Person[]): SubscriberRegister {
  const byPhone = new Map<string, { subscription: Subscription; silent: boolean }>()
  for (const { phone, subscription, carrierSilent } of people) {
    if (subscription) byPhone.set(e164(phone), { subscription, silent: carrierSilent })
  }
  return {
    match({ phone, ...claims }) {
      const line = byPhone.get(phone)
      if (!line) return { result: 'unknown', carrier: null }
      if (line.silent) return 'silent'
      return { result: matchSubscriber(claims, line.subscription), carrier: line.subscription.carrier }
    },
  }
}
