import type { KeyObject } from 'node:crypto'
import { compactDecrypt } from 'jose'
import { Compile } from 'typebox/compile'
import { PacketContent } from '../../data/wire/packet.wire.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import { readJws } from '../keys/jws.ts'
import type { PacketRow } from './packet.repo.ts'

const shape = Compile(PacketContent)

export type OpenedPacket =
  | { readonly kind: 'content'; readonly content: PacketContent }
  | { readonly kind: 'refused'; readonly code: FaultCode }

/**
 * Opens a sealed packet and holds its content against its envelope. Refusals: PACKET_UNREADABLE (not sealed to us, or damaged),
 * SIGNATURE_INVALID (not signed by the station that sent it), SHAPE_INVALID, PACKET_INCONSISTENT (content of another packet).
 */
export async function openPacket(
  packet: PacketRow,
  sealingKey: KeyObject,
  stationKey: KeyObject,
): Promise<OpenedPacket> {
  const signed = await decrypt(packet.sealed, sealingKey)
  if (signed === null) return { kind: 'refused', code: 'PACKET_UNREADABLE' }
  const content = readJws(signed, stationKey)
  if (content === null) return { kind: 'refused', code: 'SIGNATURE_INVALID' }
  if (!shape.Check(content)) return { kind: 'refused', code: 'SHAPE_INVALID' }
  const fits =
    content.packetId === packet.packetId &&
    content.stationId === packet.stationId &&
    content.sequence === packet.sequence &&
    content.previousHash === packet.previousHash
  return fits ? { kind: 'content', content } : { kind: 'refused', code: 'PACKET_INCONSISTENT' }
}

async function decrypt(sealed: string, sealingKey: KeyObject): Promise<string | null> {
  try {
    const { plaintext } = await compactDecrypt(sealed, sealingKey, {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    return new TextDecoder().decode(plaintext)
  } catch {
    return null
  }
}
