import type { ReturnReply } from '../../data/wire/return.wire.ts'
import { Fault } from '../../flows/base/fault.ts'
import { maskPhone } from '../../flows/rules/phone.ts'
import type { CentralKeys } from '../keys/central-keys.ts'
import { openPacket } from '../packets/open-packet.ts'
import type { PacketRow } from '../packets/packet.repo.ts'
import type { StationDirectory } from '../stations/station.repo.ts'
import { type ExpireParts, expirePacket } from './expire.ts'
import { findReturn, type ReturnRow } from './return.repo.ts'

export interface StandingParts extends ExpireParts {
  readonly keys: Pick<CentralKeys, 'sealing'>
  readonly directory: StationDirectory
}

/** Opens a packet that was opened before, when it was decided to wait. Raises INTERNAL when that cannot be done any more. */
export async function contentOf(parts: Pick<StandingParts, 'keys' | 'directory'>, packet: PacketRow) {
  const station = await parts.directory.byId(packet.stationId)
  if (!station) throw new Fault('INTERNAL', { reason: 'station' })
  const opened = await openPacket(packet, parts.keys.sealing.privateKey, station.publicKey)
  if (opened.kind === 'refused') throw new Fault('INTERNAL', { reason: opened.code })
  return opened.content
}

/**
 * Where a packet stands, for whoever came with its receipt. One whose time is over is refused here and now: nobody is told to wait for a sweep. Of the person nothing is told but
 * the masked phone.
 */
export async function standingOf(parts: StandingParts, row: ReturnRow): Promise<ReturnReply> {
  const serverTimeMs = parts.clock.now()
  const { packetId, decided, ial, reason, carrier, expiresAtMs } = row
  if (decided !== null) return { kind: 'standing', packetId, state: decided, ial, reason, carrier, serverTimeMs }
  if (expiresAtMs === null || row.isProved) {
    // Between the proof and central's first look at it nothing is waited for that could be told.
    const waitsFor = row.waitsFor === 'OTP_DEFERRED' ? null : row.waitsFor
    return { kind: 'standing', packetId, state: 'verifying', ial: null, reason: waitsFor, carrier: null, serverTimeMs }
  }
  if (expiresAtMs <= serverTimeMs) {
    await expirePacket(parts, packetId)
    const now = await findReturn(parts.database.pool, packetId)
    // A proof that was first stands now.
    if (now && (now.decided !== null || now.isProved)) return standingOf(parts, now)
  }
  const { subject, method, claims } = await contentOf(parts, row)
  const maskedPhone = maskPhone(claims.phone ?? '')
  return { kind: 'waiting', packetId, subject, method, maskedPhone, expiresAtMs, serverTimeMs }
}
