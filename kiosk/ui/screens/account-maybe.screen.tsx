import { Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import { Menu } from '../menu/menu.view.tsx'
import type { ScreenProps } from '../ui.ts'

const CHOICES = ['user.confirmed', 'user.declined'] as const

/** To an officer alone, while central cannot be asked: the person may have an account, or was perhaps here already. A warning: Enter goes on. */
export function AccountMaybeScreen({ view, ui }: ScreenProps) {
  const { maybe } = ui.texts.account
  const known = view.knownPerson?.known
  const { question, why } =
    known?.kind === 'sealed-here'
      ? { question: maybe.sealedQuestion, why: maybe.sealedWhy(known.receiptNumber) }
      : { question: maybe.question, why: maybe.why }
  const options = CHOICES.map((choice, at) => {
    const line = at === 0 ? maybe.goOn : maybe.ways
    return { id: choice, line, spoken: line }
  })
  return (
    <Page ui={ui} step={stepOf(view)} question={question} why={why}>
      <Menu
        ui={ui}
        options={options}
        row={ui.area.contentRow}
        enterChooses
        roomRows={ui.area.contentRows}
        onChoose={(line) => {
          const type = CHOICES[line]
          if (type) ui.send({ type })
        }}
      />
    </Page>
  )
}
