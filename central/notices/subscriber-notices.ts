import type { Logger } from 'pino'
import type { Clock } from '../../flows/base/clock.ts'
import { toFault } from '../../flows/base/fault.ts'
import type { SmsSender } from '../connectors/sms/sms-sender.ts'
import type { Sql } from '../db/pool.ts'
import { noticeText } from './notice-text.ts'

/** People have just put their phone away; some seconds later is soon enough. */
const EVERY_MS = 2_000
const AT_ONCE = 20
/** A warning a day late still warns. */
const VALIDITY_MS = 86_400_000
/** A sending this old belongs to a process that died in it: it may have been said, and is not said again. */
const LOST_AFTER_MS = 600_000

/** Within the transaction of the decision. A repeat changes nothing. */
export async function insertNotice(
  sql: Sql,
  notice: { readonly packetId: string; readonly phone: string; readonly place: string; readonly atMs: number },
): Promise<void> {
  await sql.query(
    'insert into subscriber_notice (packet_id, phone, place, since_ms) values ($1, $2, $3, $4) on conflict do nothing',
    [notice.packetId, notice.phone, notice.place, notice.atMs],
  )
}

export interface NoticeParts {
  readonly sql: Sql
  readonly sms: Pick<SmsSender, 'send'>
  readonly clock: Clock
  readonly log: Logger
  /** A telephone number people may call; null where there is none. */
  readonly hotline: string | null
}

/** Says what is due, now and then; gives the function that ends it. Best effort: a message that does not go out is not tried again, and holds nothing up. */
export function startSubscriberNotices(parts: NoticeParts): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    running = sayDue(parts)
      .catch((err) => parts.log.warn({ err }, 'subscriber notices'))
      .finally(() => {
        busy = false
      })
  }, EVERY_MS).unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}

/** One round: each notice is taken by one process, which alone says it. Gives how many were said. */
export async function sayDue({ sql, sms, clock, log, hotline }: NoticeParts): Promise<number> {
  const nowMs = clock.now()
  await sql.query(
    "update subscriber_notice set state = 'failed', phone = null where state = 'sending' and since_ms < $1",
    [nowMs - LOST_AFTER_MS],
  )
  const { rows } = await sql.query<{ packetId: string; phone: string; place: string }>(
    `update subscriber_notice set state = 'sending', since_ms = $1 where packet_id in (
       select packet_id from subscriber_notice where state = 'due' order by since_ms limit ${AT_ONCE} for update skip locked
     ) returning packet_id as "packetId", phone, place`,
    [nowMs],
  )
  let said = 0
  for (const { packetId, phone, place } of rows) {
    const state = await sms.send({ phone, text: noticeText(place, hotline), validityMs: VALIDITY_MS }).then(
      () => 'sent',
      (thrown: unknown) => {
        log.warn({ fault: toFault(thrown).code, packetId }, 'subscriber not told')
        return 'failed'
      },
    )
    if (state === 'sent') said += 1
    await sql.query(
      "update subscriber_notice set state = $2, phone = null where packet_id = $1 and state = 'sending'",
      [packetId, state],
    )
  }
  return said
}
