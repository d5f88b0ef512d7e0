import { Fault } from '../../../flows/base/fault.ts'
import type { Shape } from './shape.ts'

/** Reads back what `start` left with central. Raises INTERNAL for a text that no `start` of this connector has written. */
export function readPartyRef<Value>(shape: Shape<Value>, text: string): Value {
  const value = parse(text)
  if (!shape.Check(value)) throw new Fault('INTERNAL', { part: 'partyRef' })
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
