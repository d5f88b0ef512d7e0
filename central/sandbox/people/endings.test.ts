import { describe, expect, test } from 'vitest'
import { readCertificate } from '../../../data/pki/certificate.ts'
import { checkChain } from '../../../data/pki/chain.ts'
import { citizenNumberOf } from '../../../data/pki/citizen-number.ts'
import { checkPathRevocation } from '../../../data/pki/path-revocation.ts'
import type { FetchBytes } from '../../../data/pki/revocation.ts'
import { createMemoryCache } from '../../../data/pki/revocation-cache.ts'
import { type CertificateHolder, readHolder } from '../../../data/pki/subject-profile.ts'
import { readTrust } from '../../../data/pki/trust.ts'
import { mayActAs } from '../../../data/pki/who-may.ts'
import { METHODS, type Method } from '../../../flows/base/terms.ts'
import { checkIsoBirthDate } from '../../../flows/rules/birth-date.ts'
import type { Checked } from '../../../flows/rules/field.ts'
import { checkIdNumber } from '../../../flows/rules/id-number.ts'
import { checkInsuranceNumber } from '../../../flows/rules/insurance-number.ts'
import { compareInsured } from '../../../flows/rules/insured.ts'
import { checkName } from '../../../flows/rules/name.ts'
import { checkOrganisation } from '../../../flows/rules/organisation.ts'
import { checkPhone } from '../../../flows/rules/phone.ts'
import { cellState } from '../../../flows/rules/policy.ts'
import { PORTAL_2022, VNEID_2024 } from '../../../flows/rules/policy-sets.ts'
import { checkTaxCode } from '../../../flows/rules/tax-code-field.ts'
import { sandboxAccounts } from '../accounts.ts'
import { type CertificateOrder, createAuthorities } from '../authorities/authorities.ts'
import { AUTHORITY_IDS, type AuthorityId } from '../authorities/tree.ts'
import type { IdentityAccount } from '../identity/identity-account.ts'
import type { SigningSim } from '../mobile-signature/signing-sim.ts'
import { insuredOf } from './party-data.ts'
import { PEOPLE } from './people.ts'
import type { Person } from './person.ts'

const TODAY = '2026-11-22'
/** What a SIM's answer means before anything that was signed is looked at (domain.md §4.2, operator mapping). */
const SIM_ENDS: Readonly<Record<SigningSim['behaviour'], string | null>> = {
  signs: null,
  'out-of-reach': 'SIM_SIGN_OUT_OF_REACH',
  'pin-blocked': 'SIM_SIGN_PIN_BLOCKED',
  'card-blocked': 'SIM_SIGN_PIN_BLOCKED',
  busy: 'SIM_SIGN_BUSY',
  // A sound signature over another text (data/pki/cms-verify.ts).
  'other-text': 'STATEMENT_DIFFERS',
}

describe.each(PEOPLE.map((one) => [one.key, one] as const))('%s ends by the rules', (_, one) => {
  test.each(METHODS.filter((method) => method !== 'mobile'))('%s', async (method) => {
    const end = one.expectedFaults[method] ?? one.expected[method]
    expect(await endOf(one, method)).toBe(end)
    expect(one.expected[method] === 'refused').toBe(one.expectedFaults[method] !== undefined)
  })
})

async function endOf(one: Person, method: Exclude<Method, 'mobile'>): Promise<string | null> {
  const set = method === 'vneid' ? VNEID_2024 : PORTAL_2022
  if (cellState(set, one.subject, method, TODAY).kind !== 'open') return 'METHOD_NOT_FOR_SUBJECT'
  switch (method) {
    case 'social-insurance':
      return one.insurance && sameTwice(one, insuranceEnd)
    case 'vnpost':
      return one.post && signInEnd(one, one.post)
    case 'vneid':
      return one.vneid && signInEnd(one, one.vneid)
    case 'usb-token':
      return one.token && certificateEnd(one, { person: one.key, subject: one.subject, variant: one.token.variant })
    case 'sim-pki':
      return one.signingSim && simEnd(one, one.signingSim)
    case 'remote-signing':
      return one.remote && remoteEnd(one)
    case 'in-person':
      return inPersonEnd(one)
  }
}

/** Typed, and scanned where there is a card: the end is the same. */
function sameTwice(one: Person, endWith: (one: Person, oldIdNumber: string | undefined) => string): string {
  const typed = endWith(one, undefined)
  if (one.card) expect(endWith(one, one.oldIdNumber)).toBe(typed)
  return typed
}

const fieldFault = (...fields: readonly Checked<unknown>[]) =>
  fields.flatMap((field) => (field.ok ? [] : [field.problem]))[0] ?? null

const personFault = ({ idNumber, fullName, birthDate, phone }: Person | IdentityAccount) =>
  fieldFault(checkIdNumber(idNumber), checkName(fullName), checkIsoBirthDate(birthDate, TODAY), checkPhone(phone))

const hasAccount = (...numbers: readonly (string | null | undefined)[]) =>
  sandboxAccounts().some(({ idNumber, oldIdNumber }) =>
    numbers.some((number) => number && (number === idNumber || number === oldIdNumber)),
  )

/** Fields → (code) → the register → account under the register's numbers. The carrier is not asked. */
function insuranceEnd(one: Person, oldIdNumber: string | undefined): string {
  const insuranceNumber = one.insurance!.number
  const fault = personFault(one) ?? fieldFault(checkInsuranceNumber(insuranceNumber))
  if (fault) return fault
  const record = insuredOf(PEOPLE).find((insured) => insured.insuranceNumber === insuranceNumber)
  if (!record) return 'INSURANCE_UNKNOWN'
  const { idNumber, fullName, birthDate } = one
  const claims = { insuranceNumber, idNumber, ...(oldIdNumber && { oldIdNumber }), fullName, birthDate }
  const match = compareInsured(claims, record)
  if (match.result === 'mismatch') return 'INSURANCE_MISMATCH'
  return hasAccount(match.idNumber, match.oldIdNumber) ? 'ACCOUNT_EXISTS' : 'accepted'
}

