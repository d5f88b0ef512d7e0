import type { FastifyRequest } from 'fastify'
import { Fault } from '../../flows/base/fault.ts'

/**
 * Keeps the bytes for the digest and parses them as JSON in UTF-8. Keys that would reach into an object's prototype are refused.
 * Raises BODY_MALFORMED.
 */
export async function readJsonBody(request: FastifyRequest, body: Buffer | string): Promise<unknown> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  request.rawBody = bytes
  if (bytes.length === 0) throw new Fault('BODY_MALFORMED', { reason: 'empty' })
  const text = decode(bytes)
  if (REACHES_PROTOTYPE.test(text)) throw new Fault('BODY_MALFORMED', { reason: 'prototype' })
  try {
    return JSON.parse(text)
  } catch {
    throw new Fault('BODY_MALFORMED', { reason: 'json' })
  }
}

/** Also in its escaped spellings: an escape inside these words has no honest use. */
const REACHES_PROTOTYPE =
  /"(?:_|\\u005[fF]){2}(?:p|\\u0070)(?:r|\\u0072)(?:o|\\u006[fF])(?:t|\\u0074)(?:o|\\u006[fF])(?:_|\\u005[fF]){2}"\s*:/

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Fault('BODY_MALFORMED', { reason: 'utf-8' })
  }
}
