import type { FastifyReply, FastifyRequest } from 'fastify'
import { Fault } from '../../flows/base/fault.ts'

/** How much is let in at once. */
export interface AdmissionLimits {
  /** Large bodies under way; two batches at once carry the most, a few more hide the time of their upload. */
  readonly bulk: number
  /** Bytes of bodies under way, large and small, as they will lie in memory. */
  readonly bytes: number
  /** Small requests under way: people stand behind them. */
  readonly small: number
  /** Requests under way that nobody signed before their body came. Whoever lets theirs trickle in keeps out his like alone, not stations. */
  readonly open: number
  /** Statements that wait for a connection, beyond which no more bulk comes in. */
  readonly bulkWaiting: number
  /** The same for small requests. */
  readonly smallWaiting: number
  /** How late the event loop may run before no more bulk comes in. Milliseconds. */
  readonly bulkDelayMs: number
}

/** For one process with the pool of 12 connections. */
export const ADMISSION_DEFAULTS: AdmissionLimits = {
  bulk: 4,
  bytes: 48 * 1_048_576,
  small: 256,
  open: 2,
  bulkWaiting: 64,
  smallWaiting: 512,
  bulkDelayMs: 250,
}

/** A body up to this is one of INTERACTIVE_MAX packets, with a citizen behind it. Sealed packets are 2–6 KB; a chip's files make one of 60. */
export const SMALL_MAX_BYTES = 65_536
/** What a gzip body may become, at most: ciphertext in base64url shrinks to three quarters, names of members to nothing. */
export const INFLATES_TO = 3
/** First come back after this at the earliest, and this much later at most: stations turned away together must not come back together. */
const RETRY_MIN_MS = 1_000
const RETRY_SPREAD_MS = 4_000

/** What the admission is told of the process. */
export interface Pressure {
  /** Statements that wait for a connection. */
  waiting(): number
  /** How late the event loop ran of late. */
  delayMs(): number
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Counted, and turned away while there is too much. */
    readonly admission?: { readonly bodyMaxBytes: number; readonly isOpen?: boolean }
  }
}

export interface Admission {
  /** An onRequest hook: before signature and body are looked at. Raises CENTRAL_BUSY (details.retryAfterMs). */
  readonly hook: (request: FastifyRequest, reply: FastifyReply) => Promise<void>
  readonly underWay: () => {
    readonly bulk: number
    readonly small: number
    readonly open: number
    readonly bytes: number
  }
}

/**
 * Turns requests away while there is more than the process can carry, so that it slows down instead of falling over. Large batches come from sync jobs, which wait; small requests
 * have a citizen behind them and keep a share of their own; so do requests that anybody can send.
 */
export function createAdmission(
  pressure: Pressure,
  limits: AdmissionLimits = ADMISSION_DEFAULTS,
  random: () => number = Math.random,
): Admission {
  const now = { bulk: 0, small: 0, open: 0, bytes: 0 }
  const isFull = (kind: 'bulk' | 'small' | 'open', bytes: number): boolean => {
    const waiting = pressure.waiting()
    if (kind === 'open' && now.open >= limits.open) return true
    if (kind === 'small') return now.small >= limits.small || waiting >= limits.smallWaiting
    return (
      (kind === 'bulk' && now.bulk >= limits.bulk) ||
      // One that is alone is let in whatever its size, or it would never be.
      (now.bulk > 0 && now.bytes + bytes > limits.bytes) ||
      waiting >= limits.bulkWaiting ||
      pressure.delayMs() >= limits.bulkDelayMs
    )
  }
  return {
    async hook(request, reply) {
      const { admission } = request.routeOptions.config
      if (!admission) return
      const bytes = bytesOf(request.headers, admission.bodyMaxBytes)
      const kind = admission.isOpen ? 'open' : bytes <= SMALL_MAX_BYTES ? 'small' : 'bulk'
      if (isFull(kind, bytes)) {
        throw new Fault('CENTRAL_BUSY', { retryAfterMs: RETRY_MIN_MS + Math.floor(random() * RETRY_SPREAD_MS) })
      }
      // What anybody can send takes no room from stations: two bodies of the largest are little beside it.
      const counted = kind === 'open' ? 0 : bytes
      now[kind] += 1
      now.bytes += counted
      reply.raw.once('close', () => {
        now[kind] -= 1
        now.bytes -= counted
      })
    },
    underWay: () => ({ ...now }),
  }
}

/** What the body will take in memory; a length nobody told is the largest. */
function bytesOf(headers: FastifyRequest['headers'], maxBytes: number): number {
  const told = headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : maxBytes
  const plain = headers['content-encoding'] === undefined ? told : told * INFLATES_TO
  return Math.min(maxBytes, Number.isFinite(plain) ? plain : maxBytes)
}
