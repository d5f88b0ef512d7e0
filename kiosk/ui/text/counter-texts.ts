import type { Language } from '../../../flows/base/terms.ts'
import { enCounter } from './en-counter.ts'
import { type CounterTexts, viCounter } from './vi-counter.ts'

export type { CounterTexts } from './vi-counter.ts'

/** Words of the assisted counter; apart from TEXTS, since a self-service station never loads them. */
export const COUNTER_TEXTS: Readonly<Record<Language, CounterTexts>> = { vi: viCounter, en: enCounter }
