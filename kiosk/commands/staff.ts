import { readFileSync } from 'node:fs'
import type { Staff, StaffEntry } from '../../data/staff/create-staff.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { Secrets } from '../../flows/base/secret.ts'
import type { Officer } from '../../flows/ports/staff.port.ts'
import type { StaffRole } from '../../flows/rules/roles.ts'
import { type CommandOutput, EXIT, runCommand } from '../exit.ts'
import { type PinSource, pinsFromStdin, pinsFromTerminal } from '../hidden-input.ts'
import { wireStaff } from '../wire-staff.ts'
import { openWiredStation } from '../wire-station.ts'
import type { CommonFlags } from './command-flags.ts'
import { settingsOf } from './settings-of.ts'

/** What one action works with. */
interface StaffTask {
  readonly staff: Staff
  readonly secrets: Secrets
  readonly flags: CommonFlags
  /** Null where the action names none. */
  readonly code: string | null
  readonly pins: () => PinSource
  readonly output: CommandOutput
}

const ACTIONS: Readonly<Record<string, (task: StaffTask) => Promise<void> | void>> = { add, list, disable, pin, unlock }

/**
 * `motcua staff add | list | disable CODE | pin CODE | unlock CODE`: the staff accounts of this station. The first account must be a supervisor's and needs
 * nobody's leave; every later change needs the PIN of an officer (`--by CODE`). PINs are typed at the terminal without echo, or come on standard input with
 * `--pin-from-stdin`, one a line: first the new PIN where there is one, then the PIN of `--by`.
 */
export function staffCommand(flags: CommonFlags, action = '', code: string | undefined = undefined): Promise<number> {
  return runCommand(flags.json === true, async (output) => {
    const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
    if (!run) throw new Fault('USAGE', { action: Object.keys(ACTIONS).join(' | ') })
    // `--name` is the officer's here, not the station's.
    const wired = openWiredStation(settingsOf({ ...flags, name: undefined }), 'staff')
    const pins = pinsOnDemand(flags.pinFromStdin === true)
    try {
      const named = code ?? textOf(flags, 'code')
      await run({ staff: wireStaff(wired), secrets: wired.secrets, flags, code: named, pins: pins.open, output })
      // A store that is restored must not have forgotten who may sign in.
      if (action !== 'list')
        await wired.station
          .createSafekeeping()
          .then(({ backupNow }) => backupNow())
          .catch(() => undefined)
      return EXIT.done
    } finally {
      pins.close()
      wired.close()
    }
  })
}

/** The source of PINs, opened when the first is asked for: a list needs no terminal. */
function pinsOnDemand(fromStdin: boolean): { readonly open: () => PinSource; readonly close: () => void } {
  const opened: PinSource[] = []
  const make = () => (fromStdin ? pinsFromStdin(process.stdin) : pinsFromTerminal(process.stdin, process.stderr))
  return {
    open() {
      const source = opened[0] ?? make()
      opened[0] = source
      return source
    },
    close() {
      for (const source of opened) source.close()
    },
  }
}

async function add(task: StaffTask): Promise<void> {
  const { staff, secrets, flags, output } = task
  const isFirst = staff.count() === 0
  if (!isFirst && textOf(flags, 'by') === null) throw new Fault('OFFICER_REQUIRED')
  const account = {
    code: codeOf(task),
    name: needed(flags, 'name'),
    role: needed(flags, 'role') as StaffRole,
    certificate: certificateIn(textOf(flags, 'certificate')),
  }
  // commander: --no-pin makes `pin` false.
  const typed = flags.pin === false ? null : await task.pins().chosen(`PIN mới cho ${account.code}`)
  const by = isFirst ? null : await officerBy(task, needed(flags, 'by'))
  const officer = await staff.add({ ...account, pin: typed === null ? null : secrets.keep(typed) }, by)
  output.json({ staffId: officer.staffId, code: officer.code, role: officer.role })
  output.text(`Đã tạo tài khoản ${officer.code} (${ROLE_WORDS[officer.role]}).`)
}

function list({ staff, output }: StaffTask): void {
  const entries = staff.list()
  output.json({ staff: entries.map(documentOf) })
  output.text(
    entries.length === 0 ? 'Chưa có tài khoản nào; `motcua staff add` tạo kiểm soát viên đầu tiên.' : LIST_HEAD,
  )
  for (const entry of entries) output.text(lineOf(entry))
}

