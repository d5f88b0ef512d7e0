import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import type { Language } from '../../../flows/base/terms.ts'
import { CITIZEN_FAULTS, type CitizenFault, type FaultWords } from './citizen-faults.ts'
import { en } from './en.ts'
import { type Texts, vi } from './vi.ts'

export type { Texts } from './vi.ts'

export const TEXTS: Readonly<Record<Language, Texts>> = { vi, en }

/** Words for a fault: its own where a citizen can meet it, otherwise the general ones, which name the code for the staff. */
export function wordsForFault(texts: Texts, code: FaultCode): FaultWords {
  return isCitizenFault(code) ? texts.faults[code] : texts.unknownFault(code)
}

function isCitizenFault(code: FaultCode): code is CitizenFault {
  return (CITIZEN_FAULTS as readonly FaultCode[]).includes(code)
}
