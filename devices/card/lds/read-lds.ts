import type { ChipDetails, ChipReading, PassiveAuthentication } from '../../../flows/ports/card.port.ts'
import { invalidFile } from './ber.ts'
import { checkChain } from './check-chain.ts'
import { readDg1 } from './dg1.ts'
import { readDg2 } from './dg2.ts'
import { readDg13 } from './dg13.ts'
import { digestOf, readSecurityObject, type SecurityObject, sameBytes } from './security-object.ts'

export interface CheckedChip {
  /** The 90 characters of DG1. */
  readonly mrz: string
  readonly details: ChipDetails | null
  readonly portrait: ChipReading['portrait']
  readonly passive: PassiveAuthentication
}

/**
 * Reads and checks the files of a citizen card's chip: `files` by data group number (1 is required), `sod` EF.SOD as read, `anchors` the installed CSCA
 * certificates (DER), `at` the moment certificates must be valid. Passive authentication is ICAO 9303-11 §5.1. A forged file or unknown signer is a value
 * in `passive`; a file that cannot be read raises CHIP_FILE_INVALID, with the name of the file and a reason.
 * `hashes` differ too when a group read is not in the SOD, and when the SOD has keys against copying (DG14, DG15) that the chip does not show: a copy
 * would leave them out, since EF.COM, which lists them, is not signed.
 */
export async function checkChip(
  files: ReadonlyMap<number, Uint8Array>,
  sod: Uint8Array,
  anchors: readonly Uint8Array[],
  at: Date = new Date(),
): Promise<CheckedChip> {
  const dg1 = files.get(1)
  const dg2 = files.get(2)
  const dg13 = files.get(13)
  if (!dg1) throw invalidFile('DG1', 'missing')
  const security = readSecurityObject(sod)
  const passive: PassiveAuthentication = {
    hashes: hashesMatch(files, security) ? 'match' : 'differ',
    signature: security.signature,
    chain: checkChain(security.signer, anchors, at),
  }
  return {
    mrz: readDg1(dg1),
    details: dg13 ? readDg13(dg13) : null,
    portrait: dg2 ? readDg2(dg2) : null,
    passive,
  }
}

/** Groups that a genuine chip always shows when its issuer signed them. */
const NEVER_HIDDEN = [14, 15]

function hashesMatch(files: ReadonlyMap<number, Uint8Array>, { hash, hashes }: SecurityObject): boolean {
  const shown = NEVER_HIDDEN.every((number) => !hashes.has(number) || files.has(number))
  return (
    shown &&
    [...files].every(([number, bytes]) => {
      const signed = hashes.get(number)
      return signed !== undefined && sameBytes(signed, digestOf(hash, bytes))
    })
  )
}
