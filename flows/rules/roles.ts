/** Roles of an assisted counter, product.md §5. */
export const STAFF_ROLES = ['teller', 'supervisor', 'technician'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]

/** What a role may be asked for. Later work adds closing, complaints, staff accounts. */
export const DUTIES = ['register', 'attest', 'confirm', 'unlock', 'staff', 'devices'] as const
export type Duty = (typeof DUTIES)[number]

const DUTIES_OF: Readonly<Record<StaffRole, readonly Duty[]>> = {
  teller: ['register', 'attest', 'confirm'],
  supervisor: ['register', 'attest', 'confirm', 'unlock', 'staff'],
  // Keeps machines running and never touches a registration: who repairs a station does not attest at it.
  technician: ['devices'],
}

/** Whether an officer of this role may do this. */
export function mayDo(role: StaffRole, duty: Duty): boolean {
  return DUTIES_OF[role].includes(duty)
}

/** Whether this officer may confirm what that one attested: the approver is never the maker (traps.md, MOSIP). */
export function mayConfirm(
  confirmer: { readonly staffId: string; readonly role: StaffRole },
  attester: { readonly staffId: string },
): boolean {
  return confirmer.staffId !== attester.staffId && mayDo(confirmer.role, 'confirm')
}
