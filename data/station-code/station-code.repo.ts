import type { Store } from '../store/open-store.ts'
import type { CountedTime } from './running-clock.ts'

export type CodeState = 'sending' | 'sent' | 'undelivered' | 'failed' | 'voided' | 'proved'
export type CodeVerdict = 'proved' | 'wrong' | 'expired' | 'spent'

/** One code as the store holds it. `madeAtMs` is on the counted clock (running-clock.ts), the walls are what the station believed the time to be. */
export interface CodeRow {
  readonly challengeId: string
  readonly requestId: string
  readonly phoneMark: Buffer
  readonly codeHmac: Buffer
  readonly state: CodeState
  readonly report: 'delivered' | 'unconfirmed' | null
  readonly start: number
  readonly madeAtMs: number
  readonly sentWallMs: number
  readonly provedWallMs: number | null
  readonly provedClock: 'proven' | 'unproven' | null
}

export interface PhoneTries {
  readonly wrong: number
  readonly firstWrongAtMs: number
  readonly lockedUntilMs: number | null
}

export interface CodeTry {
  readonly verdict: CodeVerdict
  readonly triesLeft: number
}

/** All of it is called within a transaction of the store. */
export interface StationCodeRepo {
  clock(): CountedTime | null
  saveClock(counted: CountedTime): void
  byId(challengeId: string): CodeRow | null
  byRequest(requestId: string): CodeRow | null
  insert(
    row: Pick<CodeRow, 'challengeId' | 'requestId' | 'phoneMark' | 'codeHmac' | 'start' | 'madeAtMs' | 'sentWallMs'>,
  ): void
  remove(challengeId: string): void
  /** Those of the phone since then that were sent or may have been, newest first. */
  sends(phoneMark: Buffer, sinceMs: number): readonly Pick<CodeRow, 'madeAtMs' | 'state'>[]
  /** How many this station sent since then, to anybody. */
  countSends(sinceMs: number): number
  /** Every other code of the phone that could still be typed. */
  voidOthers(phoneMark: Buffer, challengeId: string): void
  /** Of one whose sending is not settled yet; any other stays as it is. */
  settle(challengeId: string, state: 'sent' | 'undelivered' | 'failed', report: CodeRow['report']): void
  setProved(challengeId: string, atWallMs: number, clock: 'proven' | 'unproven'): void
  tries(phoneMark: Buffer): PhoneTries | null
  saveTries(phoneMark: Buffer, tries: PhoneTries): void
  clearTries(phoneMark: Buffer): void
  tryOf(challengeId: string, attemptId: string): CodeTry | null
  insertTry(challengeId: string, attemptId: string, judged: CodeTry): void
  /** What no limit looks at any more. */
  forgetBefore(codesMs: number, triesMs: number): void
}

const COLUMNS = `challenge_id AS challengeId, request_id AS requestId, phone_mark AS phoneMark, code_hmac AS codeHmac, state, report, start,
  made_at_ms AS madeAtMs, sent_wall_ms AS sentWallMs, proved_wall_ms AS provedWallMs, proved_clock AS provedClock`

