import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'

/** A packet as every contestant carries it: of no station, its body letters that do not compress. */
export interface BareBody {
  readonly packetId: string
  readonly sequence: number
  readonly previousHash: string
  readonly hash: string
  readonly sealed: string
}

export function bareBody(sequence: number, sealedBytes: number): BareBody {
  const letters = (bytes: number) =>
    randomBytes(Math.ceil((bytes * 3) / 4))
      .toString('base64url')
      .slice(0, bytes)
  return { packetId: v7(), sequence, previousHash: letters(43), hash: letters(43), sealed: letters(sealedBytes) }
}
