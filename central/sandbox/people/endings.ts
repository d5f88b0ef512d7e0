import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import { METHODS, type Method, type Subject } from '../../../flows/base/terms.ts'
import { PORTAL_2022, VNEID_2024 } from '../../../flows/rules/policy-sets.ts'

/** `pending`: nothing is wrong, and a register has not answered yet. */
export type Ending = 'accepted' | 'refused' | 'pending'

export interface Endings {
  /** How each method ends for somebody who comes for the first time with it; null when they have nothing to try it with. */
  readonly expected: Readonly<Record<Method, Ending | null>>
  /** The fault of each refusal. */
  readonly expectedFaults: Readonly<Partial<Record<Method, FaultCode>>>
}

/**
 * The ends of all methods, under policy set `portal-2022`; of `vneid` under `vneid-2024`, the only one that has it (product.md §2). A method that is closed to the
 * subject is refused whatever they bring.
 */
export function endingsOf(about: {
  readonly subject: Subject
  readonly has: Readonly<Record<Method, boolean>>
  readonly refused: Readonly<Partial<Record<Method, FaultCode>>>
  readonly pending: readonly Method[]
}): Endings {
  const { subject, has, refused, pending } = about
  const expectedFaults = Object.fromEntries(
    METHODS.flatMap((method) => {
      const fault = isOpenTo(subject, method) ? has[method] && refused[method] : 'METHOD_NOT_FOR_SUBJECT'
      return fault ? [[method, fault]] : []
    }),
  ) as Partial<Record<Method, FaultCode>>
  const endOf = (method: Method): Ending | null => {
    if (expectedFaults[method]) return 'refused'
    if (!has[method]) return null
    return pending.includes(method) ? 'pending' : 'accepted'
  }
  const expected = Object.fromEntries(METHODS.map((method) => [method, endOf(method)])) as Endings['expected']
  return { expected, expectedFaults }
}

function isOpenTo(subject: Subject, method: Method): boolean {
  const { cells } = method === 'vneid' ? VNEID_2024 : PORTAL_2022
  return cells.some((cell) => cell.subject === subject && cell.method === method && cell.allowed)
}
