import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Clock } from '../../flows/base/clock.ts'
import { type Fault, toFault } from '../../flows/base/fault.ts'
import { messageKeys } from '../connectors/sms/message-id.ts'
import type { SmsSender } from '../connectors/sms/sms-sender.ts'
import type { Database, Sql } from '../db/pool.ts'
import { writeFindings } from '../packets/station-finding.repo.ts'
import {
  type NoticeTry,
  noteFailed,
  noteNextTry,
  noteReports,
  noteSent,
  takeDueNotices,
  type Untold,
} from './notice.repo.ts'
import { noticeText } from './notice-text.ts'

/** People have just put their phone away; some seconds later is soon enough. */
const EVERY_MS = 2_000
/** Reports come seconds to hours after the message. */
const REPORTS_EVERY_MS = 60_000
const AT_ONCE = 20
/** Nobody stands there and waits. An answer that came later would be lost, and the message told again. */
const SEND_WITHIN_MS = 60_000
/** Longer than a sending and the writing down of its outcome can take. */
export const NOTICE_LEASE_MS = 300_000
/** Soon first (a centre restarts in seconds); the last one repeats. */
const PAUSES_MS = [60_000, 300_000, 900_000, 3_600_000, 10_800_000, 21_600_000] as const
/** The last try is made this long after the account was opened. */
export const TELL_WITHIN_MS = 86_400_000
/** A warning a day late still warns. */
const VALIDITY_MS = 86_400_000
/** Of a message that went out, this is tried again before anything else: it must not go out twice. */
const WRITE_AGAIN_MS = [200, 1_000, 3_000] as const
/** A central that stops does not wait for a silent centre: what is under way is told again when its lease is over. */
const STOP_WITHIN_MS = 3_000
/**
 * What a centre says of the number or the message itself, and will say again (SMPP 3.4 §5.1.3): invalid destination, its type or plan, permanent application error, rejected. Any other
 * refusal may be the centre's trouble, or ours, and mended within the day.
 */
const PERMANENT_STATUSES: ReadonlySet<unknown> = new Set([0x0b, 0x50, 0x51, 0x65, 0x66])

export interface NoticeParts {
  readonly database: Database
  readonly sms: Pick<SmsSender, 'send'>
  readonly clock: Clock
  readonly log: Logger
  /** A telephone number people may call; null where there is none. */
  readonly hotline: string | null
  /** How long the centre may take to answer. Milliseconds, default one minute. */
  readonly withinMs?: number
}

/**
 * Tells subscribers of accounts that were opened on the word of a station's own codes, now and then; gives the function that ends it. What is to be told stands in the database: several
 * centrals may do so at once.
 */
export function startSubscriberNotices(parts: NoticeParts): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  let busy = false
  const guarded = (work: () => Promise<unknown>) => () => {
    if (busy) return
    busy = true
    running = work()
      .catch((err) => parts.log.warn({ err }, 'subscriber notices'))
      .finally(() => {
        busy = false
      })
  }
  const timers = [
    setInterval(
      guarded(() => sayDue(parts)),
      EVERY_MS,
    ).unref(),
    setInterval(
      guarded(() => readReports(parts)),
      REPORTS_EVERY_MS,
    ).unref(),
  ]
  return async () => {
    for (const timer of timers) clearInterval(timer)
    await Promise.race([running, delay(STOP_WITHIN_MS, undefined, { ref: false })])
  }
}

/** One round: each notice that is due is taken by one process, which alone says it. Gives how many were said. */
export async function sayDue(parts: NoticeParts): Promise<number> {
  const nowMs = parts.clock.now()
  const due = await takeDueNotices(parts.database.pool, nowMs, nowMs + NOTICE_LEASE_MS, AT_ONCE)
  const said = await Promise.all(due.map((notice) => say(parts, notice)))
  return said.filter(Boolean).length
}

/** Gives whether the centre took it. */
async function say(parts: NoticeParts, notice: NoticeTry): Promise<boolean> {
  const { database, sms, clock, log, hotline, withinMs = SEND_WITHIN_MS } = parts
  const { packetId, phone, place, sinceMs, tries } = notice
  const text = noticeText(place, hotline)
  const sent = await sms
    .send({ phone, text, validityMs: VALIDITY_MS, withinMs })
    .catch((thrown: unknown) => toFault(thrown))
  if (typeof sent === 'string') {
    await surely(() => noteSent(database.pool, notice, sent === '' ? [] : messageKeys(sent)))
    return true
  }
  const reason = reasonOf(sent)
  const lastAtMs = sinceMs + TELL_WITHIN_MS
  const nowMs = clock.now()
  if (PERMANENT_STATUSES.has(sent.details.status) || nowMs >= lastAtMs) {
    log.warn({ packetId, tries, reason }, 'subscriber not told')
    await database.transaction(async (sql) => find(sql, await noteFailed(sql, notice, reason), nowMs))
    return false
  }
  log.info({ packetId, tries, reason }, 'subscriber to be told later')
  const pauseMs = PAUSES_MS[Math.min(tries, PAUSES_MS.length) - 1] ?? EVERY_MS
  await noteNextTry(database.pool, notice, { atMs: Math.min(nowMs + pauseMs, lastAtMs), reason })
  return false
}

/** Notes which messages the carriers report as read by nobody: the number may be dead or blocked, and saying it again would not help. Gives how many. */
export async function readReports({ database, clock, log }: NoticeParts): Promise<number> {
  const nowMs = clock.now()
  const untold = await database.transaction(async (sql) => {
    const found = await noteReports(sql, nowMs)
    await find(sql, found, nowMs)
    return found
  })
  for (const { packetId, reason } of untold) log.warn({ packetId, reason }, 'subscriber not told')
  return untold.length
}

/** Staff of the station that took the registration see that its subscriber was not told. */
async function find(sql: Sql, untold: readonly Untold[], nowMs: number): Promise<void> {
  const findings = untold.map(({ stationId, sequence, packetId, reason }) => ({
    stationId,
    kind: 'not-told' as const,
    sequence,
    about: packetId,
    details: { reason },
  }))
  await writeFindings(sql, findings, nowMs)
}

function reasonOf({ code, details }: Fault): string {
  if (details.reason === 'status') return `status ${String(details.status ?? '')}`.trim()
  return details.reason === 'line' ? 'line' : code
}

/** A database that is away for a moment must not cost a second message. */
async function surely(write: () => Promise<void>): Promise<void> {
  for (const waitMs of WRITE_AGAIN_MS) {
    try {
      return await write()
    } catch {
      await delay(waitMs)
    }
  }
  await write()
}
