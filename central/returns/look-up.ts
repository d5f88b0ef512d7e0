import type { ReturnReply, ReturnRequest } from '../../data/wire/return.wire.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { CountQuestion } from '../stations/question-limit.ts'
import type { Station } from '../stations/station.repo.ts'
import { findReturn, findReturnsByNumber, type PrintedNumber, type ReturnRow, stationNumberOf } from './return.repo.ts'
import { type StandingParts, standingOf } from './standing.ts'

/** A citizen types a number twice or three times at the most; numbers of a station follow each other and can be guessed. */
export const TYPED_NUMBERS_MAX = 60

export interface LookUpParts extends StandingParts {
  readonly countQuestion: CountQuestion
  /** Counts numbers typed by hand, which can be guessed. */
  readonly countTyped: CountQuestion
}

/**
 * POST /v1/returns: where the packet of a receipt stands. With the id from the receipt's QR any station is answered, with a number alone an assisted one. A number that does not
 * belong to the id is as unknown as one that nobody has sent: nothing can be tried out on it.
 * Raises RECEIPT_UNKNOWN (details.reason `ambiguous` where a number was given out twice and the QR has to tell), NOT_ALLOWED, RATE_LIMITED.
 */
export async function lookUp(parts: LookUpParts, station: Station, request: ReturnRequest): Promise<ReturnReply> {
  const printed = numberIn(request.receiptNumber)
  if (request.packetId === null) {
    if (station.kind !== 'assisted') throw new Fault('NOT_ALLOWED', { reason: 'receipt-number' })
    await parts.countTyped(station)
    return standingOf(parts, await onlyOne(parts, printed))
  }
  await parts.countQuestion(station)
  const row = await findReturn(parts.database.pool, request.packetId)
  const isTheirs =
    row !== null &&
    row.sequence === printed.sequence &&
    (await stationNumberOf(parts.database.pool, row.stationId)) === printed.stationNumber
  if (!isTheirs) throw new Fault('RECEIPT_UNKNOWN')
  return standingOf(parts, row)
}

/** One packet under the number: the only one, or the only one that waits for its citizen. */
async function onlyOne({ database }: LookUpParts, printed: PrintedNumber): Promise<ReturnRow> {
  const rows = await findReturnsByNumber(database.pool, printed)
  const waiting = rows.filter((row) => row.decided === null && row.expiresAtMs !== null)
  const [found, ...others] = rows.length > 1 ? waiting : rows
  if (!found && rows.length === 0) throw new Fault('RECEIPT_UNKNOWN')
  if (!found || others.length > 0) throw new Fault('RECEIPT_UNKNOWN', { reason: 'ambiguous' })
  return found
}

/** K0007-000123 in its two numbers. */
function numberIn(receiptNumber: string): PrintedNumber {
  const [, station = '', sequence = ''] = /^K(\d+)-(\d+)$/.exec(receiptNumber) ?? []
  return { stationNumber: Number(station), sequence: Number(sequence) }
}
