import { describe, expect, test } from 'vitest'
import { DUTIES, type Duty, mayConfirm, mayDo, STAFF_ROLES, type StaffRole } from './roles.ts'

/** Every role against every duty, written out: a new role or duty does not compile before somebody has decided. */
const MAY: Readonly<Record<StaffRole, Readonly<Record<Duty, boolean>>>> = {
  teller: { register: true, attest: true, confirm: true, unlock: false, staff: false, devices: false },
  supervisor: { register: true, attest: true, confirm: true, unlock: true, staff: true, devices: false },
  technician: { register: false, attest: false, confirm: false, unlock: false, staff: false, devices: true },
}
const CELLS = STAFF_ROLES.flatMap((role) => DUTIES.map((duty) => [role, duty, MAY[role][duty]] as const))

describe('roles of an assisted counter', () => {
  test.each(CELLS)('%s, %s: %s', (role, duty, expected) => expect(mayDo(role, duty)).toBe(expected))

  test.each(STAFF_ROLES)(
    '%s confirms what another attested only with that duty, and never what they attested',
    (role) => {
      expect(mayConfirm({ staffId: 'b', role }, { staffId: 'a' })).toBe(MAY[role].confirm)
      expect(mayConfirm({ staffId: 'a', role }, { staffId: 'a' })).toBe(false)
    },
  )

  test('who repairs a station touches no registration', () => {
    expect(DUTIES.filter((duty) => mayDo('technician', duty))).toEqual(['devices'])
  })
})
