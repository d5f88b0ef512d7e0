import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import type { Sex } from '../../../flows/base/terms.ts'
import type { Carrier } from '../../../flows/rules/carrier.ts'
import { type CardDraft, cardQr } from './card.ts'

/** What a carrier's register holds on one number: who signed for it, on which document. */
export interface Subscription {
  /** The carrier that serves the number now; after porting it is not the one its prefix tells (domain.md §2.3). */
  readonly carrier: Carrier
  readonly document: { readonly kind: 'cccd' | 'cmnd'; readonly number: string }
  readonly fullName: string
  /** YYYY-MM-DD, unknown parts 00. */
  readonly birthDate: string
}

/** The ID numbers an existing account stands under, where they are not simply the ones the person types. */
export interface AccountNumbers {
  readonly idNumber: string
  readonly oldIdNumber?: string
}

/** One fictitious person: what they type or have scanned, what the registers hold, and how product.md §3 says it ends. */
export interface Person {
  readonly key: string
  readonly subject: 'citizen'
  /** As typed: 12 digits (CCCD), or 9 (CMND). */
  readonly idNumber: string
  /** The former CMND that the card's QR also carries. */
  readonly oldIdNumber?: string
  /** As typed; for the damaged names it is the damaged text. */
  readonly fullName: string
  /** YYYY-MM-DD, unknown parts 00. */
  readonly birthDate: string
  readonly sex: Sex
  /** National form, 0 and nine digits. */
  readonly phone: string
  readonly email?: string
  readonly residence: string
  readonly card: { readonly generation: CardDraft['generation']; readonly qr: string } | null
  /** Why this person is in the sandbox: one Vietnamese sentence. */
  readonly situation: string
  /** The end of the mobile flow, the same whether the card is scanned or the fields are typed. */
  readonly expected: { readonly mobile: 'accepted' | 'refused' | 'pending' }
  /** The fault of a refusal. */
  readonly expectedFault?: FaultCode
  readonly subscription: Subscription | null
  /** The carrier's system does not answer for this number, whatever fault is switched on. */
  readonly carrierSilent: boolean
  readonly hasAccount: boolean
  readonly account: AccountNumbers | null
}

/** What differs from an ordinary person: a SIM in the own name tied to the CCCD, no account, accepted. */
export interface PersonDraft
  extends Pick<
    Person,
    | 'key'
    | 'idNumber'
    | 'oldIdNumber'
    | 'fullName'
    | 'birthDate'
    | 'sex'
    | 'phone'
    | 'email'
    | 'residence'
    | 'situation'
  > {
  readonly card?: CardDraft
  /** The carrier alone means: own name, tied to `idNumber`. Null: no register knows the number. */
  readonly sim: Carrier | Subscription | null
  readonly carrierSilent?: boolean
  readonly account?: AccountNumbers
  readonly refused?: FaultCode
}

/** Fills a draft up to a person. */
export function person(draft: PersonDraft): Person {
  const { card, sim, carrierSilent = false, account = null, refused, ...said } = draft
  return {
    ...said,
    subject: 'citizen',
    card: card ? { generation: card.generation, qr: cardQr(said, card) } : null,
    expected: { mobile: refused ? 'refused' : carrierSilent ? 'pending' : 'accepted' },
    ...(refused && { expectedFault: refused }),
    subscription: typeof sim === 'string' ? ownSubscription(said, sim) : sim,
    carrierSilent,
    hasAccount: account !== null,
    account,
  }
}

function ownSubscription(said: Pick<Person, 'idNumber' | 'fullName' | 'birthDate'>, carrier: Carrier): Subscription {
  return {
    carrier,
    document: { kind: said.idNumber.length === 9 ? 'cmnd' : 'cccd', number: said.idNumber },
    fullName: said.fullName,
    birthDate: said.birthDate,
  }
}
