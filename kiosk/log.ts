import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { destination, type Logger, pino, stdTimeFunctions } from 'pino'

/** Names under which personal data or a secret could reach a log by mistake; their values are replaced wherever they stand. */
export const REDACTED_KEYS = [
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
] as const

/**
 * A log for one part of the program, in `<dir>/log/<part>.log`; never on the terminal Ink owns nor on a command's output.
 * Personal data is replaced by a serializer at any depth of three.
 */
export function openLog(dir: string, part: string): Logger {
  const folder = join(dir, 'log')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return pino(
    {
      base: { part, pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      redact: { paths: REDACTED_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[…]' },
    },
    destination({ dest: join(folder, `${part}.log`), sync: true, mkdir: true, mode: 0o600 }),
  )
}
