import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Officer } from '../../flows/ports/staff.port.ts'
import { caSigner, leaf, NOW } from '../pki/testing/ca.ts'
import type { NewStaff } from './staff-accounts.ts'
import { openStaffBed, PINS, type StaffBed, WRONG_PIN } from './testing/staff-bed.ts'

let bed: StaffBed
beforeEach(() => {
  bed = openStaffBed()
})
afterEach(() => bed.close())

const code = (expected: string, details?: object) =>
  expect.objectContaining({ code: expected, ...(details ? { details } : {}) })
const draft = (over: Partial<NewStaff> = {}): NewStaff => ({
  code: 'gdv01',
  name: 'Lê Văn Mẫu',
  role: 'teller',
  pin: bed.secrets.keep(PINS.teller),
  certificate: null,
  ...over,
})
const both = async () => {
  const supervisor = await bed.addSupervisor()
  return { supervisor, teller: await bed.addTeller(supervisor) }
}
const technician = (by: Officer) =>
  bed.staff.add(draft({ code: 'kt01', role: 'technician', pin: bed.secrets.keep(PINS.other) }), by)

describe('the first account', () => {
  test.each(['teller', 'technician'] as const)('is no %s: nobody could add the next', async (role) => {
    await expect(bed.staff.add(draft({ role }), null)).rejects.toEqual(code('STAFF_NONE', { first: 'supervisor' }))
    expect(bed.staff.count()).toBe(0)
  })

  test('is a supervisor, who adds the next; without one nobody is added', async () => {
    expect(bed.staff.count()).toBe(0)
    await both()
    expect(bed.staff.count()).toBe(2)
    await expect(bed.staff.add(draft({ code: 'gdv02' }), null)).rejects.toEqual(code('OFFICER_REQUIRED'))
  })

  test('before there is one, nothing else can be asked for', () => {
    const nobody = { staffId: 'x', code: 'x1', name: 'x', role: 'supervisor' } as const
    expect(() => bed.staff.disable('gdv01', nobody)).toThrow(code('STAFF_NONE'))
    expect(() => bed.staff.unlock('gdv01', nobody)).toThrow(code('STAFF_NONE'))
  })
})

describe('adding', () => {
  test.each<[string, () => Partial<NewStaff>, string]>([
    ['a code that is none', () => ({ code: 'Lân 01' }), 'USAGE'],
    ['neither PIN nor token', () => ({ pin: null }), 'USAGE'],
    ['a PIN everybody tries', () => ({ code: 'gdv02', pin: bed.secrets.keep('123456') }), 'STAFF_PIN_WEAK'],
    ['a PIN of the own code', () => ({ code: 'nv284917', pin: bed.secrets.keep('284917') }), 'STAFF_PIN_WEAK'],
    ['no name', () => ({ code: 'gdv02', name: ' ' }), 'FIELD_REQUIRED'],
    ['a damaged name', () => ({ code: 'gdv02', name: 'Nguyá»…n VÄƒn' }), 'NAME_DAMAGED'],
    ['a code that is taken', () => ({ code: 'GDV01' }), 'STAFF_EXISTS'],
    ['no certificate', () => ({ code: 'gdv02', certificate: Uint8Array.of(1, 2, 3) }), 'CERTIFICATE_CHAIN'],
    [
      'an expired certificate',
      () => ({ code: 'gdv02', certificate: leaf(caSigner, { notAfter: NOW - 86_400_000 * 2 }) }),
      'CERTIFICATE_EXPIRED',
    ],
  ])('%s is refused', async (_, over, expected) => {
    const { supervisor } = await both()
    await expect(bed.staff.add(draft(over()), supervisor)).rejects.toEqual(code(expected))
    expect(bed.staff.count()).toBe(2)
  })

  test('a certificate belongs to one officer at a time', async () => {
    const { supervisor } = await both()
    const certificate = leaf(caSigner)
    await bed.staff.add(draft({ code: 'gdv02', pin: null, certificate }), supervisor)
    const again = () => bed.staff.add(draft({ code: 'gdv03', pin: null, certificate }), supervisor)
    await expect(again()).rejects.toEqual(code('STAFF_EXISTS', { same: 'certificate' }))
    bed.staff.disable('gdv02', supervisor)
    expect(await again()).toMatchObject({ code: 'gdv03' })
  })

  test('a code is never given twice, so that the log keeps its meaning', async () => {
    const { supervisor } = await both()
    bed.staff.disable('gdv01', supervisor)
    await expect(bed.staff.add(draft(), supervisor)).rejects.toEqual(code('STAFF_EXISTS', { same: 'code' }))
  })
})

