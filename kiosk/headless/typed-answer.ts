import type { FieldName } from '../../flows/base/events.ts'
import { SIGNING_PROVIDERS } from '../../flows/ports/remote.port.ts'
import { checkIsoBirthDate, formatBirthDate } from '../../flows/rules/birth-date.ts'
import { carrierHint } from '../../flows/rules/carrier.ts'
import { accepted, type Checked } from '../../flows/rules/field.ts'
import { checkPhone } from '../../flows/rules/phone.ts'
import type { Answers } from './answers.ts'

/**
 * What a person would type into this field: an answer that is given wins, what stands there stays, nothing is an empty answer. Not good only for a birth date that no
 * calendar has, which cannot be typed as a date at all. `today` is YYYY-MM-DD.
 */
export function typedAnswer(
  field: FieldName,
  answers: Answers,
  { draft, today }: { readonly draft: Readonly<Record<FieldName, string>>; readonly today: string },
): Checked<string> {
  const given = givenAnswer(field, answers)
  if (given === undefined) return accepted(draft[field])
  if (field !== 'birthDate') return accepted(given)
  const checked = checkIsoBirthDate(given, today)
  return checked.ok ? accepted(formatBirthDate(checked.value)) : checked
}

function givenAnswer(field: FieldName, answers: Answers): string | undefined {
  switch (field) {
    case 'carrier':
      return answers.carrier ?? carrierOf(answers.phone ?? '')
    case 'signingProvider':
      return answers.signingProvider ?? SIGNING_PROVIDERS[0]
    default:
      return answers[field]
  }
}

function carrierOf(phone: string): string | undefined {
  const checked = checkPhone(phone)
  return checked.ok ? (carrierHint(checked.value) ?? undefined) : undefined
}
