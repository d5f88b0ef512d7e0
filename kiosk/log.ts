import { mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino'
import { Fault, toFault } from '../flows/base/fault.ts'
import { toStoreFault } from './wire-disk-faults.ts'

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
/** Why a folder cannot be made, where the disk or a right is the reason. */
const DENIED: readonly string[] = ['EROFS', 'EACCES', 'EPERM']
/** Deeper than anything that is logged on purpose. */
const DEPTH_MAX = 8

/**
 * A log for one part of the program, in `<dir>/log/<part>.log`; never on the terminal Ink owns nor on a command's output.
 * Personal data is replaced in a copy: pino's own `redact` writes into the object it was given, which may be somebody's claims.
 * The first thing any command writes: raises CONFIG_INVALID for a data folder that cannot be made, STORE_FULL and STORE_READ_ONLY for a disk that takes no file.
 * A disk that fills up later stops nobody: what has no room is told to no log.
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
    openFile(join(folder, `${part}.log`)),
  )
}

/** The same for a command that only looks: where the disk takes no file, it goes on without a log. Raises what is no fault of the disk. */
export function openLogWherePossible(dir: string, part: string): Logger {
  try {
    return openLog(dir, part)
  } catch (thrown) {
    const { code, details } = toFault(thrown)
    const isDisk = code === 'STORE_READ_ONLY' || code === 'STORE_FULL'
    if (isDisk || DENIED.includes(String(details.reason))) return logToNobody()
    throw thrown
  }
}

/** Where nothing is kept that a log could lie beside. */
export function logToNobody(): Logger {
  return pino({ enabled: false }, { write: () => {} })
}

/** Writes at once, and drops what the disk does not take: pino's own destination keeps it in memory, or ends the program. */
function openFile(path: string): DestinationStream {
  try {
    const file = openSync(path, 'a', 0o600)
    let isCut = false
    return {
      write(line) {
        const bytes = Buffer.from(isCut ? `\n${line}` : line)
        try {
          isCut = writeSync(file, bytes) < bytes.length
        } catch {
          // There is nowhere to tell it.
        }
      },
    }
  } catch (error) {
    throw toStoreFault(error)
  }
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
