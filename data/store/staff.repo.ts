import type { StaffRole } from '../../flows/rules/roles.ts'
import type { Store } from './open-store.ts'

/** One account as the store holds it. */
export interface StaffRow {
  readonly staffId: string
  readonly code: string
  readonly name: string
  readonly role: StaffRole
  /** Argon2id in PHC format; null for who has no PIN. */
  readonly pinHash: string | null
  /** SHA-256 of the token certificate's DER, lower-case hex. */
  readonly certificate: string | null
  readonly createdAtMs: number
  readonly disabledAtMs: number | null
}

/** Wrong tries since the last right one, and what was left of a lock when the machine's running time was `countedAtMs`. */
export interface FailureRow {
  readonly who: string
  readonly wrong: number
  readonly lockLeftMs: number
  readonly countedAtMs: number
}

export interface StaffRepo {
  /** Accounts that are not disabled. */
  count(): number
  all(): readonly StaffRow[]
  byId(staffId: string): StaffRow | null
  byCode(code: string): StaffRow | null
  /** The account, not disabled, of a certificate. */
  byCertificate(certificate: string): StaffRow | null
  insert(row: StaffRow): void
  setPinHash(staffId: string, pinHash: string | null): void
  /** Raises NOT_ALLOWED when it is disabled already. */
  disable(staffId: string, atMs: number): void
  /** 32 bytes that only this store has. */
  salt(): Buffer
  failures(who: string): FailureRow | null
  saveFailures(row: FailureRow): void
  clearFailures(who: string): void
}

const COLUMNS = `staff_id AS staffId, code, name, role, pin_hash AS pinHash, lower(hex(certificate)) AS certificate,
  created_at_ms AS createdAtMs, disabled_at_ms AS disabledAtMs`

export function createStaffRepo(store: Store): StaffRepo {
  const select = (where: string) => store.db.prepare<[string], RawRow>(`SELECT ${COLUMNS} FROM staff WHERE ${where}`)
  const count = store.db.prepare<[], { count: number }>(
    'SELECT count(*) AS count FROM staff WHERE disabled_at_ms IS NULL',
  )
  const all = store.db.prepare<[], RawRow>(`SELECT ${COLUMNS} FROM staff ORDER BY code`)
  const byId = select('staff_id = ?')
  const byCode = select('code = ?')
  const byCertificate = select('certificate = unhex(?) AND disabled_at_ms IS NULL')
  const insert = store.db.prepare(
    `INSERT INTO staff (staff_id, code, name, role, pin_hash, certificate, created_at_ms, disabled_at_ms)
     VALUES (?, ?, ?, ?, ?, unhex(?), ?, ?)`,
  )
  const setPinHash = store.db.prepare('UPDATE staff SET pin_hash = ? WHERE staff_id = ?')
  const disable = store.db.prepare('UPDATE staff SET disabled_at_ms = ? WHERE staff_id = ?')
  const salt = store.db.prepare<[], { salt: Buffer }>('SELECT salt FROM staff_salt')
  const failures = store.db.prepare<[string], FailureRow>(
    `SELECT who, wrong, lock_left_ms AS lockLeftMs, counted_at_ms AS countedAtMs FROM staff_failures WHERE who = ?`,
  )
  const saveFailures = store.db.prepare(
    `INSERT INTO staff_failures (who, wrong, lock_left_ms, counted_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (who) DO UPDATE SET wrong = excluded.wrong, lock_left_ms = excluded.lock_left_ms, counted_at_ms = excluded.counted_at_ms`,
  )
  const clearFailures = store.db.prepare('DELETE FROM staff_failures WHERE who = ?')
  return {
    count: () => store.read(() => count.get()?.count ?? 0),
    all: () => store.read(() => all.all().map(toRow)),
    byId: (staffId) => store.read(() => rowOrNull(byId.get(staffId))),
    byCode: (code) => store.read(() => rowOrNull(byCode.get(code))),
    byCertificate: (certificate) => store.read(() => rowOrNull(byCertificate.get(certificate))),
    insert: (row) =>
      store.read(() => {
        const { staffId, code, name, role, pinHash, certificate, createdAtMs, disabledAtMs } = row
        insert.run(staffId, code, name, role, pinHash, certificate, createdAtMs, disabledAtMs)
      }),
    setPinHash: (staffId, pinHash) => store.read(() => void setPinHash.run(pinHash, staffId)),
    disable: (staffId, atMs) => store.read(() => void disable.run(atMs, staffId)),
    salt: () => store.read(() => salt.get()?.salt ?? Buffer.alloc(0)),
    failures: (who) => store.read(() => failures.get(who) ?? null),
    saveFailures: ({ who, wrong, lockLeftMs, countedAtMs }) =>
      store.read(() => void saveFailures.run(who, wrong, Math.round(lockLeftMs), Math.round(countedAtMs))),
    clearFailures: (who) => store.read(() => void clearFailures.run(who)),
  }
}

/** hex(NULL) is the empty text. */
type RawRow = Omit<StaffRow, 'certificate'> & { readonly certificate: string }

function rowOrNull(row: RawRow | undefined): StaffRow | null {
  return row ? toRow(row) : null
}

function toRow(row: RawRow): StaffRow {
  return { ...row, certificate: row.certificate === '' ? null : row.certificate }
}
