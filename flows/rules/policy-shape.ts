import { Fault } from '../base/fault.ts'
import { METHODS, type Method, SUBJECTS } from '../base/terms.ts'
import { isCalendarDay } from './birth-date.ts'
import type { PolicyCell, PolicySet } from './policy-cell.ts'

/**
 * Checks a policy set as it comes out of a signed document, and gives it with the known properties only. All or nothing: a station keeps the set it has rather
 * than follow half of a new one. Raises REFERENCE_INVALID with `at`, the path of the first thing wrong.
 */
export function readPolicySet(value: unknown): PolicySet {
  const { id, cells } = asRecord(value, 'policy')
  if (typeof id !== 'string' || !/^[a-z0-9][a-z0-9.-]{0,63}$/.test(id)) throw invalid('id')
  if (!Array.isArray(cells) || cells.length === 0 || cells.length > SUBJECTS.length * METHODS.length)
    throw invalid('cells')
  const read = cells.map((cell: unknown, index) => readCell(cell, `cells[${index}]`))
  const seen = new Set<string>()
  for (const [index, cell] of read.entries()) {
    const pair = `${cell.subject} ${cell.method}`
    if (seen.has(pair)) throw invalid(`cells[${index}]`)
    seen.add(pair)
  }
  return { id, cells: read }
}

const SOURCE_MAX_LENGTH = 300
const REASONS = ['subject', 'official'] as const

function readCell(value: unknown, at: string): PolicyCell {
  const cell = asRecord(value, at)
  if (typeof cell.allowed !== 'boolean') throw invalid(`${at}.allowed`)
  if (typeof cell.source !== 'string' || cell.source.trim() === '' || cell.source.length > SOURCE_MAX_LENGTH)
    throw invalid(`${at}.source`)
  const validFrom = readDay(cell.validFrom, `${at}.validFrom`)
  const validUntil = readDay(cell.validUntil, `${at}.validUntil`)
  if (validFrom !== null && validUntil !== null && validFrom > validUntil) throw invalid(`${at}.validUntil`)
  const read: PolicyCell = {
    subject: oneOf(SUBJECTS, cell.subject, `${at}.subject`),
    method: oneOf(METHODS, cell.method, `${at}.method`),
    allowed: cell.allowed,
    ial: readIal(cell.ial, `${at}.ial`),
    validFrom,
    validUntil,
    source: cell.source,
    instead: cell.instead === null ? null : oneOf<Method>(METHODS, cell.instead, `${at}.instead`),
  }
  return cell.reason === undefined ? read : { ...read, reason: oneOf(REASONS, cell.reason, `${at}.reason`) }
}

function readIal(value: unknown, at: string): PolicyCell['ial'] {
  if (!Array.isArray(value)) return oneOf([2, 3] as const, value, at)
  if (value.length === 0 || value.length > 2 || new Set(value).size < value.length) throw invalid(at)
  return value.map((level: unknown) => oneOf([2, 3] as const, level, at))
}

function readDay(value: unknown, at: string): string | null {
  if (value === null) return null
  const groups =
    typeof value === 'string' ? /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)$/.exec(value)?.groups : undefined
  if (!groups || !isCalendarDay(Number(groups.year), Number(groups.month), Number(groups.day))) throw invalid(at)
  return value as string
}

function oneOf<T>(options: readonly T[], value: unknown, at: string): T {
  const found = options.find((option) => option === value)
  if (found === undefined) throw invalid(at)
  return found
}

function asRecord(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(at)
  return value as Readonly<Record<string, unknown>>
}

function invalid(at: string): Fault {
  return new Fault('REFERENCE_INVALID', { at })
}
