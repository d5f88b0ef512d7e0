import { once } from 'node:events'
import type { OutboxGroup, OutboxRow } from '../../data/store/outbox.repo.ts'
import type { Limit } from '../../flows/rules/limits.ts'
import type { CommandOutput } from '../exit.ts'
import { limitRemedy, limitSays } from '../limit-words.ts'
import { waitLeftMs } from '../wire-outbox.ts'
import type { WiredStation } from '../wire-station.ts'
import { noticesAsJson, tellNotices } from './outbox-notices.ts'
import { faultWords, spanWords } from './outbox-words.ts'
import { isAhead, UNPROVEN_MARK, UNPROVEN_NOTE } from './unproven-times.ts'

const PAGE = 500

/** Where a command writes a document too long to be held: gives once there is room for more. */
export type WriteText = (text: string) => Promise<void>

/** Writes to stdout, and waits while whoever reads it is slower. */
export async function writeToStdout(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

/** One waiting packet as `--json` tells it. */
interface WaitingPacket {
  readonly receipt: string
  readonly packetId: string
  readonly state: OutboxRow['state']
  readonly ageSeconds: number
  readonly tries: number
  readonly lastFault: string | null
  readonly lastFaultText: string | null
  readonly triedAt: string | null
  /** Null when it goes with the next run, and while it needs a person. */
  readonly nextTryAt: string | null
  readonly needsPerson: boolean
}

/** A limit that comes near, with what to do. */
function limitLine(limit: Limit): string {
  return `  ${limit.code}: ${limitSays(limit)} ${limitRemedy(limit)}`
}

/** Why nothing has gone, for a person: how many for which reason, then the packets, oldest first, at most `limit`. */
export async function listForPeople(wired: WiredStation, limit: number, output: CommandOutput): Promise<void> {
  const { outbox } = wired.station.repos
  const { waiting, held, oldestSealedAtMs } = outbox.counts()
  tellNotices(wired, output)
  if (waiting + held === 0) return output.text('Không có hồ sơ nào đang chờ.')
  const nowMs = wired.station.time.now()
  const oldest = oldestSealedAtMs === null ? '' : `, lâu nhất ${ageWords(oldestSealedAtMs, nowMs)}`
  output.text(`${waiting + held} hồ sơ đang chờ${oldest}; ${held} hồ sơ cần người xem.`)
  for (const limit of wired.limits()) if (limit.level !== 'none') output.text(limitLine(limit))
  for (const group of outbox.groups()) output.text(groupLine(group, wired))
  let told = 0
  for (const row of rowsOf(wired, limit)) {
    output.text(rowLine(row, wired, nowMs))
    told += 1
  }
  if (told < waiting + held) output.text(`  … còn ${waiting + held - told} hồ sơ nữa (--limit để xem thêm).`)
}

/** The same as one JSON document, written piece by piece: a week without a line may leave 100 000 packets. */
export async function listAsJson(wired: WiredStation, limit: number, write: WriteText): Promise<void> {
  const { outbox } = wired.station.repos
  const groups = outbox.groups().map(({ held, lastFault, count, oldestSequence }) => ({
    needsPerson: held,
    lastFault,
    count,
    oldestReceipt: wired.receiptNumber(oldestSequence),
  }))
  await write(
    `${JSON.stringify({ ...outbox.counts(), limits: wired.limits(), notices: noticesAsJson(wired), groups }).slice(0, -1)},"packets":[`,
  )
  const nowMs = wired.station.time.now()
  let pieces: string[] = []
  let isFirst = true
  const flush = async () => {
    if (pieces.length > 0) await write(`${isFirst ? '' : ','}${pieces.join(',')}`)
    if (pieces.length > 0) isFirst = false
    pieces = []
  }
  for (const row of rowsOf(wired, limit)) {
    pieces.push(JSON.stringify(toWaiting(row, wired, nowMs)))
    if (pieces.length === PAGE) await flush()
  }
  await flush()
  await write(']}\n')
}

/** Rows by key, oldest first, a page at a time: a row that leaves meanwhile hides no other. */
function* rowsOf(wired: WiredStation, limit: number): Generator<OutboxRow> {
  let after = 0
  for (let left = limit; left > 0; ) {
    const page = wired.station.repos.outbox.page(after, Math.min(PAGE, left))
    yield* page
    const last = page.at(-1)
    if (!last) return
    after = last.sequence
    left -= page.length
  }
}

function toWaiting(row: OutboxRow, wired: WiredStation, nowMs: number): WaitingPacket {
  return {
    receipt: wired.receiptNumber(row.sequence),
    packetId: row.packetId,
    state: row.state,
    ageSeconds: Math.max(0, Math.round((nowMs - row.sealedAtMs) / 1_000)),
    tries: row.tries,
    lastFault: row.lastFault,
    lastFaultText: row.lastFault === null ? null : faultWords(row.lastFault),
    triedAt: row.triedAtMs === null ? null : new Date(row.triedAtMs).toISOString(),
    nextTryAt: row.held || waitLeftMs(row) === 0 ? null : new Date(row.nextTryAtMs).toISOString(),
    needsPerson: row.held,
  }
}

/** How often it was tried and what came of the last time. Without a line nothing leaves, which counts as no try of the packet. */
export function triesWords({ state, tries, lastFault }: Pick<OutboxRow, 'state' | 'tries' | 'lastFault'>): string {
  if (lastFault === null && state === 'sent') return 'đã rời máy (mạng hoặc USB), chưa có trả lời'
  if (lastFault === null) return tries === 0 ? 'chưa thử lần nào' : `${tries} lần thử`
  return tries === 0
    ? `chưa gửi được: ${faultWords(lastFault)}`
    : `${tries} lần thử, lần gần nhất: ${faultWords(lastFault)}`
}

/** When it goes, or what a person has to do. */
export function nextWords(row: OutboxRow, receipt: string): string {
  if (row.held) return `cần người xem; gửi lại: motcua outbox release ${receipt}`
  const leftMs = waitLeftMs(row)
  // It may be there: central is asked before it travels again (in-doubt.ts).
  if (leftMs === 0 && row.state === 'sent') return 'có mạng thì máy hỏi trung tâm trước khi gửi lại'
  return leftMs === 0 ? 'gửi ở lượt tới, khi có mạng' : `gửi lại sau ${spanWords(leftMs)}`
}

function groupLine({ held, lastFault, count, oldestSequence }: OutboxGroup, wired: WiredStation): string {
  const why = lastFault === null ? 'chưa thử lần nào' : faultWords(lastFault)
  return `  ${count} hồ sơ: ${why}${held ? ' — cần người xem' : ''}, từ ${wired.receiptNumber(oldestSequence)}`
}

function rowLine(row: OutboxRow, wired: WiredStation, nowMs: number): string {
  const receipt = wired.receiptNumber(row.sequence)
  return `  ${receipt}  ${ageWords(row.sealedAtMs, nowMs)}, ${triesWords(row)}; ${nextWords(row, receipt)}`
}

/** How long it waits; sealed by a clock that was ahead of now, that is not known. */
function ageWords(sealedAtMs: number, nowMs: number): string {
  return isAhead(sealedAtMs, nowMs) ? `${UNPROVEN_MARK} ${UNPROVEN_NOTE}` : spanWords(nowMs - sealedAtMs)
}
