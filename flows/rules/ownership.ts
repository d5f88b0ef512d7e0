import { isCalendarDay } from './birth-date.ts'
import { searchKey } from './name-text.ts'
import { labelledValues } from './owner-labels.ts'

/** What could be read of a carrier's answer to TTTB. A star stands for each digit the carrier hid. */
export interface OwnerReply {
  /** E.164. */
  readonly phone: string | null
  /** Upper case without marks, as it came or made so. */
  readonly fullName: string | null
  /** YYYY-MM-DD; hidden or unknown digits as stars. */
  readonly birthDate: string | null
  /** Every document number in it. */
  readonly idNumbers: readonly string[]
}

export type OwnerField = 'idNumber' | 'fullName' | 'birthDate'

/**
 * `match`: number of the document and name agree and nothing read differs. `mismatch`: something read differs. `unreadable`: too little could be read,
 * so an officer reads the answer.
 */
export interface OwnerMatch {
  readonly kind: 'match' | 'mismatch' | 'unreadable'
  readonly agreeing: readonly OwnerField[]
  readonly differing: readonly OwnerField[]
  /** Not in the answer, or hidden so far that it proves nothing. */
  readonly unread: readonly OwnerField[]
}

/** So many visible digits make a hidden document number say something; with fewer, one person in a hundred would agree by chance. */
export const VISIBLE_DIGITS_MIN = 3

/**
 * Reads what the carrier says of a SIM's owner, whatever order, labels, marks and letter case it uses (domain.md §2.4: no grammar is published).
 * Total: any text gives a reply, often with nothing in it.
 */
export function readOwnerReply(text: string): OwnerReply {
  const values = labelledValues(plainCapitals(text))
  const all = <T>(label: string, read: (value: string) => T | null): readonly T[] =>
    values.flatMap((found) => (found.label === label ? (read(found.value) ?? []) : []))
  return {
    phone: all('phone', readPhone)[0] ?? null,
    fullName: all('name', readName)[0] ?? null,
    birthDate: all('birth', readDate)[0] ?? null,
    idNumbers: [...new Set(all('id', readIdNumber))],
  }
}

/** Holds a reply against what the card says; `birthDate` is YYYY-MM-DD, unknown parts 00. */
export function compareOwner(
  reply: OwnerReply,
  person: { readonly idNumber: string; readonly fullName: string; readonly birthDate: string },
): OwnerMatch {
  const found: Readonly<Record<OwnerField, boolean | null>> = {
    idNumber: idNumbersAgree(reply.idNumbers, person.idNumber),
    fullName: reply.fullName === null ? null : words(reply.fullName) === words(person.fullName),
    birthDate: reply.birthDate === null ? null : datesAgree(reply.birthDate, person.birthDate),
  }
  const fields = (agrees: boolean | null) => OWNER_FIELDS.filter((field) => found[field] === agrees)
  const [agreeing, differing, unread] = [fields(true), fields(false), fields(null)]
  const proved = agreeing.includes('idNumber') && agreeing.includes('fullName')
  return { kind: differing.length > 0 ? 'mismatch' : proved ? 'match' : 'unreadable', agreeing, differing, unread }
}

const OWNER_FIELDS: readonly OwnerField[] = ['idNumber', 'fullName', 'birthDate']
const MASK = /[X*#•.]/g

function plainCapitals(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'D')
    .toUpperCase()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
}

/** One person with a document renewed may be listed under both numbers: one that agrees is enough. Null when none shows enough digits. */
function idNumbersAgree(patterns: readonly string[], idNumber: string): boolean | null {
  const telling = patterns.filter((pattern) => pattern.replaceAll('*', '').length >= VISIBLE_DIGITS_MIN)
  return telling.length === 0 ? null : telling.some((pattern) => digitsAgree(pattern, idNumber))
}

