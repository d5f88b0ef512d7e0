import type { Language } from '../../../flows/base/terms.ts'
import { enAssisted } from './en-assisted.ts'
import { overlay } from './overlay.ts'
import { TEXTS, type Texts } from './texts.ts'
import { viAssisted } from './vi-assisted.ts'

/**
 * The words of a registration where an officer serves: they speak to the officer about the citizen. What is secret or agreed to keeps the citizen's words: password, PIN and
 * terms (product.md §3). A fault that officers mend in their own way has their words wherever it is told.
 */
export const ASSISTED_TEXTS: Readonly<Record<Language, Texts>> = {
  vi: forOfficers(overlay(TEXTS.vi, viAssisted)),
  en: forOfficers(overlay(TEXTS.en, enAssisted)),
}

function forOfficers(texts: Texts): Texts {
  const known = Object.entries(texts.staffFaults).filter(([code]) => code in texts.faults)
  return { ...texts, faults: { ...texts.faults, ...Object.fromEntries(known) } }
}
