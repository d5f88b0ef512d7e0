import { type OtpChallengeReply, RETURN_REQUEST } from '../../data/wire/otp.wire.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { RequestOtp } from '../otp/otp-request.ts'
import type { Station } from '../stations/station.repo.ts'
import { findReturn } from './return.repo.ts'
import { contentOf, type StandingParts, standingOf } from './standing.ts'

/** The name under which codes for one packet are asked for: the proof of such a code serves that packet alone. */
export function returnRequestPrefix(packetId: string): string {
  return `${RETURN_REQUEST}${packetId}:`
}

/**
 * POST /v1/returns/:packetId/otp: sends a code to the phone inside the packet, which the station never sees. The challenge belongs to the station the citizen came to; limits and
 * cool-down are those of every code. Whoever comes again before the cool-down is over, at this station or another, goes on with the code that is on the phone: it is typed back there.
 * Idempotent by requestId.
 * Raises RECEIPT_UNKNOWN, PACKET_WAIT_EXPIRED (it waits for no code any more: ask where it stands), and the faults of asking for a code.
 */
export async function sendReturnCode(
  parts: StandingParts & { readonly requestOtp: RequestOtp },
  station: Station,
  packetId: string,
  requestId: string,
): Promise<OtpChallengeReply> {
  const row = await findReturn(parts.database.pool, packetId)
  if (!row) throw new Fault('RECEIPT_UNKNOWN')
  const standing = await standingOf(parts, row)
  if (standing.kind !== 'waiting') throw new Fault('PACKET_WAIT_EXPIRED', { state: standing.state })
  const { claims } = await contentOf(parts, row)
  if (claims.phone === undefined) throw new Fault('PACKET_WAIT_EXPIRED', { state: 'phone' })
  const sharedName = returnRequestPrefix(packetId)
  return parts.requestOtp(station, { requestId: `${sharedName}${requestId}`, phone: claims.phone, sharedName })
}
