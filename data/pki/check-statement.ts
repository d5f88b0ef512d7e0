import { parseStatement, type StatementParts } from './statement.ts'

export type StatementCheck =
  | { readonly kind: 'same'; readonly parts: StatementParts }
  /** `part` names what differs, for staff; null when the text is no statement at all. */
  | { readonly kind: 'differs'; readonly code: 'STATEMENT_DIFFERS'; readonly part: keyof StatementParts | null }
  | { readonly kind: 'replayed'; readonly code: 'STATEMENT_REPLAYED' }

/**
 * Whether a signed statement is the one that was asked for. A nonce or packet of another registration is a replay, whatever else agrees. Central compares with
 * what the packet claims, and keeps the nonces it has seen: a statement counts once.
 */
export function checkStatement(
  text: string,
  expected: Partial<StatementParts> & Pick<StatementParts, 'nonce' | 'packetId'>,
): StatementCheck {
  const parts = parseStatement(text)
  return parts ? compareStatement(parts, expected) : { kind: 'differs', code: 'STATEMENT_DIFFERS', part: null }
}

/** The same for a statement that was read already. */
export function compareStatement(
  parts: StatementParts,
  expected: Partial<StatementParts> & Pick<StatementParts, 'nonce' | 'packetId'>,
): StatementCheck {
  if (parts.nonce !== expected.nonce || parts.packetId !== expected.packetId)
    return { kind: 'replayed', code: 'STATEMENT_REPLAYED' }
  const part = (Object.keys(expected) as (keyof StatementParts)[]).find((key) => parts[key] !== expected[key])
  return part === undefined ? { kind: 'same', parts } : { kind: 'differs', code: 'STATEMENT_DIFFERS', part }
}
