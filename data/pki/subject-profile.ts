import { checkEmail } from '../../flows/rules/email.ts'
import { isDamagedName, isMisread } from '../../flows/rules/name-damage.ts'
import { searchKey, tidyName } from '../../flows/rules/name-text.ts'
import type { PkiCertificate } from './certificate.ts'
import { childrenOf, DerError, readDer } from './der.ts'
import { generalNames } from './extensions.ts'
import { type NameAttribute, readName } from './name.ts'
import { OID } from './oids.ts'
import { readSubjectNumbers, type SubjectNumbers, type SubjectProblem } from './subject-numbers.ts'
import type { Tree } from './trust.ts'

/** `state` every certificate of the state tree, whether of an official or of a body; they need not carry any number (domain.md §3.2). */
export type HolderKind = 'person' | 'organisation' | 'person-in-organisation' | 'state'

/** Who a certificate was issued to. Text is NFC; null is what is not there, or is named in `problems`. */
export interface CertificateHolder extends SubjectNumbers {
  /** Null when there is neither a number nor a tree that tells. */
  readonly kind: HolderKind | null
  /** A person's name; of a state certificate the common name, which may be a body's. Null for an organisation. */
  readonly fullName: string | null
  readonly organisation: string | null
  readonly organisationUnits: readonly string[]
  readonly title: string | null
  /** As printed: old and new provinces, unresolved. */
  readonly province: string | null
  readonly email: string | null
}

/**
 * Reads the subject of a certificate in the Vietnamese profile, from the DER and never from a string: attributes in any order, each kind of string, several UIDs
 * (domain.md §3.2). `tree` is what the chain told; null before that, and then a state certificate is known by its issuer's name alone, for display.
 */
export function readHolder(certificate: PkiCertificate, tree: Tree | null): CertificateHolder {
  const name = readName(certificate.subject)
  const numbers = readSubjectNumbers(name)
  const kind = kindOf(numbers, tree === 'state' || (tree === null && isOfStateIssuer(certificate)))
  const isPerson = kind === 'person' || kind === 'person-in-organisation'
  const texts = readTexts(name)
  const common = texts.one(OID.commonName, isPerson ? isDamagedName : isMisread)
  const organisation = texts.one(OID.organisation, isMisread)
  return {
    ...numbers,
    kind,
    fullName: kind === 'organisation' || common === null ? null : tidyName(common),
    organisation: kind === 'organisation' ? (common ?? organisation) : organisation,
    organisationUnits: texts.all(OID.organisationUnit, isMisread),
    title: texts.one(OID.title, isMisread),
    province: texts.one(OID.province, isMisread),
    email: emailOf(certificate, name),
    problems: [...numbers.problems, ...texts.problems],
  }
}

/**
 * Whether the issuer goes by a name of the state tree: both generations, with and without marks (domain.md §3.1). A name proves nothing: the chain decides.
 */
export function isOfStateIssuer(certificate: PkiCertificate): boolean {
  return readName(certificate.issuer).some(({ text }) => text !== null && searchKey(text).includes(STATE_AUTHORITY))
}

const STATE_AUTHORITY = 'ban co yeu chinh phu'

/** 12 digits in place of a tax code are a person's own number and a tax code at once (domain.md §2.2): such a holder has both capacities. */
function kindOf(numbers: SubjectNumbers, isState: boolean): HolderKind | null {
  const { taxCode, stateUnit } = numbers
  if (isState || stateUnit !== null) return 'state'
  const isPerson = numbers.idNumber !== null || numbers.cmnd9 !== null || numbers.passport !== null
  if (taxCode === null) return isPerson ? 'person' : null
  return isPerson || taxCode.kind === 'personal' ? 'person-in-organisation' : 'organisation'
}

const ATTRIBUTES: Readonly<Record<string, string>> = {
  [OID.commonName]: 'CN',
  [OID.organisation]: 'O',
  [OID.organisationUnit]: 'OU',
  [OID.title]: 'T',
  [OID.province]: 'ST',
}

/** Takes texts out of a name and notes those that cannot be taken. */
function readTexts(name: readonly NameAttribute[]) {
  const problems: SubjectProblem[] = []
  const all = (type: string, isDamaged: (text: string) => boolean): readonly string[] =>
    name.flatMap((each) => {
      if (each.type !== type || each.text === '') return []
      const attribute = ATTRIBUTES[type] ?? type
      if (each.text === null) problems.push({ attribute, problem: 'unreadable' })
      else if (isDamaged(each.text)) problems.push({ attribute, problem: 'damaged' })
      else return [each.text]
      return []
    })
  return { problems, all, one: (type: string, isDamaged: (text: string) => boolean) => all(type, isDamaged)[0] ?? null }
}

/** The first address that is one: subjectAltName before the subject's own (RFC 5280 §4.1.2.6). */
function emailOf({ extensions }: PkiCertificate, name: readonly NameAttribute[]): string | null {
  const alternatives = extensions.get(OID.subjectAltName)
  const named = name.flatMap(({ type, text }) => (type === OID.emailAddress && text !== null ? [text] : []))
  for (const text of [...(alternatives ? mailNames(alternatives.value) : []), ...named]) {
    const checked = checkEmail(text)
    if (checked.ok && checked.value !== null) return checked.value
  }
  return null
}

function mailNames(value: Uint8Array): readonly string[] {
  try {
    return generalNames(childrenOf(readDer(value)), 1)
  } catch (thrown) {
    if (thrown instanceof DerError) return []
    throw thrown
  }
}
