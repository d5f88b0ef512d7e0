import type { CallBackReply } from '../../data/wire/return.wire.ts'
import { Fault, toFault } from '../../flows/base/fault.ts'
import type { CountQuestion } from '../stations/question-limit.ts'
import type { Station } from '../stations/station.repo.ts'
import { type CallBackRow, callBacksOf } from './return.repo.ts'
import { contentOf, type StandingParts } from './standing.ts'

/** As many as an officer calls in days; the soonest expiries are among them. */
export const CALL_BACKS_MAX = 200
/** Packets opened side by side: each costs a key agreement on the one processor. */
const OPEN_AT_ONCE = 8

type CallBack = CallBackReply['callBacks'][number]

/**
 * GET /v1/call-backs: whose citizens of this station must come back, soonest expiry first. Packets are opened for the question alone and nothing of them is written anywhere. Raises
 * NOT_ALLOWED at a machine that people use by themselves, RATE_LIMITED.
 */
export async function callBacks(
  parts: StandingParts & { readonly countQuestion: CountQuestion },
  station: Station,
): Promise<CallBackReply> {
  if (station.kind !== 'assisted') throw new Fault('NOT_ALLOWED')
  await parts.countQuestion(station)
  const serverTimeMs = parts.clock.now()
  const rows = await callBacksOf(parts.database.pool, station.stationId, serverTimeMs, CALL_BACKS_MAX)
  const found: (CallBack | null)[] = []
  for (let at = 0; at < rows.length; at += OPEN_AT_ONCE) {
    found.push(...(await Promise.all(rows.slice(at, at + OPEN_AT_ONCE).map((row) => callBackOf(parts, row)))))
  }
  return { callBacks: found.filter((one) => one !== null), serverTimeMs }
}

/** Null for a packet that names nobody to call. */
async function callBackOf(parts: StandingParts, row: CallBackRow): Promise<CallBack | null> {
  const content = await contentOf(parts, row).catch((thrown: unknown) => {
    // One that cannot be opened any more keeps no officer from calling the others.
    if (toFault(thrown).code === 'INTERNAL') return null
    throw thrown
  })
  if (!content) return null
  const { claims, method } = content
  const { fullName, phone } = claims
  if (fullName === undefined || phone === undefined) return null
  const { packetId, sequence, sinceMs, expiresAtMs } = row
  return { packetId, sequence, fullName, phone, method, sinceMs, expiresAtMs }
}
