import { randomUUID } from 'node:crypto'
import type { Secrets } from '../../flows/base/secret.ts'
import type { CitizenClaims } from '../../flows/base/terms.ts'
import type { PacketDraft } from '../../flows/ports/packet.port.ts'

/** Words that no file of the station may hold in the clear. */
export const PLANTED = {
  idNumber: '046204001234',
  fullName: 'Nguyễn Thị Bí Mật',
  phone: '+84982000088',
  password: 'Chim-Se-2026!x',
  passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$plantedhashplantedhash',
} as const

/** Claims of the person whom the planted words describe. */
export const PLANTED_CLAIMS: CitizenClaims = {
  idNumber: PLANTED.idNumber,
  fullName: PLANTED.fullName,
  birthDate: '2004-05-17',
  phone: PLANTED.phone,
}

export function draftOf(secrets: Secrets, over: Partial<PacketDraft> = {}): PacketDraft {
  return {
    packetId: randomUUID(),
    subject: 'citizen',
    method: 'mobile',
    claims: PLANTED_CLAIMS,
    evidence: [
      { kind: 'otp-deferred' },
      { kind: 'pre-check', account: 'none', subscriber: 'match', carrier: 'Viettel' },
    ],
    consent: { termsVersion: '2022-06', language: 'vi' },
    onExisting: 'refuse',
    passwordHash: secrets.keep(PLANTED.passwordHash),
    ...over,
  }
}