/** Where a carrier hides digits it does not always draw a star for each: beginning and end then have to agree. */
function digitsAgree(pattern: string, digits: string): boolean {
  if (pattern.length === digits.length)
    return [...pattern].every((letter, at) => letter === '*' || letter === digits[at])
  const [, head, tail] = /^(\d*)\*[\d*]*?(\d*)$/.exec(pattern) ?? []
  if (head === undefined || tail === undefined) return false
  return head.length + tail.length <= digits.length && digits.startsWith(head) && digits.endsWith(tail)
}

function datesAgree(pattern: string, iso: string): boolean {
  const [claimed, said] = [iso.split('-'), pattern.split('-')]
  // A part that nobody knows (00) agrees with any.
  return said.every(
    (part, at) => Number(claimed[at]) === 0 || [...part].every((c, i) => c === '*' || c === claimed[at]![i]),
  )
}

function words(name: string): string {
  return searchKey(name).replace(/['-]/g, ' ').replace(/\s+/g, ' ').trim()
}

function readPhone(value: string): string | null {
  const digits = /^\+?[\d .-]{9,18}/.exec(value)?.[0].replace(/\D/g, '') ?? ''
  const national = /^(?:84|0)?(\d{9})$/.exec(digits)?.[1]
  return national ? `+84${national}` : null
}

/** A name with hidden letters proves nothing and is not read; one word alone is more likely a word of the sentence than a name. */
function readName(value: string): string | null {
  const name = value
    .replace(/^(?:ONG|BA|ONG\/BA|A\/C)\b[ .:]*/, '')
    .replace(/\s*\(.*$/, '')
    .trim()
  return /^[A-Z][A-Z'’-]* [A-Z'’ -]*[A-Z]['’]?$/.test(name) && !/X{3}/.test(name) ? name : null
}

function readIdNumber(value: string): string | null {
  const text = /^[\dX*#•][\dX*#•. ]{5,24}/.exec(value)?.[0].replace(/[ ]+/g, '').replace(/[.]+$/, '') ?? ''
  const pattern = text.replace(MASK, '*')
  if (!/^[\d*]{6,16}$/.test(pattern) || !/\d/.test(pattern)) return null
  // Unhidden, it is one of the two numbers a person can have; a birth date of eight digits is none.
  return pattern.includes('*') || /^(\d{9}|\d{12})$/.test(pattern) ? pattern : null
}

function readDate(value: string): string | null {
  const part = '[\\dX*]'
  const forms = [
    new RegExp(`^(?<d>${part}{1,2})[/. -](?<m>${part}{1,2})[/. -](?<y>${part}{4}|${part}{2})(?![\\dX*])`),
    new RegExp(`^(?<y>${part}{4})[/.-](?<m>${part}{1,2})[/.-](?<d>${part}{1,2})(?![\\dX*])`),
    new RegExp(`^(?<d>${part}{2})(?<m>${part}{2})(?<y>${part}{4})(?![\\dX*])`),
    /^(?<d>)(?<m>)(?<y>\d{4})(?![\d/.-])/,
  ]
  const groups = forms.map((form) => form.exec(value)?.groups).find((found) => found)
  if (!groups) return null
  const [y, m, d] = [masked(groups.y!, 4), masked(groups.m!, 2), masked(groups.d!, 2)]
  if (!/\d/.test(y + m + d) || !isPossible(y, m, d)) return null
  return `${y}-${m}-${d}`
}

/** The digits at their full width; what is hidden or left out is stars. A day or month of one digit gets its zero. */
function masked(digits: string, width: number): string {
  const stars = digits.replace(/[X*]/g, '*')
  if (/^\d$/.test(stars)) return `0${stars}`
  return stars.padStart(width, '*')
}

function isPossible(y: string, m: string, d: string): boolean {
  const known = (part: string, otherwise: number) =>
    part.includes('*') || Number(part) === 0 ? otherwise : Number(part)
  return isCalendarDay(known(y, 2000), known(m, 1), known(d, 1))
}
