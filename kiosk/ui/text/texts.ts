import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import type { Language } from '../../../flows/base/terms.ts'
import { CITIZEN_FAULTS, type CitizenFault, type FaultWords } from './citizen-faults.ts'
import { en } from './en.ts'
import { STAFF_FAULTS, type StaffFault } from './staff-faults.ts'
import { type Texts, vi } from './vi.ts'

export type { Texts } from './vi.ts'

export const TEXTS: Readonly<Record<Language, Texts>> = { vi, en }

/** Words for a fault: its own where a citizen can meet it, otherwise the general ones, which name the code for the staff. */
export function wordsForFault(texts: Texts, code: FaultCode): FaultWords {
  return isCitizenFault(code) ? texts.faults[code] : texts.unknownFault(code)
}

/** Words for a fault as an officer is told it: the officer's own where there are some, otherwise the citizen's. */
export function wordsForOfficer(texts: Texts, code: FaultCode): FaultWords {
  return isStaffFault(code) ? texts.staffFaults[code] : wordsForFault(texts, code)
}

function isCitizenFault(code: FaultCode): code is CitizenFault {
  return (CITIZEN_FAULTS as readonly FaultCode[]).includes(code)
}

function isStaffFault(code: FaultCode): code is StaffFault {
  return (STAFF_FAULTS as readonly FaultCode[]).includes(code)
}
