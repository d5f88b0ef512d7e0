import { readFileSync } from 'node:fs'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { Fault } from '../../flows/base/fault.ts'
import { METHODS, SUBJECTS } from '../../flows/base/terms.ts'
import { SIGNING_PROVIDERS } from '../../flows/ports/remote.port.ts'
import { CARRIERS } from '../../flows/rules/carrier.ts'

const FromSandbox = Type.Object({ from: Type.Literal('sandbox') }, { additionalProperties: false })
const StaffAnswer = Type.Object({ code: Type.String(), pin: Type.String() }, { additionalProperties: false })

/**
 * The answers of one registration without a screen, for whatever method: what a method does not ask for is not used. Texts are what a person would type, dates are
 * ISO 8601.
 */
export const Answers = Type.Object(
  {
    subject: Type.Enum([...SUBJECTS]),
    method: Type.Enum([...METHODS]),
    idNumber: Type.Optional(Type.String()),
    fullName: Type.Optional(Type.String()),
    /** YYYY-MM-DD; an unknown day or month is 00. */
    birthDate: Type.Optional(Type.String()),
    insuranceNumber: Type.Optional(Type.String()),
    organisation: Type.Optional(Type.String()),
    taxCode: Type.Optional(Type.String()),
    phone: Type.Optional(Type.String()),
    /** Default: who was given the range the number lies in. */
    carrier: Type.Optional(Type.Enum([...CARRIERS])),
    /** Default: the one this person of the sandbox goes to, else the first. */
    signingProvider: Type.Optional(Type.Enum([...SIGNING_PROVIDERS])),
    email: Type.Optional(Type.String()),
    password: Type.Optional(Type.String()),
    consent: Type.Optional(Type.Boolean()),
    language: Type.Optional(Type.Union([Type.Literal('vi'), Type.Literal('en')])),
    /** The text of a card's QR, in place of the typed number, name and birth date. */
    scan: Type.Optional(Type.String()),
    otp: Type.Optional(Type.Union([FromSandbox, Type.String()])),
    captcha: Type.Optional(FromSandbox),
    /** Of the USB token. From the sandbox: its token too, in place of what is plugged in. */
    pin: Type.Optional(Type.Union([FromSandbox, Type.String()])),
    /** Who confirms on the phone, at the provider's page or in the signing app: the sandbox's person, or nobody. */
    confirm: Type.Optional(Type.Union([FromSandbox, Type.Literal(false)])),
    /** The signing SIM is in this machine's reader: it signs as a token, with `pin`. */
    reader: Type.Optional(Type.Boolean()),
    /** Who serves at an assisted counter, and who confirms as the second. */
    officer: Type.Optional(StaffAnswer),
    confirmer: Type.Optional(StaffAnswer),
    /** The officer stands for what was compared. */
    attest: Type.Optional(Type.Boolean()),
    /** Whether a lower level of an account that is there is raised. Default true. */
    raise: Type.Optional(Type.Boolean()),
    /** Whether it goes on where the station, without the line, finds that there may be an account. Default true. */
    maybe: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type Answers = Static<typeof Answers>

/** Reads answers from a file, or from standard input when the path is "-". Raises ANSWERS_INVALID naming the first thing wrong, never its value. */
export function readAnswers(path: string): Answers {
  const value = withoutNulls(parse(path))
  if (Value.Check(Answers, value)) return value
  const [first] = Value.Errors(Answers, value)
  throw new Fault('ANSWERS_INVALID', { at: first?.instancePath ?? '/', why: first?.message ?? 'shape' })
}

/** A null answer is an answer not given. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, answer]) => answer !== null))
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path === '-' ? 0 : path, 'utf8'))
  } catch (error) {
    throw new Fault('ANSWERS_INVALID', { at: '/', why: 'not readable as JSON' }, error)
  }
}
