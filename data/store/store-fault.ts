import { Fault, type FaultDetails, toFault } from '../../flows/base/fault.ts'
import { FAULT_CODES, type FaultCode } from '../../flows/base/fault-codes.ts'

/** What the operating system says of a disk, and what it means for the store. */
const DISK_FAULTS: Readonly<Record<string, FaultCode>> = {
  ENOSPC: 'STORE_FULL',
  EDQUOT: 'STORE_FULL',
  EFBIG: 'STORE_FULL',
  EROFS: 'STORE_READ_ONLY',
  EACCES: 'STORE_READ_ONLY',
  EPERM: 'STORE_READ_ONLY',
  EIO: 'STORE_DAMAGED',
}

/**
 * The one place where an error of SQLite or of the disk becomes a fault: STORE_BUSY, STORE_FULL, STORE_READ_ONLY, STORE_DAMAGED, or the fault
 * code a trigger raised by its name (0001_packets.sql). A Fault passes unchanged; anything else is INTERNAL.
 */
export function toStoreFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown
  const code = codeOf(thrown)
  const onDisk = DISK_FAULTS[code]
  if (onDisk) return new Fault(onDisk, { disk: code }, thrown)
  if (!code.startsWith('SQLITE_')) return toFault(thrown)
  const details: FaultDetails = { sqlite: code }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return new Fault('STORE_BUSY', details, thrown)
  if (/^SQLITE_(FULL|IOERR_WRITE|IOERR_FSYNC)/.test(code)) return new Fault('STORE_FULL', details, thrown)
  if (/^SQLITE_(READONLY|CANTOPEN)/.test(code)) return new Fault('STORE_READ_ONLY', details, thrown)
  if (/^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(code)) return new Fault('STORE_DAMAGED', details, thrown)
  const raised = code === 'SQLITE_CONSTRAINT_TRIGGER' && thrown instanceof Error ? thrown.message : ''
  return new Fault(isFaultCode(raised) ? raised : 'INTERNAL', details, thrown)
}

/** Whether the operating system gave one of these codes, e.g. ENOSPC. */
export function isDiskCode(thrown: unknown, ...codes: readonly string[]): boolean {
  return codes.includes(codeOf(thrown))
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
}

function isFaultCode(text: string): text is FaultCode {
  return (FAULT_CODES as readonly string[]).includes(text)
}
