import { schemeOf, signatureHolds } from './algorithms.ts'
import { type PkiCertificate, USAGE } from './certificate.ts'
import { childrenOf, DerError, type DerNode, must, onlyChildOf, readDer, TAG, valuesIn } from './der.ts'
import { integerOf, octetsOfBits, timeOf } from './der-values.ts'
import { type Extensions, generalNames, readExtensions } from './extensions.ts'
import { nameKey } from './name.ts'
import { OID } from './oids.ts'
import { isCurrent, type Judgement, notTaken, type RevocationSubject, reasonName } from './revocation-answer.ts'

/**
 * Judges a revocation list (RFC 5280 §5, §6.3.3) for one certificate: of its issuer, signed with a key that may sign lists, fresh, whole. Lists of changes
 * (delta), of other issuers' certificates (indirect), for some reasons or kinds only are refused. The list is walked once and never held: the large ones
 * have hundreds of thousands of entries. Nothing is raised.
 */
export function judgeCrl(der: Uint8Array, subject: RevocationSubject): Judgement {
  try {
    return judge(der, subject)
  } catch (thrown) {
    if (thrown instanceof DerError) return notTaken('unreadable')
    throw thrown
  }
}

function judge(der: Uint8Array, { certificate, issuer, nowMs }: RevocationSubject): Judgement {
  const [list, algorithm, signature] = childrenOf(readDer(der))
  const fields = childrenOf(list)
  const [innerAlgorithm, name, thisUpdate, ...rest] = fields.slice(fields[0]?.tag === TAG.integer ? 1 : 0)
  const scheme = schemeOf(algorithm)
  if (!list || !innerAlgorithm || !algorithm || Buffer.compare(innerAlgorithm.raw, algorithm.raw) !== 0)
    throw new DerError('algorithms differ')
  if (nameKey(must(name, TAG.sequence)) !== certificate.issuerKey) return notTaken('other-issuer')
  if (scheme.kind !== 'sound') return notTaken('weak')
  if (issuer.keyUsage !== null && (issuer.keyUsage & USAGE.crlSign) === 0) return notTaken('other-issuer')
  if (!signatureHolds(scheme, issuer, list.raw, octetsOfBits(signature))) return notTaken('forged')

  const wrapped = rest.find(({ tag }) => tag === TAG.explicit0)
  if (!isWhole(readExtensions(wrapped ? onlyChildOf(wrapped, TAG.explicit0) : undefined), certificate))
    return notTaken('partial-list')
  const next = rest[0] && rest[0].tag !== TAG.sequence && rest[0].tag !== TAG.explicit0 ? rest[0] : undefined
  const updates = { thisUpdate: timeOf(thisUpdate), nextUpdate: next ? timeOf(next) : null }
  const current = isCurrent(updates, nowMs)
  if (current === 'not-yet') return notTaken('not-yet')
  const said = { asOfMs: updates.thisUpdate, untilMs: updates.nextUpdate, isStale: current === 'stale' }
  const entry = entryOf(
    rest.find(({ tag }) => tag === TAG.sequence),
    certificate.serial,
  )
  return entry ? { kind: 'revoked', ...said, ...entry } : { kind: 'good', ...said }
}

/** IssuingDistributionPoint (RFC 5280 §5.2.5) may say for which addresses a list is; one for another address may be another part of a divided list. */
function isWhole(extensions: Extensions, { addresses }: PkiCertificate): boolean {
  for (const [id, { critical }] of extensions) if (critical && id !== OID.issuingDistributionPoint) return false
  if (extensions.has(OID.deltaCrlIndicator)) return false
  const point = extensions.get(OID.issuingDistributionPoint)
  if (!point) return true
  const parts = childrenOf(readDer(point.value))
  // [0] distributionPoint, [1] onlyContainsUserCerts; every other part narrows the list.
  if (parts.some(({ tag }) => tag !== TAG.explicit0 && tag !== TAG.context0 + USER_CERTIFICATES)) return false
  const [name] = parts.flatMap((part) => (part.tag === TAG.explicit0 ? childrenOf(part, TAG.explicit0) : []))
  if (!name) return true
  if (name.tag !== TAG.explicit0) return false
  return generalNames(childrenOf(name, TAG.explicit0), 6).some((url) => addresses.lists.includes(url))
}

const USER_CERTIFICATES = 1

function entryOf(entries: DerNode | undefined, serial: string) {
  if (!entries) return null
  const wanted = Buffer.from(serial.length % 2 === 0 ? serial : `0${serial}`, 'hex')
  for (const entry of valuesIn(entries)) {
    if (!isOf(entry, wanted)) continue
    const [, date, list] = childrenOf(entry)
    const extensions = readExtensions(list)
    // An entry of another issuer makes the list an indirect one (RFC 5280 §5.3.3).
    if (extensions.has(OID.certificateIssuer)) throw new DerError('indirect')
    const reason = extensions.get(OID.crlReason)
    const number = reason ? integerOf(readDer(reason.value), TAG.enumerated) : null
    return { revokedAtMs: timeOf(date), reason: reasonName(number) }
  }
  return null
}

/** Compares the bytes in place: a list is walked at some millions of entries a second. */
function isOf(entry: DerNode, wanted: Uint8Array): boolean {
  const { contents } = entry
  const length = contents[1] ?? 0
  let at = 2
  while (at < 1 + length && contents[at] === 0) at += 1
  if (contents[0] !== TAG.integer || 2 + length - at !== wanted.length) return false
  return wanted.every((octet, index) => contents[at + index] === octet)
}
