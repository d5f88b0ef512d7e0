import { randomBytes } from 'node:crypto'

/** Where nonces and one-time private keys come from; the worked examples of the specification bring their own. */
export type Random = (sizeBytes: number) => Uint8Array

export const systemRandom: Random = (sizeBytes) => Uint8Array.from(randomBytes(sizeBytes))

/** Big-endian bytes as a number; none is 0. */
export function bigOf(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(bytes).toString('hex')}`)
}
