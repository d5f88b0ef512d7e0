import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSecrets, type Secrets } from '../../../flows/base/secret.ts'
import type { Officer, StaffVerdict } from '../../../flows/ports/staff.port.ts'
import { createRepos } from '../../store/create-repos.ts'
import { openStore, type Store } from '../../store/open-store.ts'
import { MIGRATIONS } from '../../testing/station-fixture.ts'
import { createStaff, type Staff } from '../create-staff.ts'

/** PINs that every rule takes. */
export const PINS = { supervisor: '284917', teller: '730518', other: '481926' } as const
export const WRONG_PIN = '905273'

export interface StaffBed {
  readonly dir: string
  readonly secrets: Secrets
  readonly staff: Staff
  readonly store: Store
  /** The machine: its clock, which anybody may set, and its running time, which nobody can. */
  readonly machine: { wallMs: number; runningMs: number; proven: boolean }
  /** The program ended and started again; with `reboot` the machine as well. */
  restart(reboot?: 'reboot'): void
  /** The same store seen by another program on this machine. */
  another(): { readonly staff: Staff; readonly store: Store }
  signIn(code: string, pin: string): Promise<StaffVerdict>
  addSupervisor(code?: string): Promise<Officer>
  addTeller(by: Officer, code?: string, pin?: string): Promise<Officer>
  /** Kinds and details of all events, oldest first. */
  events(): readonly (readonly [string, unknown])[]
  close(): void
}

/** Staff accounts on a store of their own. */
export function openStaffBed(): StaffBed {
  const dir = mkdtempSync(join(tmpdir(), 'staff-'))
  const machine = { wallMs: Date.UTC(2026, 10, 22, 3), runningMs: 5_000_000, proven: true }
  const secrets = createSecrets(randomUUID)
  const opened: Store[] = []
  const open = () => {
    const store = openStore({
      path: join(dir, 's.db'),
      migrationsDir: MIGRATIONS,
      clock: { now: () => machine.wallMs },
    })
    opened.push(store)
    const repos = createRepos(store)
    const staff = createStaff({
      store,
      repos,
      secrets,
      time: {
        now: () => machine.wallMs,
        get proven() {
          return machine.proven
        },
      },
      runningMs: () => machine.runningMs,
      newId: randomUUID,
    })
    return { store, log: repos.log, staff }
  }
  let program = open()
  return {
    dir,
    secrets,
    machine,
    get staff() {
      return program.staff
    },
    get store() {
      return program.store
    },
    restart(reboot) {
      program.store.close()
      if (reboot) machine.runningMs = 20_000
      program = open()
    },
    another: open,
    signIn: (code, pin) => program.staff.signIn({ code, pin: secrets.keep(pin) }),
    addSupervisor: (code = 'ks01') =>
      program.staff.add(
        { code, name: 'Trần Thị Mẫu', role: 'supervisor', pin: secrets.keep(PINS.supervisor), certificate: null },
        null,
      ),
    addTeller: (by, code = 'gdv01', pin = PINS.teller) =>
      program.staff.add({ code, name: 'Lê Văn Mẫu', role: 'teller', pin: secrets.keep(pin), certificate: null }, by),
    events: () => program.log.page(0, 10_000).map(({ kind, details }) => [kind, details] as const),
    close() {
      for (const store of opened) store.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
