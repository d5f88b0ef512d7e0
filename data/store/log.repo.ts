import type { Store } from './open-store.ts'

/** One event: what happened, to which packet (by sequence), with facts that are no personal data. */
export interface LogEvent {
  readonly atMs: number
  readonly kind: string
  readonly sequence: number | null
  readonly details: Readonly<Record<string, string | number | boolean | null>> | null
}

export type LogRow = LogEvent & { readonly logId: number }

/** The append-only log: the database itself refuses to change or delete a row. */
export interface LogRepo {
  append(event: LogEvent): void
  /** Rows after `logId` in the order written, at most `limit`. */
  page(afterLogId: number, limit: number): readonly LogRow[]
}

export function createLogRepo(store: Store): LogRepo {
  const insert = store.db.prepare('INSERT INTO log (at_ms, kind, sequence, details) VALUES (?, ?, ?, ?)')
  const select = store.db.prepare<[number, number], RawRow>(
    'SELECT log_id, at_ms, kind, sequence, details FROM log WHERE log_id > ? ORDER BY log_id LIMIT ?',
  )
  return {
    append: (event) =>
      store.read(() => {
        insert.run(
          event.atMs,
          event.kind,
          event.sequence,
          event.details === null ? null : JSON.stringify(event.details),
        )
      }),
    page: (afterLogId, limit) => store.read(() => select.all(afterLogId, limit).map(toRow)),
  }
}

interface RawRow {
  log_id: number
  at_ms: number
  kind: string
  sequence: number | null
  details: string | null
}

function toRow(row: RawRow): LogRow {
  return {
    logId: row.log_id,
    atMs: row.at_ms,
    kind: row.kind,
    sequence: row.sequence,
    details: row.details === null ? null : JSON.parse(row.details),
  }
}
