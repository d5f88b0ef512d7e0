import { type Static, Type } from 'typebox'
import { PEOPLE } from './people.ts'
import type { Person } from './person.ts'

/** One line of `motcua sandbox people --json` and of GET /people. Absent values are null, so that every line has the same fields. */
export const PersonLine = Type.Object({
  key: Type.String(),
  subject: Type.String(),
  idNumber: Type.String(),
  fullName: Type.String(),
  birthDate: Type.String({ description: 'YYYY-MM-DD; an unknown month or day is 00' }),
  phone: Type.String({ description: 'national form, 0 and nine digits' }),
  email: Type.Union([Type.String(), Type.Null()]),
  situation: Type.String(),
  scan: Type.Union([Type.String(), Type.Null()], { description: 'text of the QR on the card' }),
  expected: Type.Object({
    mobile: Type.Union([Type.Literal('accepted'), Type.Literal('refused'), Type.Literal('pending')]),
  }),
  expectedFault: Type.Union([Type.String(), Type.Null()]),
})
export type PersonLine = Static<typeof PersonLine>

/** The people as others see them: what they say and how it ends, never what the registers hold. */
export function peopleListing(people: readonly Person[] = PEOPLE): PersonLine[] {
  return people.map((one) => ({
    key: one.key,
    subject: one.subject,
    idNumber: one.idNumber,
    fullName: one.fullName,
    birthDate: one.birthDate,
    phone: one.phone,
    email: one.email ?? null,
    situation: one.situation,
    scan: one.card?.qr ?? null,
    expected: { mobile: one.expected.mobile },
    expectedFault: one.expectedFault ?? null,
  }))
}