/** The page → who may → the level → what the claims say → account. */
function signInEnd(one: Person, account: IdentityAccount): string {
  if (account.behaviour !== 'signs-in') return 'SIGN_IN_DENIED'
  if (account.provider === 'vnpost' && account.isOfficial) return 'SIGN_IN_OFFICIAL'
  if (account.subject !== one.subject) return 'SIGN_IN_WRONG_SUBJECT'
  if (account.level < 2) return 'SIGN_IN_LEVEL'
  if (personFault(account)) return 'SIGN_IN_CLAIMS'
  const organisation = fieldFault(checkOrganisation(account.organisation ?? ''), checkTaxCode(account.taxCode ?? ''))
  if (one.subject !== 'citizen' && organisation) return 'SIGN_IN_CLAIMS'
  return hasAccount(account.idNumber, account.oldIdNumber) ? 'ACCOUNT_EXISTS' : 'accepted'
}

async function simEnd(one: Person, sim: SigningSim): Promise<string> {
  if (!sim.certificate) return 'SIM_SIGN_NO_CERTIFICATE'
  return SIM_ENDS[sim.behaviour] ?? (await certificateEnd(one, sim.certificate))
}

/** The name they go by at the provider must be in the certificate; a signature of another hash does not hold. */
async function remoteEnd(one: Person): Promise<string> {
  const key = one.remote?.key
  if (!key) return 'REMOTE_SIGN_NO_CERTIFICATE'
  if (key.behaviour === 'other-text') return 'REMOTE_SIGN_FAILED'
  return certificateEnd(one, key.certificate, key.userKey)
}

/** Fields of the form alone: the officer and the card do the rest. An account of the earlier portal has level 2 and is raised. */
function inPersonEnd(one: Person): string | null {
  const own = personFault(one)
  const body =
    one.subject === 'citizen'
      ? null
      : fieldFault(checkOrganisation(one.organisation ?? ''), checkTaxCode(one.taxCode ?? ''))
  return own ?? body ?? (one.card ? 'accepted' : null)
}

const ADDRESS = 'http://authorities.invalid'
const authorities = createAuthorities({ people: PEOPLE, now: Date.now, url: () => ADDRESS })

/** What HTTP would carry. */
const line: FetchBytes = async (url, request) => {
  const id = url.slice(`${ADDRESS}/authorities/`.length).split('/')[0] as AuthorityId
  const authority = await authorities.get(id)
  return request ? authority.ocsp(request) : authority.crl()
}

async function rootsOfBothTrees() {
  const anchors = await Promise.all(
    AUTHORITY_IDS.filter((id) => id.endsWith('-root')).map(async (id) => ({
      tree: id === 'state-root' ? ('state' as const) : ('public' as const),
      name: id,
      der: (await authorities.get(id)).certificate,
    })),
  )
  return readTrust({ anchors })
}
const trust = rootsOfBothTrees()

/** Chain → revocation → for whom it may speak → whose number it is; a level 2 account behind that number is raised. `goesBy`: the number they gave themselves. */
async function certificateEnd(
  one: Person,
  order: Omit<CertificateOrder, 'publicKey'>,
  goesBy: string | null = null,
): Promise<string> {
  const issued = await authorities.issue({ ...order, publicKey: null })
  expect(issued, 'has such a certificate').not.toBeNull()
  const { certificate, chain } = issued!
  const atMs = Date.now()
  const tree = one.subject === 'agency' ? 'state' : 'public'
  const result = checkChain({ certificate, others: chain, trust: await trust, trees: [tree], atMs })
  if (result.kind === 'refused') return result.code
  const sources = { fetch: line, cache: createMemoryCache(), reuseMs: 0, nonce: 'required' as const }
  const status = await checkPathRevocation(result.path, atMs, sources)
  if (status.kind !== 'good') return status.code
  const holder = readHolder(readCertificate(certificate)!, tree)
  expect(holder.problems).toEqual([])
  if (!mayActAs(holder, one.subject)) return 'CERTIFICATE_WRONG_SUBJECT'
  return numberEnd(one, holder, goesBy)
}

function numberEnd(one: Person, holder: CertificateHolder, goesBy: string | null): string {
  if (one.subject === 'agency') {
    // Older state certificates carry no number: the account stands under body and name (data/wire/account-keys.ts).
    return (holder.idNumber ?? holder.organisation) ? 'accepted' : 'CERTIFICATE_NO_NUMBER'
  }
  if (one.subject === 'enterprise') {
    if (holder.taxCode?.value !== (goesBy ?? one.taxCode)) return 'CERTIFICATE_OTHER_PERSON'
    return holder.organisation?.toLowerCase() === one.organisation?.toLowerCase() ? 'accepted' : 'other organisation'
  }
  if (goesBy && holder.idNumber !== goesBy) return 'CERTIFICATE_OTHER_PERSON'
  const card = one.card && { idNumber: one.idNumber, oldIdNumber: one.oldIdNumber ?? null }
  const number = citizenNumberOf(holder, card)
  switch (number.kind) {
    case 'known':
      return number.idNumber === one.idNumber ? 'accepted' : 'other number'
    case 'card-needed':
      return 'CERTIFICATE_CARD_NEEDED'
    case 'card-silent':
      return 'CERTIFICATE_CMND_ONLY'
    case 'other-person':
      return 'CERTIFICATE_OTHER_PERSON'
    case 'none':
      return 'CERTIFICATE_NO_NUMBER'
  }
}
