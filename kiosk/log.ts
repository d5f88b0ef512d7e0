import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { destination, type Logger, pino, stdTimeFunctions } from 'pino'
import { Fault } from '../flows/base/fault.ts'

/** Names under which personal data or a secret could reach a log by mistake; their values are replaced wherever they stand. */
const REDACTED_KEYS: ReadonlySet<string> = new Set([
  'idNumber',
  'oldIdNumber',
  'fullName',
  'birthDate',
  'phone',
  'email',
  'residence',
  'otp',
  'password',
  'passwordHash',
  'pin',
  'text',
  'scan',
  'claims',
  'sealed',
  'proof',
  'token',
  'authorization',
  'signature',
  'apiKey',
  'insuranceNumber',
  'taxCode',
  'organisation',
  'userKey',
  'card',
  'holder',
  'commonName',
  'statement',
  'cms',
  'certificateBase64',
  'signatureBase64',
  'controlCode',
  'userCode',
])
/** Deeper than anything that is logged on purpose. */
const DEPTH_MAX = 8

/**
 * A log for one part of the program, in `<dir>/log/<part>.log`; never on the terminal Ink owns nor on a command's output.
 * Personal data is replaced in a copy: pino's own `redact` writes into the object it was given, which may be somebody's claims.
 * The first thing any command writes: raises CONFIG_INVALID for a data folder that cannot be made, STORE_FULL where the disk has no room.
 */
export function openLog(dir: string, part: string): Logger {
  const folder = join(dir, 'log')
  makeFolder(folder)
  return pino(
    {
      base: { part, pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { log: (entry) => redacted(entry, 0) as Record<string, unknown> },
    },
    destination({ dest: join(folder, `${part}.log`), sync: true, mkdir: true, mode: 0o600 }),
  )
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOSPC') throw new Fault('STORE_FULL', {}, error)
    throw new Fault('CONFIG_INVALID', { setting: 'data', path, reason: code ?? 'unknown' }, error)
  }
}

function redacted(value: unknown, depth: number): unknown {
  if (value instanceof Error) return { type: value.name, message: value.message, stack: value.stack }
  if (typeof value !== 'object' || value === null) return value
  if (depth >= DEPTH_MAX) return '[…]'
  if (Array.isArray(value)) return value.map((item) => redacted(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, REDACTED_KEYS.has(key) ? '[…]' : redacted(inner, depth + 1)]),
  )
}
