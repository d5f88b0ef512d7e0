import { statSync } from 'node:fs'
import { Fault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'

/** What was being done when the stick failed: a folder that was there when it was opened is not missing later, but gone. */
export type StickDoing = 'open' | 'read' | 'write'

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG']
/** A write-protected stick, or one that this account may not write to. */
const LOCKED = ['EROFS', 'EACCES', 'EPERM']

/**
 * What an error of the file system says of the stick in `folder`: STICK_FULL, STICK_READ_ONLY, STICK_PULLED (gone, or answering no more, in the middle of it), else STICK_ABSENT (not there, or not to be
 * read); details.reason is the system's own word. A Fault is given back as it is.
 */
export function toStickFault(thrown: unknown, folder: string, doing: StickDoing): Fault {
  if (thrown instanceof Fault) return thrown
  const reason = codeOf(thrown) ?? 'unknown'
  return new Fault(codeFor(reason, folder, doing), { folder, reason }, thrown)
}

function codeFor(reason: string, folder: string, doing: StickDoing): FaultCode {
  if (FULL.includes(reason)) return 'STICK_FULL'
  if (doing === 'open') return 'STICK_ABSENT'
  if (isGone(folder)) return 'STICK_PULLED'
  if (LOCKED.includes(reason)) return doing === 'write' ? 'STICK_READ_ONLY' : 'STICK_ABSENT'
  return 'STICK_PULLED'
}

/** Whether the folder is there no more. */
export function isGone(folder: string): boolean {
  try {
    return !statSync(folder).isDirectory()
  } catch {
    return true
  }
}

/** The system's word for an error: ENOENT, EROFS, …; null for what is no error of the system. */
export function codeOf(thrown: unknown): string | null {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : null
}
