import { Box } from 'ink'
import { useCallback } from 'react'
import type { FieldName } from '../../../flows/base/events.ts'
import { checkField, EMPTY_DRAFT } from '../../../flows/mobile/fields.ts'
import { carrierHint } from '../../../flows/rules/carrier.ts'
import { checkPhone } from '../../../flows/rules/phone.ts'
import { FIELD_SHAPES } from '../fields/field-shape.ts'
import type { AfterSubmit } from '../fields/text-field.keys.ts'
import { TextField } from '../fields/text-field.view.tsx'
import { demoExtras, Page } from '../frame/page.view.tsx'
import { Problem } from '../frame/problem.view.tsx'
import type { Texts } from '../text/texts.ts'
import type { ScreenProps } from '../ui.ts'
import { isFromCard } from './from-card.ts'

/** One field of the form: question, a sentence why, the answer line, what is not right with it. */
export function FieldScreen({ view, ui }: ScreenProps) {
  const { texts, area, send } = ui
  const field: FieldName = view.mobile?.field ?? 'idNumber'
  const today = view.mobile?.today ?? ''
  const draft = view.mobile?.draft ?? EMPTY_DRAFT
  const problem = view.mobile?.problem?.field === field ? view.mobile.problem.code : null
  const words = texts.fields[field]
  const isGood = useCallback((answer: string) => checkField(field, answer, today).ok, [field, today])
  const hint = useCallback((answer: string) => (field === 'phone' ? carrierOf(texts, answer) : ''), [field, texts])
  const onSubmit = useCallback(
    (text: string): AfterSubmit => {
      send({ type: 'user.answered', field, text })
      return 'keep'
    },
    [send, field],
  )
  return (
    <Page
      ui={ui}
      step={2}
      question={words.question}
      why={ui.scanner === 'ready' ? words.whyScan : words.why}
      extras={FIELD_SHAPES[field].composes ? [...demoExtras(ui), ['typing', 'typing']] : demoExtras(ui)}
    >
      <TextField
        ui={ui}
        kind={field}
        label={words.name}
        answer={draft[field]}
        row={area.contentRow}
        isGood={isGood}
        mark={isFromCard(view.mobile, field) ? texts.field.fromCard : undefined}
        hasProblem={problem !== null}
        hint={hint}
        onSubmit={onSubmit}
      />
      <Box marginTop={1}>
        <Problem ui={ui} code={problem} />
      </Box>
    </Page>
  )
}

/** Whose range the number lies in: a hint only, numbers can be moved to another carrier. */
function carrierOf(texts: Texts, answer: string): string {
  const phone = checkPhone(answer)
  const carrier = phone.ok ? carrierHint(phone.value) : null
  return carrier ? texts.field.carrier(carrier) : ''
}