async function disable(task: StaffTask): Promise<void> {
  const code = codeOf(task)
  task.staff.disable(code, await officerBy(task, textOf(task.flags, 'by')))
  task.output.json({ code, disabled: true })
  task.output.text(`Đã khoá hẳn tài khoản ${code}.`)
}

async function pin(task: StaffTask): Promise<void> {
  const code = codeOf(task)
  const typed = await task.pins().chosen(`PIN mới cho ${code}`)
  // Without --by an officer changes the own PIN, by the one there is.
  const by = await officerBy(task, textOf(task.flags, 'by') ?? code)
  await task.staff.setPin(code, task.secrets.keep(typed), by)
  task.output.json({ code, pinSet: true })
  task.output.text(`Đã đổi PIN của ${code}.`)
}

async function unlock(task: StaffTask): Promise<void> {
  const code = codeOf(task)
  task.staff.unlock(code, await officerBy(task, textOf(task.flags, 'by')))
  task.output.json({ code, unlocked: true })
  task.output.text(`Đã mở khoá ${code}.`)
}

/** Signs in the officer who asks, with the lock-out of every sign-in. Raises STAFF_NONE, OFFICER_REQUIRED, STAFF_PIN_WRONG, STAFF_LOCKED. */
async function officerBy({ staff, secrets, pins }: StaffTask, by: string | null): Promise<Officer> {
  if (staff.count() === 0) throw new Fault('STAFF_NONE')
  if (by === null) throw new Fault('OFFICER_REQUIRED')
  const typed = await pins().next(`PIN của ${by}`)
  const verdict = await staff.signIn({ code: by, pin: secrets.keep(typed) })
  if (verdict.kind === 'signed-in') return verdict.officer
  if (verdict.kind === 'wrong') throw new Fault('STAFF_PIN_WRONG', { triesLeft: verdict.triesLeft })
  throw new Fault('STAFF_LOCKED', { opensInMinutes: Math.ceil(verdict.opensInMs / 60_000) })
}

function codeOf({ code }: StaffTask): string {
  if (code === null) throw new Fault('USAGE', { missing: 'code' })
  return code
}

function textOf(flags: CommonFlags, name: string): string | null {
  const value = flags[name]
  return typeof value === 'string' ? value : null
}

function needed(flags: CommonFlags, name: string): string {
  const value = textOf(flags, name)
  if (value === null) throw new Fault('USAGE', { missing: `--${name}` })
  return value
}

/** PEM or DER; of several the first. Raises USAGE for a file that cannot be read. */
function certificateIn(path: string | null): Uint8Array | null {
  if (path === null) return null
  try {
    const bytes = readFileSync(path)
    const [, base64] = /-----BEGIN CERTIFICATE-----([\sA-Za-z0-9+/=]+)-----END/.exec(bytes.toString('latin1')) ?? []
    return base64 === undefined ? bytes : Buffer.from(base64, 'base64')
  } catch (error) {
    throw new Fault('USAGE', { option: '--certificate' }, error)
  }
}

const ROLE_WORDS: Readonly<Record<StaffRole, string>> = {
  teller: 'giao dịch viên',
  supervisor: 'kiểm soát viên',
  technician: 'kỹ thuật viên',
}
const LIST_HEAD = 'Tài khoản nhân viên:'

function documentOf({ createdAtMs, disabledAtMs, opensInMs, ...entry }: StaffEntry) {
  return {
    ...entry,
    createdAt: new Date(createdAtMs).toISOString(),
    disabledAt: disabledAtMs === null ? null : new Date(disabledAtMs).toISOString(),
    opensInSeconds: opensInMs === null ? null : Math.ceil(opensInMs / 1000),
  }
}

function lineOf(entry: StaffEntry): string {
  const ways =
    [...(entry.hasPin ? ['PIN'] : []), ...(entry.hasCertificate ? ['token'] : [])].join(' + ') || 'không có PIN'
  const standing =
    entry.disabledAtMs !== null
      ? ' — đã khoá hẳn'
      : entry.opensInMs !== null
        ? ` — đang khoá, mở sau ${Math.ceil(entry.opensInMs / 60_000)} phút`
        : ''
  return `  ${entry.code}  ${entry.name}, ${ROLE_WORDS[entry.role]}, ${ways}${standing}`
}
