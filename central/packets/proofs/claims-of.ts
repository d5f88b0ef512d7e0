import type { PacketContent } from '../../../data/wire/packet.wire.ts'
import type { CitizenClaims } from '../../../flows/base/terms.ts'

type WireClaims = PacketContent['claims']

/** The claims of a person whom the method knows by number, name, birth date and phone; null when the station left one out. */
export function personIn(claims: WireClaims): (WireClaims & CitizenClaims) | null {
  const { idNumber, fullName, birthDate, phone } = claims
  return idNumber && fullName && birthDate && phone
    ? ({ ...claims, idNumber, fullName, birthDate, phone } as WireClaims & CitizenClaims)
    : null
}

/** A person's numbers. The old one counts when the card's QR gave both: nobody takes a stranger's CMND by typing it. */
export function numbersIn(content: PacketContent): readonly string[] {
  const { idNumber, oldIdNumber } = content.claims
  const scanned = content.evidence.some((evidence) => evidence.kind === 'card-qr')
  const numbers = scanned ? [idNumber, oldIdNumber] : [idNumber]
  return [...new Set(numbers.flatMap((number) => number ?? []))]
}
