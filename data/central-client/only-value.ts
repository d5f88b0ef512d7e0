import { Fault } from '../../flows/base/fault.ts'
import type { Answer } from './answer.ts'

/** The value of an answer to a request that was not conditional. Raises CENTRAL_ANSWER_INVALID for a 304 nobody asked for. */
export function onlyValue<T>(answer: Answer<T>): T {
  if (answer.kind === 'unchanged') throw new Fault('CENTRAL_ANSWER_INVALID', { reason: 'unchanged' })
  return answer.value
}
