import { FIELD_SPECS } from '../../../flows/form/field-specs.ts'
import type { ChoiceField } from '../fields/field-shape.ts'
import { Menu } from '../menu/menu.view.tsx'
import type { Ui } from '../ui.ts'
import { answerText } from './field-words.ts'

export interface ChoiceFieldProps {
  readonly ui: Ui
  readonly field: ChoiceField
  /** What was chosen before; the pointer starts there. */
  readonly answer: string
}

/** A problem with its margin. */
const BELOW_ROWS = 3

/** A field whose answers are a few words: a digit, or Enter on the pointed line, chooses and answers. */
export function ChoiceFieldMenu({ ui, field, answer }: ChoiceFieldProps) {
  const choices = FIELD_SPECS[field].choices ?? []
  const options = choices.map((choice) => {
    const line = answerText(ui, field, choice)
    return { id: choice, line, spoken: line }
  })
  return (
    <Menu
      ui={ui}
      options={options}
      row={ui.area.contentRow}
      enterChooses
      roomRows={ui.area.contentRows - BELOW_ROWS}
      startAt={Math.max(0, choices.indexOf(answer))}
      onChoose={(line) => {
        const text = choices[line]
        if (text !== undefined) ui.send({ type: 'user.answered', field, text })
      }}
    />
  )
}

export function isChoiceField(field: string): field is ChoiceField {
  return field === 'carrier' || field === 'signingProvider'
}
