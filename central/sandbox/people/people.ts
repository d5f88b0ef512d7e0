import { ACCOUNT_HOLDERS } from './account-holders.ts'
import { AGES } from './age.ts'
import { AGENCY_OFFICIALS } from './agencies.ts'
import { CARRIER_GAPS } from './carrier-gaps.ts'
import { CMND9 } from './cmnd9.ts'
import { DAMAGED_NAMES } from './damaged-name.ts'
import { ENTERPRISES } from './enterprises.ts'
import { ID_DIGITS } from './id-digits.ts'
import { OTHER_OWNER } from './other-owner.ts'
import { OWN_NAME } from './own-name.ts'
import type { Person } from './person.ts'
import { PORTED } from './ported.ts'
import { SPELLINGS } from './spelling.ts'

/** The people of the sandbox: 41 citizens, 8 enterprises, 6 agencies. All fictitious: a number that belongs to somebody outside does so by chance, and nothing is ever sent there. */
export const PEOPLE: readonly Person[] = [
  ...OWN_NAME,
  ...PORTED,
  ...OTHER_OWNER,
  ...CMND9,
  ...ACCOUNT_HOLDERS,
  ...DAMAGED_NAMES,
  ...AGES,
  ...ID_DIGITS,
  ...SPELLINGS,
  ...CARRIER_GAPS,
  ...ENTERPRISES,
  ...AGENCY_OFFICIALS,
]
