import type { Language } from '../../../flows/base/terms.ts'
import { enCallBacks } from './en-call-backs.ts'
import { viCallBacks } from './vi-call-backs.ts'

export type { CallBackRow } from './vi-call-backs.ts'

/** Words of the call-back list, which officers alone see. */
export const CALL_BACK_TEXTS: Readonly<Record<Language, typeof viCallBacks>> = { vi: viCallBacks, en: enCallBacks }
