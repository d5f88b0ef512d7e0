import type { HolderFacts } from '../../flows/base/holder.ts'
import { compareNames } from '../../flows/rules/name-compare.ts'
import type { StatementParts } from './statement.ts'

/** What a statement says of the person or body: all of it out of their certificate. */
export type HolderParts = Pick<
  StatementParts,
  'fullName' | 'idNumber' | 'organisation' | 'taxCode' | 'stateUnit' | 'email'
>

/** The words of a statement for the holder of a certificate. */
export function holderParts({ fullName, idNumber, organisation, taxCode, stateUnit, email }: HolderFacts): HolderParts {
  return { fullName, idNumber, organisation, taxCode, stateUnit, email }
}

/**
 * The first part in which a signed statement says something else of the holder than the certificate does; null when there is none. A statement may say less, never
 * more. Names may differ in letter case and in the place of the tone mark. The e-mail address is the person's own word and not compared.
 */
export function differsFromHolder(said: HolderParts, facts: HolderFacts): keyof HolderParts | null {
  return COMPARED.find((part) => !agrees(part, said[part], facts[part])) ?? null
}

const COMPARED = ['fullName', 'idNumber', 'organisation', 'taxCode', 'stateUnit'] as const
const NAMES: readonly string[] = ['fullName', 'organisation']

function agrees(part: (typeof COMPARED)[number], said: string | null, certified: string | null): boolean {
  if (said === null || said === certified) return true
  return certified !== null && NAMES.includes(part) && compareNames(said, certified) === 'same'
}
