import type { FindingKind } from '../wire/holding.wire.ts'
import type { Store } from './open-store.ts'

/** What central noticed, as it told it. */
export interface NewNotice {
  readonly cursor: number
  readonly kind: FindingKind
  readonly sequence: number
  readonly foundAtMs: number
  readonly resolvedAtMs: number | null
  readonly details: Readonly<Record<string, string | number | boolean | null>>
}

export interface NoticeRow extends NewNotice {
  readonly seenAtMs: number | null
}

/** What central noticed about this station's packets. */
export interface NoticeRepo {
  /** Keeps one; a resolution closes the notice it speaks of. Gives false for one that was kept before. Called inside a transaction. */
  keep(notice: NewNotice): boolean
  /** What nobody has looked at and has not resolved by itself, oldest first. */
  open(): readonly NoticeRow[]
  countOpen(): number
  /** An officer has looked at it: it is open no more. */
  seen(cursor: number, atMs: number): void
}

const OPEN = 'resolved_at_ms IS NULL AND seen_at_ms IS NULL'

export function createNoticeRepo(store: Store): NoticeRepo {
  const close = store.db.prepare(
    'UPDATE notice SET cursor = ?, resolved_at_ms = ? WHERE kind = ? AND sequence = ? AND found_at_ms = ? AND resolved_at_ms IS NULL',
  )
  const insert = store.db.prepare(
    `INSERT INTO notice (cursor, kind, sequence, found_at_ms, resolved_at_ms, details) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  )
  const select = store.db.prepare<[], RawRow>(
    `SELECT cursor, kind, sequence, found_at_ms AS foundAtMs, resolved_at_ms AS resolvedAtMs, seen_at_ms AS seenAtMs, details
     FROM notice WHERE ${OPEN} ORDER BY cursor`,
  )
  const count = store.db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM notice WHERE ${OPEN}`)
  const markSeen = store.db.prepare('UPDATE notice SET seen_at_ms = ? WHERE cursor = ? AND seen_at_ms IS NULL')
  return {
    keep: ({ cursor, kind, sequence, foundAtMs, resolvedAtMs, details }) =>
      store.read(() => {
        if (resolvedAtMs !== null && close.run(cursor, resolvedAtMs, kind, sequence, foundAtMs).changes > 0) return true
        return insert.run(cursor, kind, sequence, foundAtMs, resolvedAtMs, JSON.stringify(details)).changes > 0
      }),
    open: () => store.read(() => select.all().map((row) => ({ ...row, details: JSON.parse(row.details) }))),
    countOpen: () => store.read(() => count.get()?.n ?? 0),
    seen: (cursor, atMs) => store.read(() => void markSeen.run(atMs, cursor)),
  }
}

type RawRow = Omit<NoticeRow, 'details'> & { readonly details: string }
