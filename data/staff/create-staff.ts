import type { StaffPort } from '../../flows/ports/staff.port.ts'
import { createChallenges } from './challenges.ts'
import { STAFF_LIMITS } from './lock.ts'
import { createPinSignIn } from './pin-sign-in.ts'
import { createStaffAccounts, type StaffAccounts } from './staff-accounts.ts'
import type { StaffParts } from './staff-parts.ts'
import { createTokenSignIn } from './token-sign-in.ts'

export type { StaffEntry } from './staff-accounts.ts'

/** The staff accounts of this station: the sign-in that flows see, and the care of the accounts that `motcua staff` and a supervisor see. */
export type Staff = StaffPort & StaffAccounts

/** Faults: flows/ports/staff.port.ts, staff-accounts.ts, and those of the store. */
export function createStaff(given: StaffParts): Staff {
  const parts = { ...given, limits: given.limits ?? STAFF_LIMITS }
  const challenges = createChallenges(parts)
  return {
    count: () => parts.repos.staff.count(),
    signIn: createPinSignIn(parts),
    challenge: () => ({
      ...challenges.issue(),
      nowMs: parts.time.now(),
      clock: parts.time.proven ? 'proven' : 'unproven',
    }),
    signInByToken: createTokenSignIn(parts, challenges),
    ...createStaffAccounts(parts),
  }
}
