import { Fault, toFault } from '../../flows/base/fault.ts'
import { FAULT_CODES, type FaultCode } from '../../flows/base/fault-codes.ts'

/**
 * The one place where an SQLite error becomes a fault: STORE_BUSY, STORE_FULL, STORE_DAMAGED, or the fault code a trigger raised by its
 * name (0001_packets.sql). A Fault passes unchanged; anything else is INTERNAL.
 */
export function toStoreFault(thrown: unknown): Fault {
  const code = sqliteCode(thrown)
  if (code === null) return toFault(thrown)
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return new Fault('STORE_BUSY', { sqlite: code }, thrown)
  if (/^SQLITE_(FULL|IOERR_WRITE|IOERR_FSYNC)/.test(code)) return new Fault('STORE_FULL', { sqlite: code }, thrown)
  if (/^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(code)) return new Fault('STORE_DAMAGED', { sqlite: code }, thrown)
  const raised = code === 'SQLITE_CONSTRAINT_TRIGGER' && thrown instanceof Error ? thrown.message : ''
  return new Fault(isFaultCode(raised) ? raised : 'INTERNAL', { sqlite: code }, thrown)
}

function sqliteCode(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !('code' in thrown)) return null
  return typeof thrown.code === 'string' && thrown.code.startsWith('SQLITE_') ? thrown.code : null
}

function isFaultCode(text: string): text is FaultCode {
  return (FAULT_CODES as readonly string[]).includes(text)
}
