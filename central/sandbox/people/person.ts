import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import type { Method, Sex, Subject } from '../../../flows/base/terms.ts'
import type { Carrier } from '../../../flows/rules/carrier.ts'
import type { CertificateVariant } from '../authorities/authorities.ts'
import type { IdentityAccount } from '../identity/identity-account.ts'
import type { SigningSim } from '../mobile-signature/signing-sim.ts'
import { type CardDraft, cardQr } from './card.ts'
import { type Endings, endingsOf } from './endings.ts'
import {
  type Insurance,
  type InsuranceDraft,
  insuranceOf,
  type PostDraft,
  postAccountOf,
  type RemoteDraft,
  type RemoteSigning,
  remoteSigningOf,
  type SimDraft,
  signingSimOf,
  type Token,
  tokenOf,
  type VneidDraft,
  vneidAccountOf,
} from './means.ts'

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

/**
 * One fictitious person, or an organisation by the person who stands for it: what they type or have scanned and what they bring, what the registers hold, and how
 * product.md §3 says it ends.
 */
export interface Person extends Endings {
  readonly key: string
  readonly subject: Subject
  /** As typed: 12 digits (CCCD), or 9 (CMND). Of an organisation: its representative's, and so are name, birth date, phone and card. */
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
  readonly organisation?: string
  /** As typed: 10, 10-3 or 12 digits. */
  readonly taxCode?: string
  /** Where the typed one is not it. */
  readonly registeredTaxCode?: string
  readonly card: { readonly generation: CardDraft['generation']; readonly qr: string } | null
  /** Why this person is in the sandbox: one Vietnamese sentence. */
  readonly situation: string
  /** The fault of the mobile flow, where it refuses. */
  readonly expectedFault?: FaultCode
  readonly subscription: Subscription | null
  /** The carrier's system does not answer for this number, whatever fault is switched on. */
  readonly carrierSilent: boolean
  readonly hasAccount: boolean
  readonly account: AccountNumbers | null
  readonly insurance: Insurance | null
  readonly post: IdentityAccount | null
  readonly vneid: IdentityAccount | null
  readonly signingSim: SigningSim | null
  readonly remote: RemoteSigning | null
  readonly token: Token | null
}

/** What differs from an ordinary person: a SIM in the own name tied to the CCCD, own data at the social insurance agency, no account, accepted. */
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
    | 'organisation'
    | 'taxCode'
    | 'registeredTaxCode'
    | 'situation'
  > {
  /** Default: citizen. */
  readonly subject?: Subject
  readonly card?: CardDraft
  /** The carrier alone means: own name, tied to `idNumber`. Null: no register knows the number. */
  readonly sim: Carrier | Subscription | null
  readonly carrierSilent?: boolean
  readonly account?: AccountNumbers
  /** Default of a citizen: `own`. Null: has no number. */
  readonly insurance?: InsuranceDraft | null
  readonly post?: PostDraft
  readonly vneid?: VneidDraft
  readonly signingSim?: SimDraft
  readonly remote?: RemoteDraft
  readonly token?: CertificateVariant
  /** Of the methods that are open to the subject. */
  readonly refused?: Partial<Record<Method, FaultCode>>
}

/** Fills a draft up to a person. */
export function person(draft: PersonDraft): Person {
  const { subject = 'citizen', card, sim, carrierSilent = false, account = null, refused = {}, ...rest } = draft
  const { insurance = subject === 'citizen' ? 'own' : null, post, vneid, signingSim, remote, token, ...said } = rest
  const holder = { ...said, subject }
  const has: Record<Method, boolean> = {
    mobile: true,
    'social-insurance': insurance !== null,
    vnpost: post !== undefined,
    vneid: vneid !== undefined,
    'usb-token': token !== undefined,
    'sim-pki': signingSim !== undefined,
    'remote-signing': remote !== undefined,
    // The officer compares a person with a card; what is typed wrong is refused before that.
    'in-person': card !== undefined || refused['in-person'] !== undefined,
  }
  const endings = endingsOf({ subject, has, refused, pending: carrierSilent ? ['mobile'] : [] })
  return {
    ...holder,
    ...endings,
    card: card ? { generation: card.generation, qr: cardQr(said, card) } : null,
    ...(endings.expectedFaults.mobile && { expectedFault: endings.expectedFaults.mobile }),
    subscription: typeof sim === 'string' ? ownSubscription(said, sim) : sim,
    carrierSilent,
    hasAccount: account !== null,
    account,
    insurance: insurance === null ? null : insuranceOf(holder, insurance),
    post: post === undefined ? null : postAccountOf(holder, post),
    vneid: vneid === undefined ? null : vneidAccountOf(holder, vneid),
    signingSim: signingSim === undefined ? null : signingSimOf(holder, signingSim),
    remote: remote === undefined ? null : remoteSigningOf(holder, remote),
    token: token === undefined ? null : tokenOf(holder, token),
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
