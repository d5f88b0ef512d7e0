import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { FastifyRequest } from 'fastify'
import { Fault } from '../../flows/base/fault.ts'
import { INFLATES_TO } from './admission.ts'

const inflate = promisify(gunzip)

/** A packet or two beside the names of members, which shrink to nothing. */
const SLACK_BYTES = 65_536

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Bodies may come with content-encoding gzip; the route's body limit counts the inflated bytes too. */
    readonly takesGzip?: boolean
  }
}

/**
 * Keeps the bytes as they came for the digest and parses them as JSON in UTF-8, inflated first where the route takes gzip, to no more than was let in (admission.ts). Keys that would reach into an object's prototype are
 * refused. Raises BODY_MALFORMED; BODY_TOO_LARGE for one that inflates past the route's limit, without inflating the rest.
 */
export async function readJsonBody(request: FastifyRequest, body: Buffer | string): Promise<unknown> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  request.rawBody = bytes
  if (bytes.length === 0) throw new Fault('BODY_MALFORMED', { reason: 'empty' })
  const text = decode(await plain(request, bytes))
  if (REACHES_PROTOTYPE.test(text)) throw new Fault('BODY_MALFORMED', { reason: 'prototype' })
  try {
    return JSON.parse(text)
  } catch {
    throw new Fault('BODY_MALFORMED', { reason: 'json' })
  }
}

async function plain(request: FastifyRequest, bytes: Buffer): Promise<Buffer> {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding === 'identity') return bytes
  const { config, bodyLimit } = request.routeOptions
  if (encoding !== 'gzip' || !config.takesGzip) throw new Fault('BODY_MALFORMED', { reason: 'encoding' })
  try {
    return await inflate(bytes, { maxOutputLength: Math.min(bodyLimit, bytes.length * INFLATES_TO + SLACK_BYTES) })
  } catch (error) {
    const isTooLarge = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE'
    throw isTooLarge ? new Fault('BODY_TOO_LARGE') : new Fault('BODY_MALFORMED', { reason: 'gzip' })
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