describe('who may', () => {
  test('tellers and technicians look after nobody', async () => {
    const { supervisor, teller } = await both()
    const fixer = await technician(supervisor)
    for (const by of [teller, fixer]) {
      await expect(bed.staff.add(draft({ code: 'gdv09' }), by)).rejects.toEqual(code('STAFF_ROLE', { duty: 'staff' }))
      expect(() => bed.staff.disable('ks01', by)).toThrow(code('STAFF_ROLE'))
      expect(() => bed.staff.unlock('ks01', by)).toThrow(code('STAFF_ROLE'))
      await expect(bed.staff.setPin('ks01', bed.secrets.keep(PINS.other), by)).rejects.toEqual(code('STAFF_ROLE'))
    }
  })

  test('a role that somebody claims does not count, the account does', async () => {
    const { teller } = await both()
    const claimed: Officer = { ...teller, role: 'supervisor' }
    expect(() => bed.staff.disable('ks01', claimed)).toThrow(code('STAFF_ROLE'))
    const invented: Officer = { ...claimed, staffId: 'invented' }
    expect(() => bed.staff.disable('ks01', invented)).toThrow(code('OFFICER_REQUIRED'))
  })

  test('who was disabled after signing in may do nothing more', async () => {
    const { supervisor } = await both()
    const second = await bed.staff.add(
      draft({ code: 'ks02', role: 'supervisor', pin: bed.secrets.keep(PINS.other) }),
      supervisor,
    )
    bed.staff.disable('ks02', supervisor)
    expect(() => bed.staff.disable('gdv01', second)).toThrow(code('OFFICER_REQUIRED'))
  })

  test('a code nobody has is unknown', async () => {
    const { supervisor } = await both()
    for (const unknown of ['gdv99', '', 'không'])
      expect(() => bed.staff.unlock(unknown, supervisor)).toThrow(code('STAFF_UNKNOWN'))
  })
})

describe('disabling', () => {
  test('the account signs in no more, and cannot be taken back', async () => {
    const { supervisor } = await both()
    bed.staff.disable('gdv01', supervisor)
    bed.staff.disable('gdv01', supervisor)
    expect(await bed.signIn('gdv01', PINS.teller)).toMatchObject({ kind: 'wrong' })
    expect(bed.events().filter(([kind]) => kind === 'staff.disabled')).toHaveLength(1)
    await expect(bed.staff.setPin('gdv01', bed.secrets.keep(PINS.other), supervisor)).rejects.toEqual(
      code('STAFF_UNKNOWN'),
    )
    for (const sql of [
      "UPDATE staff SET disabled_at_ms = NULL WHERE code = 'gdv01'",
      "UPDATE staff SET code = 'gdv02' WHERE code = 'gdv01'",
      "DELETE FROM staff WHERE code = 'gdv01'",
    ])
      expect(() => bed.store.write(() => bed.store.db.exec(sql))).toThrow(code('NOT_ALLOWED'))
  })

  test('never the last supervisor who can sign in', async () => {
    const { supervisor } = await both()
    expect(() => bed.staff.disable('ks01', supervisor)).toThrow(code('NOT_ALLOWED', { reason: 'last supervisor' }))
    const second = await bed.staff.add(
      draft({ code: 'ks02', role: 'supervisor', pin: bed.secrets.keep(PINS.other) }),
      supervisor,
    )
    bed.staff.disable('ks01', supervisor)
    expect(() => bed.staff.disable('ks02', second)).toThrow(code('NOT_ALLOWED'))
    expect(await bed.signIn('ks02', PINS.other)).toMatchObject({ kind: 'signed-in' })
  })
})

describe('a lock', () => {
  const lock = async (who: string) => {
    for (let time = 0; time < 5; time += 1) await bed.signIn(who, WRONG_PIN)
  }

  test('is opened by a supervisor, at once', async () => {
    const { supervisor } = await both()
    await lock('gdv01')
    expect(bed.staff.list().find((entry) => entry.code === 'gdv01')).toMatchObject({ wrong: 5, opensInMs: 900_000 })
    bed.staff.unlock('gdv01', supervisor)
    expect(await bed.signIn('gdv01', PINS.teller)).toMatchObject({ kind: 'signed-in' })
  })

  test('is never opened by its own officer', async () => {
    const { supervisor } = await both()
    await lock('ks01')
    expect(() => bed.staff.unlock('ks01', supervisor)).toThrow(code('STAFF_SAME_OFFICER'))
    expect(await bed.signIn('ks01', PINS.supervisor)).toMatchObject({ kind: 'locked' })
  })
})

test('officers change their own PIN, supervisors everybody’s; the old one is good no more', async () => {
  const { supervisor, teller } = await both()
  await bed.staff.setPin('gdv01', bed.secrets.keep(PINS.other), teller)
  expect(await bed.signIn('gdv01', PINS.teller)).toMatchObject({ kind: 'wrong' })
  expect(await bed.signIn('gdv01', PINS.other)).toMatchObject({ kind: 'signed-in' })
  await bed.staff.setPin('gdv01', bed.secrets.keep('617305'), supervisor)
  expect(await bed.signIn('gdv01', '617305')).toMatchObject({ kind: 'signed-in' })
  await expect(bed.staff.setPin('gdv01', bed.secrets.keep('111111'), teller)).rejects.toEqual(
    code('STAFF_PIN_WEAK', { flaw: 'repeat' }),
  )
  expect(bed.secrets.count).toBe(0)
})

test('the list tells all accounts by their codes, and no secret', async () => {
  const { supervisor } = await both()
  bed.staff.disable('gdv01', supervisor)
  const list = bed.staff.list()
  expect(list.map((entry) => [entry.code, entry.hasPin, entry.disabledAtMs !== null])).toEqual([
    ['gdv01', true, true],
    ['ks01', true, false],
  ])
  expect(JSON.stringify(list)).not.toContain('argon2')
})

test('the log tells who changed what, by ids', async () => {
  const { supervisor, teller } = await both()
  bed.staff.disable('gdv01', supervisor)
  expect(bed.events()).toEqual([
    ['staff.added', { staffId: supervisor.staffId, role: 'supervisor', by: null }],
    ['staff.added', { staffId: teller.staffId, role: 'teller', by: supervisor.staffId }],
    ['staff.disabled', { staffId: teller.staffId, by: supervisor.staffId }],
  ])
})
