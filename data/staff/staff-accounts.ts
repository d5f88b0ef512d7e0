import { Fault } from '../../flows/base/fault.ts'
import type { SecretHandle } from '../../flows/base/secret.ts'
import type { Officer } from '../../flows/ports/staff.port.ts'
import { screenCertificate } from '../../flows/rules/certificate.ts'
import { checkName } from '../../flows/rules/name.ts'
import { type Duty, mayDo, type StaffRole } from '../../flows/rules/roles.ts'
import { readStaffCode } from '../../flows/rules/staff-code.ts'
import { staffPinFlaw } from '../../flows/rules/staff-pin.ts'
import { readCertificate } from '../pki/certificate.ts'
import type { StaffRow } from '../store/staff.repo.ts'
import { canSignIn, isLastSupervisor, officerOf } from './account-rows.ts'
import { lockLeft } from './lock.ts'
import { hashPin } from './pin-hash.ts'
import { logStaff, type StaffParts } from './staff-parts.ts'
import { screenable } from './token-answer.ts'

export interface NewStaff {
  readonly code: string
  readonly name: string
  readonly role: StaffRole
  /** Null for who signs in by token alone. */
  readonly pin: SecretHandle | null
  /** DER of the token's certificate; null without a token. */
  readonly certificate: Uint8Array | null
}

/** One line of the list of accounts. */
export interface StaffEntry extends Officer {
  readonly hasPin: boolean
  readonly hasCertificate: boolean
  readonly createdAtMs: number
  readonly disabledAtMs: number | null
  /** Wrong tries since the last right one. */
  readonly wrong: number
  /** Null when not locked. */
  readonly opensInMs: number | null
}

/** Who asks for a change: an officer who just signed in; null only for the first account of a station. */
type By = Officer | null

/**
 * The care of the accounts. Each call is one transaction with its event in the log. All raise the faults of the store; OFFICER_REQUIRED without an officer
 * who is still there, STAFF_ROLE when the role may not, STAFF_NONE while there is no account, STAFF_UNKNOWN for a code nobody has.
 */
export interface StaffAccounts {
  /**
   * The first account needs nobody's leave and must be a supervisor's, or nobody could add the next: STAFF_NONE otherwise. Raises besides: STAFF_EXISTS (a
   * code is never given twice, a certificate not to two at a time), STAFF_PIN_WEAK (details.flaw), USAGE for a code or an account without any way in,
   * the problem of the name, CERTIFICATE_CHAIN for what is no certificate, and what is wrong with one.
   */
  add(account: NewStaff, by: By): Promise<Officer>
  list(): readonly StaffEntry[]
  /** For good. Raises NOT_ALLOWED for the last supervisor who can sign in. */
  disable(code: string, by: By): void
  /** One's own, or anybody's for who has the duty; it opens a lock as well. Raises STAFF_PIN_WEAK. */
  setPin(code: string, pin: SecretHandle, by: By): Promise<void>
  /** Raises STAFF_SAME_OFFICER: nobody opens the own lock. */
  unlock(code: string, by: By): void
}

