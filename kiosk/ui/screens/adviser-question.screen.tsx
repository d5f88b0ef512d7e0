import { demoExtras, Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import { Menu } from '../menu/menu.view.tsx'
import type { ScreenProps } from '../ui.ts'

/** One thing the person may have with them, and why it is asked. */
export function AdviserQuestionScreen({ view, ui }: ScreenProps) {
  const { texts, area, send } = ui
  const asked = view.adviser?.asked
  if (!asked) return null
  const { question, choices } = asked
  const words = texts.adviser.questions[question]
  const options = choices.map((choice) => {
    const line = texts.adviser.choices[choice]
    return { id: choice, line, spoken: line }
  })
  return (
    <Page ui={ui} step={stepOf(view)} question={words.question} why={words.why} extras={demoExtras(ui)}>
      <Menu
        ui={ui}
        options={options}
        row={area.contentRow}
        enterChooses
        roomRows={area.contentRows}
        onChoose={(line) => {
          const choice = choices[line]
          if (choice) send({ type: 'user.adviserAnswered', question, choice })
        }}
      />
    </Page>
  )
}
