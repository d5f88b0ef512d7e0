import { v7 } from 'uuid'
import type { Secrets } from '../../../flows/base/secret.ts'
import type { PacketDraft } from '../../../flows/ports/packet.port.ts'

/** An Argon2id string as long as real ones (19 MiB, two passes); hashing itself is no part of a save. */
const PASSWORD_HASH = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2E$u1fGm0Yb1T2Jr1cQn0r2oQm3o8w1yqv7n0pX5dYcF2k'
/** An OTP proof of central is a compact JWS of about this length. */
const PROOF_LENGTH = 420

/** Makes the n-th registration by mobile subscriber of a bench: nobody's, of the usual size, each with another ID number and phone. */
export function benchDraft(n: number, secrets: Secrets): PacketDraft {
  const digits = String(n).padStart(6, '0')
  return {
    packetId: v7(),
    subject: 'citizen',
    method: 'mobile',
    claims: {
      idNumber: `046204${digits}`,
      fullName: 'Nguyễn Phượng Hoàng Thị Mẫu',
      birthDate: '2004-02-29',
      phone: `+84971${digits}`,
      email: `mau.${digits}@example.vn`,
      sex: 'female',
      residence: 'Tổ dân phố 5, phường Thuận Hòa, thành phố Huế, tỉnh Thừa Thiên Huế',
    },
    evidence: [
      {
        kind: 'otp',
        challengeId: v7(),
        proof: `${'e'.repeat(40)}.${'p'.repeat(PROOF_LENGTH - 128)}.${'s'.repeat(86)}`,
      },
      { kind: 'pre-check', account: 'none', subscriber: 'match', carrier: 'Viettel' },
      { kind: 'card-qr', issuedOn: '2021-05-31', cancelledIdNumber: null },
    ],
    consent: { termsVersion: '2022-11', language: 'vi' },
    onExisting: 'refuse',
    passwordHash: secrets.keep(PASSWORD_HASH),
  }
}

/** Gives the text that the product would sign for the draft, member for member, so that a floor signs and seals as much. */
export function benchContent(draft: PacketDraft): string {
  const atMs = Date.now()
  return JSON.stringify({
    version: 1,
    packetId: draft.packetId,
    stationId: v7(),
    sequence: 1_000,
    previousHash: 'h'.repeat(43),
    subject: draft.subject,
    method: draft.method,
    claims: draft.claims,
    evidence: draft.evidence,
    consent: { ...draft.consent, atMs },
    passwordHash: PASSWORD_HASH,
    createdAtMs: atMs,
    clock: 'unproven',
  })
}
