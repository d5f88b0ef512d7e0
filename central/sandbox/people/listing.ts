import { type Static, Type } from 'typebox'
import { METHODS, type Method } from '../../../flows/base/terms.ts'
import { PEOPLE } from './people.ts'
import type { Person } from './person.ts'

const TextOrNull = Type.Union([Type.String(), Type.Null()])
const EndingOrNull = Type.Union([
  Type.Literal('accepted'),
  Type.Literal('refused'),
  Type.Literal('pending'),
  Type.Null(),
])
const AccountLine = Type.Union([Type.Object({ username: Type.String() }), Type.Null()])

/** One line of `motcua sandbox people --json` and of GET /people. Absent values are null, so that every line has the same fields. */
export const PersonLine = Type.Object({
  key: Type.String(),
  subject: Type.Union([Type.Literal('citizen'), Type.Literal('enterprise'), Type.Literal('agency')]),
  idNumber: Type.String({ description: "of an organisation: its representative's" }),
  fullName: Type.String(),
  birthDate: Type.String({ description: 'YYYY-MM-DD; an unknown month or day is 00' }),
  phone: Type.String({ description: 'national form, 0 and nine digits' }),
  email: TextOrNull,
  insuranceNumber: TextOrNull,
  organisation: TextOrNull,
  taxCode: Type.Union([Type.String(), Type.Null()], { description: 'as typed' }),
  situation: Type.String(),
  scan: Type.Union([Type.String(), Type.Null()], { description: 'text of the QR on the card' }),
  token: Type.Union([
    Type.Object({
      label: Type.String({ description: 'of the USB token' }),
      pin: Type.String({ description: '6 to 8 digits' }),
    }),
    Type.Null(),
  ]),
  postAccount: AccountLine,
  vneidAccount: AccountLine,
  signingSim: Type.Boolean({ description: 'the SIM in the phone is asked for a signature; it may be an ordinary one' }),
  remoteProvider: Type.Union([Type.Literal('smartca'), Type.Literal('csc'), Type.Null()]),
  expected: Type.Object(forEachMethod(EndingOrNull), {
    description: 'how each method ends the first time; null when there is nothing to try it with',
  }),
  expectedFault: Type.Union([Type.String(), Type.Null()], { description: 'of mobile' }),
  expectedFaults: Type.Partial(Type.Object(forEachMethod(Type.String()))),
})
export type PersonLine = Static<typeof PersonLine>

/** The people as others see them: what they say and bring, and how it ends, never what the registers hold. */
export function peopleListing(people: readonly Person[] = PEOPLE): PersonLine[] {
  return people.map((one) => ({
    key: one.key,
    subject: one.subject,
    idNumber: one.idNumber,
    fullName: one.fullName,
    birthDate: one.birthDate,
    phone: one.phone,
    email: one.email ?? null,
    insuranceNumber: one.insurance?.number ?? null,
    organisation: one.organisation ?? null,
    taxCode: one.taxCode ?? null,
    situation: one.situation,
    scan: one.card?.qr ?? null,
    token: one.token && { label: one.token.label, pin: one.token.pin },
    postAccount: one.post && { username: one.post.username },
    vneidAccount: one.vneid && { username: one.vneid.username },
    signingSim: one.signingSim !== null,
    remoteProvider: one.remote?.provider ?? null,
    expected: { ...one.expected },
    expectedFault: one.expectedFault ?? null,
    expectedFaults: { ...one.expectedFaults },
  }))
}

function forEachMethod<Shape>(shape: Shape): Record<Method, Shape> {
  return Object.fromEntries(METHODS.map((method) => [method, shape])) as Record<Method, Shape>
}