export function createStationCodeRepo({ db }: Store): StationCodeRepo {
  const clock = db.prepare<[], CountedTime>(
    'SELECT boot, starts, total_ms AS totalMs, counted_at_ms AS countedAtMs FROM station_code_clock',
  )
  const saveClock = db.prepare(
    `INSERT INTO station_code_clock (clock_row, boot, starts, total_ms, counted_at_ms) VALUES (1, ?, ?, ?, ?) ON CONFLICT (clock_row) DO UPDATE
     SET boot = excluded.boot, starts = excluded.starts, total_ms = excluded.total_ms, counted_at_ms = excluded.counted_at_ms`,
  )
  const byId = db.prepare<[string], CodeRow>(`SELECT ${COLUMNS} FROM station_code WHERE challenge_id = ?`)
  const byRequest = db.prepare<[string], CodeRow>(`SELECT ${COLUMNS} FROM station_code WHERE request_id = ?`)
  const insert = db.prepare(
    `INSERT INTO station_code (challenge_id, request_id, phone_mark, code_hmac, state, start, made_at_ms, sent_wall_ms)
     VALUES (?, ?, ?, ?, 'sending', ?, ?, ?)`,
  )
  const remove = db.prepare('DELETE FROM station_code WHERE challenge_id = ?')
  const sends = db.prepare<[Buffer, number], Pick<CodeRow, 'madeAtMs' | 'state'>>(
    `SELECT made_at_ms AS madeAtMs, state FROM station_code WHERE phone_mark = ? AND made_at_ms > ? AND state <> 'failed' ORDER BY made_at_ms DESC`,
  )
  const countSends = db.prepare<[number], { count: number }>(
    "SELECT count(*) AS count FROM station_code WHERE made_at_ms > ? AND state <> 'failed'",
  )
  const voidOthers = db.prepare(
    "UPDATE station_code SET state = 'voided' WHERE phone_mark = ? AND challenge_id <> ? AND state IN ('sending', 'sent')",
  )
  const settle = db.prepare(
    "UPDATE station_code SET state = ?, report = ? WHERE challenge_id = ? AND state = 'sending'",
  )
  const setProved = db.prepare(
    "UPDATE station_code SET state = 'proved', proved_wall_ms = ?, proved_clock = ? WHERE challenge_id = ?",
  )
  const tries = db.prepare<[Buffer], PhoneTries>(
    `SELECT wrong, first_wrong_at_ms AS firstWrongAtMs, locked_until_ms AS lockedUntilMs FROM station_code_phone WHERE phone_mark = ?`,
  )
  const saveTries = db.prepare(
    `INSERT INTO station_code_phone (phone_mark, wrong, first_wrong_at_ms, locked_until_ms) VALUES (?, ?, ?, ?) ON CONFLICT (phone_mark) DO UPDATE
     SET wrong = excluded.wrong, first_wrong_at_ms = excluded.first_wrong_at_ms, locked_until_ms = excluded.locked_until_ms`,
  )
  const clearTries = db.prepare('DELETE FROM station_code_phone WHERE phone_mark = ?')
  const tryOf = db.prepare<[string, string], CodeTry>(
    'SELECT verdict, tries_left AS triesLeft FROM station_code_try WHERE challenge_id = ? AND attempt_id = ?',
  )
  const insertTry = db.prepare(
    'INSERT INTO station_code_try (challenge_id, attempt_id, verdict, tries_left) VALUES (?, ?, ?, ?)',
  )
  const forgetCodes = db.prepare('DELETE FROM station_code WHERE made_at_ms < ?')
  const forgetTries = db.prepare(
    'DELETE FROM station_code_phone WHERE first_wrong_at_ms < ? AND coalesce(locked_until_ms, 0) < ?',
  )
  return {
    clock: () => clock.get() ?? null,
    saveClock: ({ boot, starts, totalMs, countedAtMs }) => void saveClock.run(boot, starts, totalMs, countedAtMs),
    byId: (challengeId) => byId.get(challengeId) ?? null,
    byRequest: (requestId) => byRequest.get(requestId) ?? null,
    insert: (row) =>
      void insert.run(
        row.challengeId,
        row.requestId,
        row.phoneMark,
        row.codeHmac,
        row.start,
        row.madeAtMs,
        Math.round(row.sentWallMs),
      ),
    remove: (challengeId) => void remove.run(challengeId),
    sends: (phoneMark, sinceMs) => sends.all(phoneMark, sinceMs),
    countSends: (sinceMs) => countSends.get(sinceMs)?.count ?? 0,
    voidOthers: (phoneMark, challengeId) => void voidOthers.run(phoneMark, challengeId),
    settle: (challengeId, state, report) => void settle.run(state, report, challengeId),
    setProved: (challengeId, atWallMs, provedClock) =>
      void setProved.run(Math.round(atWallMs), provedClock, challengeId),
    tries: (phoneMark) => tries.get(phoneMark) ?? null,
    saveTries: (phoneMark, { wrong, firstWrongAtMs, lockedUntilMs }) =>
      void saveTries.run(phoneMark, wrong, firstWrongAtMs, lockedUntilMs),
    clearTries: (phoneMark) => void clearTries.run(phoneMark),
    tryOf: (challengeId, attemptId) => tryOf.get(challengeId, attemptId) ?? null,
    insertTry: (challengeId, attemptId, { verdict, triesLeft }) =>
      void insertTry.run(challengeId, attemptId, verdict, triesLeft),
    forgetBefore(codesMs, triesMs) {
      forgetCodes.run(codesMs)
      forgetTries.run(triesMs, triesMs)
    },
  }
}
