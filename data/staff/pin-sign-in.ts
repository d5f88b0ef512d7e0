import { createHash } from 'node:crypto'
import { Fault } from '../../flows/base/fault.ts'
import type { Officer, StaffPort, StaffVerdict } from '../../flows/ports/staff.port.ts'
import { readStaffCode } from '../../flows/rules/staff-code.ts'
import type { StaffRow } from '../store/staff.repo.ts'
import { canSignIn, isLastSupervisor, officerOf } from './account-rows.ts'
import { lockAfter, lockLeft, type StaffLimits } from './lock.ts'
import { isPinOf } from './pin-hash.ts'
import { logStaff, type StaffParts } from './staff-parts.ts'

/** One try that was counted, before anybody knows whether it is right. */
interface Try {
  readonly who: string
  /** Null for a code nobody has. */
  readonly account: StaffRow | null
  readonly wrong: number
  readonly lockMs: number
}

/**
 * The sign-in by PIN. A try is counted as wrong, with the lock it brings, in a transaction of its own before the PIN is looked at; the right PIN takes that
 * back. So neither a power cut nor two programs at once give a try away. A code nobody has counts, locks and costs like one somebody has.
 */
export function createPinSignIn(parts: StaffParts & { readonly limits: StaffLimits }): StaffPort['signIn'] {
  const { store, secrets, limits } = parts
  return async ({ code, pin }, signal) => {
    const typed = secrets.redeem(pin)
    // Given up later, it is a try like any other.
    if (signal?.aborted) throw new Fault('CANCELLED')
    const begun = store.write(() => begin(parts, code))
    if ('kind' in begun) return begun
    const isRight = await isPinOf(typed, pinHashOf(begun.account))
    return store.write((): StaffVerdict => {
      const officer = isRight ? welcome(parts, begun) : null
      if (officer) return { kind: 'signed-in', officer }
      refuse(parts, begun)
      if (begun.lockMs > 0) return { kind: 'locked', opensInMs: begun.lockMs }
      return { kind: 'wrong', triesLeft: limits.tries - (begun.wrong % limits.tries) }
    })
  }
}

function begin(parts: StaffParts & { readonly limits: StaffLimits }, code: string): Try | StaffVerdict {
  const { repos, limits } = parts
  const normal = readStaffCode(code)
  const account = normal === null ? null : repos.staff.byCode(normal)
  const who = account?.staffId ?? placeOf(normal ?? code, repos.staff.salt())
  const row = repos.staff.failures(who)
  const countedAtMs = parts.runningMs()
  const leftMs = lockLeft(row, countedAtMs)
  if (row && leftMs > 0) {
    repos.staff.saveFailures({ ...row, lockLeftMs: leftMs, countedAtMs })
    logStaff(parts, 'staff.refused', { staffId: account?.staffId ?? null, how: 'pin', why: 'locked' })
    return { kind: 'locked', opensInMs: leftMs }
  }
  const wrong = (row?.wrong ?? 0) + 1
  const lockMs = lockAfter(wrong, limits)
  repos.staff.saveFailures({ who, wrong, lockLeftMs: lockMs, countedAtMs })
  logStaff(parts, 'staff.tried', { staffId: account?.staffId ?? null, how: 'pin', wrong })
  return { who, account, wrong, lockMs }
}

/** The officer, unless the account changed while the PIN was looked at. */
function welcome(parts: StaffParts, { who, account }: Try): Officer | null {
  const { staff } = parts.repos
  const now = account && staff.byId(account.staffId)
  if (!now || now.disabledAtMs !== null || now.pinHash !== account.pinHash) return null
  staff.clearFailures(who)
  logStaff(parts, 'staff.signed-in', { staffId: now.staffId, how: 'pin' })
  return officerOf(now)
}

function refuse(parts: StaffParts & { readonly limits: StaffLimits }, { account, wrong, lockMs }: Try): void {
  const staffId = account?.staffId ?? null
  logStaff(parts, 'staff.refused', { staffId, how: 'pin', wrong })
  if (lockMs > 0) logStaff(parts, 'staff.locked', { staffId, forMs: lockMs })
  if (wrong < parts.limits.triesInAll || !account || pinHashOf(account) === null) return
  // Without her nobody could give anybody a PIN again; her account keeps its locks.
  if (isLastSupervisor(parts.repos.staff, account)) return
  parts.repos.staff.setPinHash(account.staffId, null)
  logStaff(parts, 'staff.pin-struck', { staffId, wrong })
}

function pinHashOf(account: StaffRow | null): string | null {
  return account && canSignIn(account) ? account.pinHash : null
}

const PLACE_HEX_DIGITS = 3

/** One of 4096 places, so that codes nobody has cannot fill the store, and what was typed does not stand in it. */
function placeOf(code: string, salt: Buffer): string {
  const digest = createHash('sha256').update(salt).update(code).digest('hex')
  return `nobody:${digest.slice(0, PLACE_HEX_DIGITS)}`
}
