import { Box } from 'ink'
import { useCallback } from 'react'
import type { FieldName } from '../../../flows/base/events.ts'
import { checkField, EMPTY_DRAFT } from '../../../flows/form/fields.ts'
import { carrierHint } from '../../../flows/rules/carrier.ts'
import { checkPhone } from '../../../flows/rules/phone.ts'
import { taxCodeWarning } from '../../../flows/rules/tax-code-field.ts'
import { type ChoiceField, FIELD_SHAPES } from '../fields/field-shape.ts'
import type { AfterSubmit } from '../fields/text-field.keys.ts'
import { TextField } from '../fields/text-field.view.tsx'
import { Page } from '../frame/page.view.tsx'
import { Problem } from '../frame/problem.view.tsx'
import { stepOf } from '../frame/steps.ts'
import type { Texts } from '../text/texts.ts'
import type { ScreenProps } from '../ui.ts'
import { ChoiceFieldMenu, isChoiceField } from './choice-field.view.tsx'
import { fieldExtras, largeRowsOf } from './field-room.ts'
import { whyOf } from './field-words.ts'
import { isFromCard } from './from-card.ts'

/** One field of the form: question, a sentence why, the answer, what is not right with it. */
export function FieldScreen({ view, ui }: ScreenProps) {
  const field: FieldName = view.form?.field ?? 'idNumber'
  const problem = view.form?.problem?.field === field ? view.form.problem.code : null
  const composes = !isChoiceField(field) && FIELD_SHAPES[field].composes
  return (
    <Page
      ui={ui}
      step={stepOf(view)}
      question={ui.texts.fields[field].question}
      why={whyOf(view, ui, field)}
      extras={fieldExtras(ui, composes === true)}
    >
      {isChoiceField(field) ? (
        <ChoiceFieldMenu ui={ui} field={field} answer={view.form?.draft[field] ?? ''} />
      ) : (
        <TypedField view={view} ui={ui} field={field} hasProblem={problem !== null} />
      )}
      <Box marginTop={1}>
        <Problem ui={ui} code={problem} />
      </Box>
    </Page>
  )
}

interface TypedFieldProps extends ScreenProps {
  readonly field: Exclude<FieldName, ChoiceField>
  readonly hasProblem: boolean
}

function TypedField({ view, ui, field, hasProblem }: TypedFieldProps) {
  const { texts, area, send } = ui
  const today = view.form?.today ?? ''
  const draft = view.form?.draft ?? EMPTY_DRAFT
  const isGood = useCallback((answer: string) => checkField(field, answer, today).ok, [field, today])
  const hint = useCallback((answer: string) => hintOf(texts, field, answer), [field, texts])
  const onSubmit = useCallback(
    (text: string): AfterSubmit => {
      send({ type: 'user.answered', field, text })
      return 'keep'
    },
    [send, field],
  )
  return (
    <TextField
      ui={ui}
      kind={field}
      label={texts.fields[field].name}
      answer={draft[field]}
      row={area.contentRow}
      isGood={isGood}
      mark={isFromCard(view.form, field) ? texts.field.fromCard : undefined}
      hasProblem={hasProblem}
      largeRows={largeRowsOf(ui, field, hasProblem)}
      hint={hint}
      onSubmit={onSubmit}
    />
  )
}

function hintOf(texts: Texts, field: FieldName, answer: string): string {
  if (field === 'phone') return carrierOf(texts, answer)
  return field === 'taxCode' && taxCodeWarning(answer) ? texts.field.taxCodeWarning : ''
}

/** Whose range the number lies in: a hint only, numbers can be moved to another carrier. */
function carrierOf(texts: Texts, answer: string): string {
  const phone = checkPhone(answer)
  const carrier = phone.ok ? carrierHint(phone.value) : null
  return carrier ? texts.field.carrier(carrier) : ''
}