export function createStaffAccounts(parts: StaffParts): StaffAccounts {
  const { store, repos, secrets, time } = parts
  const { staff } = repos
  const write = <T>(work: (atMs: number) => T) => store.write(() => work(time.now()))
  return {
    async add(account, by) {
      const typed = account.pin === null ? null : secrets.redeem(account.pin)
      const { code, name, fingerprint } = checked(account, time)
      const pinHash = typed === null ? null : await hashPin(goodPin(typed, code))
      return write((createdAtMs) => {
        if (staff.count() === 0) {
          if (account.role !== 'supervisor') throw new Fault('STAFF_NONE', { first: 'supervisor' })
        } else asked(parts, by, 'staff')
        if (staff.byCode(code)) throw new Fault('STAFF_EXISTS', { same: 'code' })
        if (fingerprint && staff.byCertificate(fingerprint)) throw new Fault('STAFF_EXISTS', { same: 'certificate' })
        const staffId = parts.newId()
        const { role } = account
        const row: StaffRow = {
          ...{ staffId, code, name, role, pinHash, createdAtMs },
          certificate: fingerprint,
          disabledAtMs: null,
        }
        staff.insert(row)
        logStaff(parts, 'staff.added', { staffId, role, by: by?.staffId ?? null })
        return officerOf(row)
      })
    },
    list: () => staff.all().map((row) => entryOf(parts, row)),
    disable: (code, by) =>
      write((atMs) => {
        const officer = asked(parts, by, 'staff')
        const row = known(parts, code)
        if (row.disabledAtMs !== null) return
        if (isLastSupervisor(staff, row)) throw new Fault('NOT_ALLOWED', { reason: 'last supervisor' })
        staff.disable(row.staffId, atMs)
        logStaff(parts, 'staff.disabled', { staffId: row.staffId, by: officer.staffId })
      }),
    async setPin(code, pin, by) {
      const pinHash = await hashPin(goodPin(secrets.redeem(pin), readStaffCode(code) ?? ''))
      write(() => {
        const officer = asked(parts, by, null)
        const row = known(parts, code)
        if (row.staffId !== officer.staffId && !mayDo(officer.role, 'staff')) throw new Fault('STAFF_ROLE')
        if (row.disabledAtMs !== null) throw new Fault('STAFF_UNKNOWN')
        staff.setPinHash(row.staffId, pinHash)
        staff.clearFailures(row.staffId)
        logStaff(parts, 'staff.pin-set', { staffId: row.staffId, by: officer.staffId })
      })
    },
    unlock: (code, by) =>
      write(() => {
        const officer = asked(parts, by, 'unlock')
        const row = known(parts, code)
        if (row.staffId === officer.staffId) throw new Fault('STAFF_SAME_OFFICER')
        staff.clearFailures(row.staffId)
        logStaff(parts, 'staff.unlocked', { staffId: row.staffId, by: officer.staffId })
      }),
  }
}

function checked(account: NewStaff, time: StaffParts['time']) {
  const code = readStaffCode(account.code)
  if (code === null) throw new Fault('USAGE', { field: 'code' })
  if (account.pin === null && account.certificate === null) throw new Fault('USAGE', { missing: 'pin or certificate' })
  const name = checkName(account.name)
  if (!name.ok) throw new Fault(name.problem, { field: 'name' })
  return { code, name: name.value, fingerprint: account.certificate && fingerprintOf(account.certificate, time) }
}

function fingerprintOf(der: Uint8Array, time: StaffParts['time']): string {
  const certificate = readCertificate(der)
  const seen = certificate && screenable(certificate)
  if (!seen) throw new Fault('CERTIFICATE_CHAIN', { reason: 'unreadable' })
  const rule = { clock: time.proven ? ('proven' as const) : ('unproven' as const), excuses: [] }
  const screening = screenCertificate(seen, time.now(), rule)
  if (screening.kind === 'refused') throw new Fault(screening.code)
  return seen.certificateId
}

function goodPin(pin: string, code: string): string {
  const flaw = staffPinFlaw(pin, code)
  if (flaw) throw new Fault('STAFF_PIN_WEAK', { flaw })
  return pin
}

/** The officer who asks, as the account is now; a role or an account may have gone since the sign-in. */
function asked({ repos: { staff } }: StaffParts, by: By, duty: Duty | null): Officer {
  if (staff.count() === 0) throw new Fault('STAFF_NONE')
  const row = by && staff.byId(by.staffId)
  if (!row || !canSignIn(row)) throw new Fault('OFFICER_REQUIRED')
  if (duty !== null && !mayDo(row.role, duty)) throw new Fault('STAFF_ROLE', { duty })
  return officerOf(row)
}

function known({ repos }: StaffParts, code: string): StaffRow {
  const normal = readStaffCode(code)
  const row = normal === null ? null : repos.staff.byCode(normal)
  if (!row) throw new Fault('STAFF_UNKNOWN')
  return row
}

function entryOf({ repos, runningMs }: StaffParts, row: StaffRow): StaffEntry {
  const failures = repos.staff.failures(row.staffId)
  const leftMs = lockLeft(failures, runningMs())
  return {
    ...officerOf(row),
    hasPin: row.pinHash !== null,
    hasCertificate: row.certificate !== null,
    createdAtMs: row.createdAtMs,
    disabledAtMs: row.disabledAtMs,
    wrong: failures?.wrong ?? 0,
    opensInMs: leftMs > 0 ? leftMs : null,
  }
}
