import type { Subject } from '../../../flows/base/terms.ts'
import type { CertificateVariant } from '../authorities/authorities.ts'
import type { IdentityAccount } from '../identity/identity-account.ts'
import type { Insured } from '../insurance/insured.ts'
import type { SigningSim } from '../mobile-signature/signing-sim.ts'
import { e164 } from '../phone/number.ts'
import type { RemoteKey } from '../remote-signing/remote-key.ts'
import { inventedDigits, inventedId, inventedPassword, inventedPin } from './invented.ts'

/** Who somebody is, as far as the parties outside hold it. */
export interface Holder {
  readonly key: string
  readonly subject: Subject
  readonly idNumber: string
  readonly oldIdNumber?: string
  readonly fullName: string
  readonly birthDate: string
  /** National form. */
  readonly phone: string
  readonly email?: string
  readonly organisation?: string
  /** As typed; the registered one where the line was typed wrong is `registeredTaxCode`. */
  readonly taxCode?: string
  readonly registeredTaxCode?: string
}

/**
 * `own` their own data under a number of 10 digits · `personal-number` the same under the 12 digits of the CCCD (domain.md §2.1) · `unknown` a number of which the
 * register knows nothing · otherwise what the register holds differently.
 */
export type InsuranceDraft = 'own' | 'personal-number' | 'unknown' | Partial<Omit<Insured, 'insuranceNumber'>>

/** A social insurance number and what the register holds under it. */
export interface Insurance {
  readonly number: string
  readonly record: Insured | null
}

export function insuranceOf(holder: Holder, draft: InsuranceDraft): Insurance {
  const number = draft === 'personal-number' ? holder.idNumber : inventedDigits(`insurance ${holder.key}`, 10)
  if (draft === 'unknown') return { number, record: null }
  const { idNumber, oldIdNumber, fullName, birthDate } = holder
  const own = { insuranceNumber: number, idNumber, ...(oldIdNumber && { oldIdNumber }), fullName, birthDate }
  return { number, record: typeof draft === 'string' ? own : { ...own, ...draft } }
}

/** `official` of a state agency, whom Vietnam Post does not serve · otherwise signs in, and these data differ. */
export type PostDraft = 'signs-in' | 'denies' | 'official' | Partial<Pick<IdentityAccount, DataOfAccount>>
/** The level is VNeID's own (domain.md §7.2); `as-citizen` an organisation's head with an account of a person alone. */
export type VneidDraft = 'level-1' | 'level-2' | 'level-3' | 'denies' | 'as-citizen'
type DataOfAccount = 'idNumber' | 'oldIdNumber' | 'fullName' | 'birthDate'

export function postAccountOf(holder: Holder, draft: PostDraft): IdentityAccount {
  return {
    ...accountOf(holder, 'vnpost', `bd${inventedDigits(`vnpost ${holder.key}`, 8)}`),
    isOfficial: draft === 'official',
    level: 2,
    behaviour: draft === 'denies' ? 'denies' : 'signs-in',
    ...(typeof draft === 'object' && draft),
  }
}

/** A person goes by the personal number there, an organisation by its tax code. Organisations have no levels; theirs counts as 2. */
export function vneidAccountOf(holder: Holder, draft: VneidDraft): IdentityAccount {
  const { organisation: _, taxCode, registeredTaxCode = taxCode, ...person } = holder
  const isPerson = draft === 'as-citizen' || holder.subject === 'citizen'
  const account = isPerson
    ? accountOf({ ...person, subject: 'citizen' }, 'vneid', holder.idNumber)
    : accountOf(holder, 'vneid', registeredTaxCode ?? holder.idNumber)
  return {
    ...account,
    isOfficial: holder.subject === 'agency',
    level: LEVELS[draft],
    behaviour: draft === 'denies' ? 'denies' : 'signs-in',
  }
}

const LEVELS = { 'level-1': 1, 'level-2': 2, 'level-3': 3, denies: 2, 'as-citizen': 2 } as const

function accountOf(holder: Holder, provider: IdentityAccount['provider'], username: string) {
  const { key, subject, idNumber, oldIdNumber, fullName, birthDate, phone, email, organisation } = holder
  const taxCode = holder.registeredTaxCode ?? holder.taxCode
  return {
    provider,
    sub: inventedId(`${provider} ${key}`),
    username,
    password: inventedPassword(`${provider} ${key}`),
    subject,
    idNumber,
    ...(oldIdNumber && { oldIdNumber }),
    fullName,
    birthDate,
    phone: e164(phone),
    ...(email && { email }),
    ...(organisation && { organisation }),
    ...(taxCode && { taxCode }),
  }
}

/** `ordinary` a SIM without a key. */
export type SimDraft = 'ordinary' | 'revoked' | 'expired' | SigningSim['behaviour']

export function signingSimOf({ key, subject, phone }: Holder, draft: SimDraft): SigningSim {
  const variant = draft === 'revoked' || draft === 'expired' ? draft : 'good'
  const isWhole = draft === 'ordinary' || draft === 'revoked' || draft === 'expired'
  return {
    phone: e164(phone),
    certificate: draft === 'ordinary' ? null : { person: key, subject, variant },
    behaviour: isWhole ? 'signs' : draft,
  }
}

/** `none`: the provider knows nothing of them. */
export type RemoteDraft = readonly [
  RemoteKey['provider'],
  'none' | 'revoked' | 'expired' | 'other-person' | RemoteKey['behaviour'],
]

/** The provider they go to, and the key they have there. */
export interface RemoteSigning {
  readonly provider: RemoteKey['provider']
  readonly key: RemoteKey | null
}

export function remoteSigningOf(holder: Holder, [provider, what]: RemoteDraft): RemoteSigning {
  const { key, subject, phone, idNumber, taxCode } = holder
  if (what === 'none') return { provider, key: null }
  const isWhole = what === 'confirms' || what === 'other-text'
  return {
    provider,
    key: {
      provider,
      userKey: subject === 'citizen' ? idNumber : (taxCode ?? idNumber),
      certificate: { person: key, subject, variant: isWhole ? 'good' : what },
      phone: e164(phone),
      behaviour: what === 'other-text' ? what : 'confirms',
    },
  }
}

/** A USB token. `label` is the one in the token (PKCS#11: 32 bytes at most), the PIN 6 to 8 digits. */
export interface Token {
  readonly label: string
  readonly pin: string
  readonly variant: CertificateVariant
}

export function tokenOf({ key }: Holder, variant: CertificateVariant): Token {
  return { label: key, pin: inventedPin(key), variant }
}
