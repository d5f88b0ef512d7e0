import type { FaultCode } from '../base/fault-codes.ts'
import type { PortraitHandle } from '../base/portraits.ts'
import type { ChipReading } from '../ports/card.port.ts'

/** What a portrait is known by outside the holder of its image. */
export interface PortraitFacts {
  /** Redeems the image once, from the holder of portraits. */
  readonly handle: PortraitHandle
  readonly mediaType: 'image/jpeg' | 'image/jp2'
  /** Lower-case hex. */
  readonly sha256: string
  readonly sizeBytes: number
}

/** A reading of the chip as a flow may hold it: everything but the image of the face. */
export interface ChipFacts extends Omit<ChipReading, 'portrait'> {
  readonly portrait: PortraitFacts | null
}

export type ChipVerdict = Extract<FaultCode, 'CHIP_FORGED' | 'CHIP_COPIED'>

/**
 * What a reading proves against the card, or null when nothing does. Forged: data, signature or signer do not hold (ICAO 9303-11 §5.1); an unchecked
 * chain is no finding. Copied: genuine data on a chip that cannot prove its key (§6); a card that offers no such proof is no finding either.
 */
export function verdictOf(reading: Pick<ChipReading, 'passive' | 'genuine'>): ChipVerdict | null {
  const { hashes, signature, chain } = reading.passive
  if (hashes === 'differ' || signature === 'invalid' || chain === 'untrusted') return 'CHIP_FORGED'
  return reading.genuine === 'failed' ? 'CHIP_COPIED' : null
}
