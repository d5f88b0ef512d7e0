import { randomUUID } from 'node:crypto'
import type { OtpChallengeReply, OtpRequest } from '../../data/wire/otp.wire.ts'
import type { Clock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { OtpSettings } from '../../flows/rules/otp-limits.ts'
import { DAY_MS, HOUR_MS } from '../../flows/rules/otp-limits.ts'
import { otpText } from '../../flows/rules/otp-text.ts'
import { maskPhone } from '../../flows/rules/phone.ts'
import type { SmsSender } from '../connectors/sms/sms-sender.ts'
import type { Database, Sql } from '../db/pool.ts'
import type { Station } from '../stations/station.repo.ts'
import * as repo from './otp.repo.ts'
import { newOtpCode, otpHmac } from './otp-code.ts'

/** A sending older than this belongs to a central that died in it. */
const SENDING_STALE_MS = 30_000

export interface OtpParts {
  readonly database: Database
  readonly sms: SmsSender
  readonly hmacKey: Uint8Array
  readonly settings: OtpSettings
  readonly clock: Clock
}

/** `sharedName`: a code still alive that was asked for under a name with this beginning serves this request too, wherever it was asked for, where it is too soon for another. */
export type RequestOtp = (
  station: Station,
  request: OtpRequest & { readonly sharedName?: string },
) => Promise<OtpChallengeReply>

/**
 * Makes the use case of POST /v1/otp: reserves a challenge within the limits, sends the code, and only then lets it count and voids the
 * earlier ones. Idempotent by requestId; a failed sending costs no try and no place in the limits, and may be asked for again.
 * Raises OTP_TRIES_SPENT, OTP_RESEND_TOO_SOON, OTP_LIMIT_NUMBER, OTP_LIMIT_STATION (details.retryAfterMs), OTP_NOT_SENT.
 */
export function createOtpRequest(parts: OtpParts): RequestOtp {
  const underWay = new Map<string, Promise<OtpChallengeReply>>()
  return async (station, request) => {
    const key = `${station.stationId}:${request.requestId}`
    const same = underWay.get(key)
    if (same) return same
    const answer = send(parts, station, request)
    underWay.set(key, answer)
    try {
      return await answer
    } finally {
      underWay.delete(key)
    }
  }
}

async function send(parts: OtpParts, station: Station, request: Parameters<RequestOtp>[1]): Promise<OtpChallengeReply> {
  const { database, settings, sms } = parts
  const code = newOtpCode()
  const reserved = await database.transaction((sql) => reserve(parts, sql, station, request, code))
  if (reserved.kind === 'repeat') return reserved.reply
  const { challengeId } = reserved.reply
  try {
    const messageId = await sms.send({
      phone: request.phone,
      text: otpText(code, settings.lifetimeMs),
      validityMs: settings.lifetimeMs,
    })
    await database.transaction(async (sql) => {
      await repo.lockPhone(sql, request.phone)
      await repo.markSent(sql, challengeId, request.phone)
    })
    await sms.recordSubmitted(challengeId, messageId)
  } catch (thrown) {
    // With the database away the row stays "sending"; it is put aside when the request comes again.
    await repo.markFailed(database.pool, challengeId).catch(() => undefined)
    throw thrown
  }
  return reserved.reply
}

type Reserved = { readonly kind: 'new' | 'repeat'; readonly reply: OtpChallengeReply }

async function reserve(
  parts: OtpParts,
  sql: Sql,
  station: Station,
  request: Parameters<RequestOtp>[1],
  code: string,
): Promise<Reserved> {
  const { settings } = parts
  const nowMs = parts.clock.now()
  const phone = repo.countingTries(await repo.lockPhone(sql, request.phone), settings, nowMs)
  const triesLeft = settings.triesMax - phone.wrongCount
  const earlier = await repo.findChallengeOfRequest(sql, station.stationId, request.requestId)
  if (earlier) {
    if (earlier.phone !== request.phone) throw new Fault('SHAPE_INVALID', { field: '/requestId', rule: 'other-phone' })
    const kept = await repeatOf(sql, earlier, nowMs)
    if (kept) return { kind: 'repeat', reply: replyOf(kept, settings, nowMs, triesLeft) }
  }
  if (phone.lockedUntilMs !== null) throw new Fault('OTP_TRIES_SPENT', { retryAfterMs: phone.lockedUntilMs - nowMs })
  const sends = await repo.sendsBefore(sql, { phone: request.phone, stationId: station.stationId, nowMs })
  if (isTooSoon(sends, settings, nowMs) && request.sharedName !== undefined) {
    const live = { phone: request.phone, requestPrefix: request.sharedName, nowMs }
    const shared = await repo.handOverChallenge(sql, live, {
      stationId: station.stationId,
      requestId: request.requestId,
    })
    if (shared) return { kind: 'repeat', reply: replyOf(shared, settings, nowMs, triesLeft) }
  }
  checkLimits(sends, settings, nowMs)
  const challengeId = randomUUID()
  const challenge = {
    challengeId,
    stationId: station.stationId,
    phone: request.phone,
    codeHmac: otpHmac(parts.hmacKey, challengeId, code),
    createdAtMs: nowMs,
    expiresAtMs: nowMs + settings.lifetimeMs,
  }
  await repo.insertChallenge(sql, challenge, request.requestId)
  return { kind: 'new', reply: replyOf(challenge, settings, nowMs, triesLeft) }
}

/** The earlier challenge when it stands for the request; null when its sending failed, so that the request is made anew. */
async function repeatOf(sql: Sql, earlier: repo.ChallengeRow, nowMs: number): Promise<repo.ChallengeRow | null> {
  if (earlier.state === 'failed') {
    await repo.removeChallenge(sql, earlier.challengeId)
    return null
  }
  if (earlier.state !== 'sending') return earlier
  if (earlier.createdAtMs + SENDING_STALE_MS > nowMs) throw new Fault('CENTRAL_BUSY')
  await repo.detachRequest(sql, earlier.challengeId)
  return null
}

type Sends = Awaited<ReturnType<typeof repo.sendsBefore>>

/** The cool-down is for a code that may still be on its way; one that was typed back has arrived. The limits count both. */
function isTooSoon({ phoneSends: [newest] }: Sends, settings: OtpSettings, nowMs: number): boolean {
  return newest !== undefined && !newest.proved && newest.at + settings.resendAfterMs > nowMs
}

function checkLimits(sends: Sends, settings: OtpSettings, nowMs: number): void {
  if (isTooSoon(sends, settings, nowMs)) {
    const [newest] = sends.phoneSends
    throw new Fault('OTP_RESEND_TOO_SOON', { retryAfterMs: (newest?.at ?? nowMs) + settings.resendAfterMs - nowMs })
  }
  for (const [limit, withinMs] of [
    [settings.sendsPerWindow, settings.windowMs],
    [settings.sendsPerDay, DAY_MS],
  ] as const) {
    const inside = sends.phoneSends.map(({ at }) => at).filter((at) => at > nowMs - withinMs)
    const oldest = inside[limit - 1]
    if (oldest !== undefined) throw new Fault('OTP_LIMIT_NUMBER', { retryAfterMs: oldest + withinMs - nowMs })
  }
  if (sends.stationSends >= settings.stationSendsPerHour)
    throw new Fault('OTP_LIMIT_STATION', { retryAfterMs: HOUR_MS })
}

function replyOf(
  challenge: {
    readonly challengeId: string
    readonly phone: string
    readonly createdAtMs: number
    readonly expiresAtMs: number
  },
  settings: OtpSettings,
  nowMs: number,
  triesLeft: number,
): OtpChallengeReply {
  return {
    challengeId: challenge.challengeId,
    maskedPhone: maskPhone(challenge.phone),
    lifetimeMs: Math.max(0, challenge.expiresAtMs - nowMs),
    resendAfterMs: Math.max(0, challenge.createdAtMs + settings.resendAfterMs - nowMs),
    triesLeft,
  }
}
