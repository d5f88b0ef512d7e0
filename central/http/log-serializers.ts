import { Fault } from '../../flows/base/fault.ts'

/** Deeper chains of causes say nothing new. */
const CAUSES_MAX = 3
/** A frame of a stack: function and place. The head of a stack is the message, which may quote what a person typed, on several lines. */
const FRAME = /^\s+at (?:[\w$.<>[\] ]+ \()?[^\s()]+:\d+:\d+\)?$/gm
/** SQLSTATE, errno names, fault codes: words of programs, not of people. */
const CODE = /^[A-Z0-9_]{2,40}$/

export interface LoggedError {
  readonly name: string
  readonly code: string | null
  readonly details?: Fault['details']
  readonly stack: readonly string[]
  readonly cause?: LoggedError
}

/**
 * What of an error may stand in a log: its class, its code, where it arose. Never its message (PostgreSQL quotes values and keys in message, detail
 * and where; JSON.parse quotes the text).
 */
export function logError(thrown: unknown, depth = 0): LoggedError {
  if (typeof thrown !== 'object' || thrown === null) return { name: typeof thrown, code: null, stack: [] }
  const { code, message, stack, cause } = thrown as Record<'code' | 'message' | 'stack' | 'cause', unknown>
  return {
    name: thrown.constructor?.name ?? 'Object',
    code: typeof code === 'string' && CODE.test(code) ? code : null,
    ...(thrown instanceof Fault ? { details: thrown.details } : {}),
    stack: framesOf(stack, message),
    ...(cause !== undefined && depth < CAUSES_MAX ? { cause: logError(cause, depth + 1) } : {}),
  }
}

/** Pino serializers of central's logger. A request is logged by method and route pattern: a path may hold an identifier, a query anything. */
export const LOG_SERIALIZERS = {
  err: (thrown: unknown) => logError(thrown),
  error: (thrown: unknown) => logError(thrown),
  req: (request: { method?: unknown; routeOptions?: { url?: unknown } }) => ({
    method: request.method,
    route: request.routeOptions?.url ?? null,
  }),
  res: (reply: { statusCode?: unknown }) => ({ status: reply.statusCode }),
} as const

function framesOf(stack: unknown, message: unknown): readonly string[] {
  if (typeof stack !== 'string') return []
  const bare = typeof message === 'string' && message !== '' ? stack.replace(message, '') : stack
  return (bare.match(FRAME) ?? []).map((line) => line.trim())
}
