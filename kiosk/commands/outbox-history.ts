import type { LogRow } from '../../data/store/log.repo.ts'
import type { PacketStanding } from '../../data/store/packet.repo.ts'
import { Fault } from '../../flows/base/fault.ts'
import { type CommandOutput, EXIT } from '../exit.ts'
import { CARRIED_BY_STICK } from '../wire-outbox.ts'
import type { WiredStation } from '../wire-station.ts'
import { nextWords, triesWords } from './outbox-list.ts'
import { AUTHORITY_WORDS, causeWords, eventWords, faultWords, momentWords, STATE_WORDS } from './outbox-words.ts'
import { UNPROVEN_MARK, UNPROVEN_NOTE, unprovenTimes } from './unproven-times.ts'

/** The packet of a receipt number of this station. Raises NOT_FOUND. */
export function packetOf(wired: WiredStation, receipt: string): PacketStanding {
  const sequence = Number(/-(\d+)$/.exec(receipt)?.[1] ?? Number.NaN)
  const packet = Number.isSafeInteger(sequence) ? wired.station.repos.packets.bySequence(sequence) : null
  if (!packet || wired.receiptNumber(sequence) !== receipt) throw new Fault('NOT_FOUND', { receipt })
  return packet
}

/** Where the packet of a receipt stands, all its moves with when, why and on whose word, and what central signed. Raises NOT_FOUND. */
export function tellHistory(wired: WiredStation, receipt: string, output: CommandOutput): number {
  const { repos } = wired.station
  const packet = packetOf(wired, receipt)
  const { packetId, sequence, state, authority, ial, reason, carrier, sealedAtMs, stateAtMs, expiresAtMs } = packet
  const events = repos.log.ofPacket(sequence)
  const acknowledgements = repos.acknowledgements.of(sequence)
  const unproven = unprovenTimes(events, acknowledgements)
  const waiting = repos.outbox.bySequence(sequence)
  const isErased = !repos.packets.hasContent(sequence)
  output.json({
    receipt,
    packetId,
    state,
    authority,
    ial,
    reason,
    carrier,
    sealedAt: new Date(sealedAtMs).toISOString(),
    stateAt: new Date(stateAtMs).toISOString(),
    expiresAt: expiresAtMs === null ? null : new Date(expiresAtMs).toISOString(),
    contentErased: isErased,
    waiting: waiting && {
      tries: waiting.tries,
      lastFault: waiting.lastFault,
      lastFaultText: waiting.lastFault === null ? null : faultWords(waiting.lastFault),
      needsPerson: waiting.held,
    },
    history: events.map((event) => toHistory(event, unproven)),
    acknowledgements: acknowledgements.map(({ state, atMs, jws }) => ({
      state,
      at: new Date(atMs).toISOString(),
      jws,
    })),
  })
  output.text(`${receipt}: ${standingWords(state, events, unproven)}${reason ? `: ${faultWords(reason)}` : ''}.`)
  if (state === 'waiting-for-citizen' && expiresAtMs !== null) {
    output.text(`  Công dân quay lại với phiếu và điện thoại trước ${momentWords(expiresAtMs)}.`)
  }
  if (waiting) {
    output.text(`  Còn trong hàng chờ: ${triesWords(waiting)}; ${nextWords(waiting, receipt)}.`)
  }
  if (isErased) output.text('  Nội dung đã xoá theo thời hạn lưu; số hồ sơ và chữ ký của trung tâm vẫn còn.')
  output.text('Quá trình:')
  for (const event of events) {
    const mark = unproven.has(event.logId) ? UNPROVEN_MARK : ' '
    output.text(` ${mark}${momentWords(event.atMs)}  ${eventLine(event)}`)
  }
  if (unproven.size > 0) output.text(`  ${UNPROVEN_MARK} ${UNPROVEN_NOTE}`)
  if (acknowledgements.length > 0) output.text('Trung tâm đã ký:')
  for (const { state: said, atMs } of acknowledgements) output.text(`  ${momentWords(atMs)}  ${wordsOfState(said)}`)
  return EXIT.done
}

/** Where it stands; of one that is away, by which way it left last and when: what was carried by stick is not lost on the line. */
function standingWords(
  state: PacketStanding['state'],
  events: readonly LogRow[],
  unproven: ReadonlySet<number>,
): string {
  const left = events.findLast(({ kind }) => kind === 'packet.sent' || kind === 'packet.exported')
  if (state !== 'sent' || left?.cause !== CARRIED_BY_STICK) return STATE_WORDS[state]
  return `đã mang đi bằng USB lúc ${unproven.has(left.logId) ? UNPROVEN_MARK : ''}${momentWords(left.atMs)}, chờ trả lời của trung tâm`
}

function toHistory({ logId, atMs, kind, move, cause, details, hlc }: LogRow, unproven: ReadonlySet<number>): object {
  return {
    at: new Date(atMs).toISOString(),
    // False where the time is known to be unproven; most events do not say.
    timeProven: unproven.has(logId) ? false : details?.clock === 'proven' ? true : null,
    kind,
    from: move?.from ?? null,
    to: move?.to ?? null,
    authority: move?.authority ?? null,
    cause,
    details,
    hlc,
  }
}

function eventLine({ kind, move, cause }: LogRow): string {
  const why = cause === null ? '' : ` — ${causeWords(cause)}`
  if (move && cause === CARRIED_BY_STICK) return `đã mang đi bằng USB [${AUTHORITY_WORDS[move.authority]}]${why}`
  return move ? `${STATE_WORDS[move.to]} [${AUTHORITY_WORDS[move.authority]}]${why}` : `${eventWords(kind)}${why}`
}

function wordsOfState(state: string): string {
  return state in STATE_WORDS ? STATE_WORDS[state as keyof typeof STATE_WORDS] : state
}
