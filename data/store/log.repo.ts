import { type HybridStamp, stampAt } from '../../flows/base/hybrid-clock.ts'
import { type Move, moveNumbered } from '../packet/packet-life.ts'
import type { Store } from './open-store.ts'

/** One event: what happened, to which packet (by sequence), with facts that are no personal data. */
export interface LogEvent {
  readonly atMs: number
  readonly kind: string
  readonly sequence: number | null
  readonly details: Readonly<Record<string, string | number | boolean | null>> | null
  /** The move of the packet's life that this event is: from, to and on whose word. */
  readonly move?: Move
  /** Why: a fault code or a word; without one a move has the cause that stands in its row of packet-life.ts. */
  readonly cause?: string
  /** The lowest stamp it may get: that of the packet it tells of, or one after the message it came from. */
  readonly notBefore?: HybridStamp
}

export interface LogRow extends Pick<LogEvent, 'atMs' | 'kind' | 'sequence' | 'details'> {
  readonly logId: number
  readonly move: Move | null
  readonly cause: string | null
  /** Null in rows from before stamps were kept. */
  readonly hlc: HybridStamp | null
}

/** The append-only log: the database itself refuses to change or delete a row. Rows are in the order of their hybrid stamps, whatever the clock did. */
export interface LogRepo {
  append(event: LogEvent): void
  /** Rows after `logId` in the order written, at most `limit`. */
  page(afterLogId: number, limit: number): readonly LogRow[]
  /** All that happened to one packet, in the order written. */
  ofPacket(sequence: number): readonly LogRow[]
  /** The newest row's place, time and stamp; null in an empty log. */
  newest(): Pick<LogRow, 'logId' | 'atMs' | 'hlc'> | null
}

export function createLogRepo(store: Store): LogRepo {
  const { db } = store
  // hybrid-clock.ts's tick() in one statement: two processes on one store must not stamp from what the other has overtaken.
  const insert = db.prepare(
    `INSERT INTO log (at_ms, kind, sequence, details, move, cause, hlc) VALUES (?, ?, ?, ?, ?, ?,
       max(?, coalesce((SELECT hlc FROM log ORDER BY log_id DESC LIMIT 1), -1) + 1))`,
  )
  const columns = 'SELECT log_id, at_ms, kind, sequence, details, move, cause, hlc FROM log'
  const page = db.prepare<[number, number], RawRow>(`${columns} WHERE log_id > ? ORDER BY log_id LIMIT ?`)
  const ofPacket = db.prepare<[number], RawRow>(`${columns} WHERE sequence = ? ORDER BY log_id`)
  const newest = db.prepare<[], { logId: number; atMs: number; hlc: number | null }>(
    'SELECT log_id AS logId, at_ms AS atMs, hlc FROM log ORDER BY log_id DESC LIMIT 1',
  )
  return {
    append: ({ atMs, kind, sequence, details, move, cause, notBefore }) =>
      store.read(() => {
        const said = move && cause === move.cause ? undefined : cause
        insert.run(
          atMs,
          kind,
          sequence,
          details === null ? null : JSON.stringify(details),
          move?.move ?? null,
          said ?? null,
          Math.max(stampAt(atMs), notBefore ?? 0),
        )
      }),
    page: (afterLogId, limit) => store.read(() => page.all(afterLogId, limit).map(toRow)),
    ofPacket: (sequence) => store.read(() => ofPacket.all(sequence).map(toRow)),
    newest: () => store.read(() => newest.get() ?? null),
  }
}

interface RawRow {
  log_id: number
  at_ms: number
  kind: string
  sequence: number | null
  details: string | null
  move: number | null
  cause: string | null
  hlc: number | null
}

function toRow(row: RawRow): LogRow {
  const move = row.move === null ? null : moveNumbered(row.move)
  return {
    logId: row.log_id,
    atMs: row.at_ms,
    kind: row.kind,
    sequence: row.sequence,
    details: row.details === null ? null : JSON.parse(row.details),
    move,
    cause: row.cause ?? move?.cause ?? null,
    hlc: row.hlc,
  }
}
