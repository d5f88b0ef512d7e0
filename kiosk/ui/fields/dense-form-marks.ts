import type { FieldName } from '../../../flows/base/events.ts'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import { FIELD_SPECS } from '../../../flows/form/field-specs.ts'
import { checkField } from '../../../flows/form/fields.ts'
import type { FormContext } from '../../../flows/form/form.flow.ts'
import { carrierHint } from '../../../flows/rules/carrier.ts'
import { checkPhone } from '../../../flows/rules/phone.ts'
import { taxCodeWarning } from '../../../flows/rules/tax-code-field.ts'
import { cellsOf } from '../draw/cells.ts'
import { answerText } from '../screens/field-words.ts'
import { isFromCard } from '../screens/from-card.ts'
import type { CounterTexts } from '../text/counter-texts.ts'
import type { FieldFlaw } from '../text/vi-counter.ts'
import type { Ui } from '../ui.ts'
import { answerIn, type DenseFormState, isChoice } from './dense-form.reducer.ts'

/** What stands at the end of a field's line. */
export interface FieldMark {
  readonly tone: 'good' | 'bad' | 'quiet'
  readonly text: string
}

/** Why the flow did not take the answer that stands in a field; null where it has not said so, or the answer was changed since. */
export function flawOf(form: FormContext, state: DenseFormState, field: FieldName): FaultCode | null {
  const isUntouched = answerIn(state, field).normalize('NFC') === state.given[field]
  const problem = form.problems.find((each) => each.field === field)
  return isUntouched && problem ? problem.code : null
}

/** Whether the answer is good, how long it is and should be, and where it came from; or briefly why it is not taken. */
export function markOf(
  ui: Ui,
  words: CounterTexts,
  form: FormContext,
  state: DenseFormState,
  field: FieldName,
): FieldMark {
  const { glyphs } = ui.look
  const flaw = flawOf(form, state, field)
  if (flaw) return { tone: 'bad', text: `${glyphs.cross} ${isFlaw(words, flaw) ? words.flaws[flaw] : words.flawOther}` }
  const answer = answerIn(state, field)
  const line = state.lines[field]
  const count = line?.shape.count(line.text) ?? null
  const counted = count ? ` ${count.have}/${count.of}` : ''
  if (answer === '') {
    const isOpen = FIELD_SPECS[field].required
    return { tone: 'quiet', text: isOpen ? `${glyphs.open}${counted}` : `${words.form.optional} ${glyphs.unused}` }
  }
  const isCards = isFromCard({ draft: { ...form.draft, [field]: answer }, card: form.card }, field)
  const from = isCards ? `${ui.texts.field.fromCard} ` : ''
  const good = checkField(field, answer, form.today).ok
  return { tone: good ? 'good' : 'quiet', text: `${from}${good ? glyphs.check : glyphs.open}${counted}` }
}

/** What helps to fill in a field: the answers of a choice, whose range a number lies in. Empty for none. */
export function hintOf(ui: Ui, words: CounterTexts, field: FieldName, answer: string): string {
  if (isChoice(field)) {
    const choices = FIELD_SPECS[field].choices ?? []
    const items = choices.map((choice, at) => `${at + 1} ${answerText(ui, field, choice)}`)
    return wrapItems([...items, `(${words.form.choose})`], ui.area.textColumns - 2)
  }
  if (field === 'taxCode') return taxCodeWarning(answer) ? ui.texts.field.taxCodeWarning : ''
  if (field !== 'phone') return ''
  const phone = checkPhone(answer)
  const carrier = phone.ok ? carrierHint(phone.value) : null
  return carrier ? ui.texts.field.carrier(carrier) : ''
}

/** Items beside each other, in as many lines as they need; none is broken. */
function wrapItems(items: readonly string[], cells: number): string {
  const lines: string[] = []
  for (const item of items) {
    const line = lines.at(-1)
    const longer = line === undefined ? item : `${line}   ${item}`
    if (line !== undefined && cellsOf(longer) <= cells) lines.splice(-1, 1, longer)
    else lines.push(item)
  }
  return lines.join('\n')
}

function isFlaw(words: CounterTexts, code: FaultCode): code is FieldFlaw {
  return Object.hasOwn(words.flaws, code)
}
