import type { Officer } from '../../flows/ports/staff.port.ts'
import type { StaffRepo, StaffRow } from '../store/staff.repo.ts'

/** The account as flows and packets know it. */
export function officerOf({ staffId, code, name, role }: StaffRow): Officer {
  return { staffId, code, name, role }
}

/** Not disabled, and with a PIN or a token. */
export function canSignIn(row: StaffRow): boolean {
  return row.disabledAtMs === null && (row.pinHash !== null || row.certificate !== null)
}

/** Whether nobody else could look after the accounts. */
export function isLastSupervisor(staff: StaffRepo, row: StaffRow): boolean {
  const isSupervisor = (other: StaffRow) => other.role === 'supervisor' && canSignIn(other)
  return isSupervisor(row) && !staff.all().some((other) => other.staffId !== row.staffId && isSupervisor(other))
}
