import { Box } from 'ink'
import { Page } from '../frame/page.view.tsx'
import { Problem } from '../frame/problem.view.tsx'
import { stepOf } from '../frame/steps.ts'
import { Menu } from '../menu/menu.view.tsx'
import type { ScreenProps } from '../ui.ts'

const CHOICES = ['user.retried', 'user.deferred'] as const

/** A problem with its margin. */
const BELOW_ROWS = 3

/** No code can be sent now: try again, or keep the registration and bring the code later. */
export function LineDownScreen({ view, ui }: ScreenProps) {
  const { texts, area, send } = ui
  // Whoever came back with a receipt has nothing to keep: the packet is at central.
  const words = view.visit.errand === 'return' ? texts.returns.lineDown : texts.lineDown
  const options = CHOICES.map((choice, at) => {
    const line = words.options[at] ?? ''
    return { id: choice, line, spoken: line }
  })
  // Trying again ends on this same page: without the count it would look as if the key had not been taken.
  const tries = view.otp?.requests ?? 1
  const why = tries > 1 ? `${texts.lineDown.tried(tries)} ${words.why}` : words.why
  return (
    <Page ui={ui} step={stepOf(view)} question={words.question} why={why}>
      <Menu
        ui={ui}
        options={options}
        row={area.contentRow}
        enterChooses
        roomRows={area.contentRows - BELOW_ROWS}
        onChoose={(line) => {
          const type = CHOICES[line]
          if (type) send({ type })
        }}
      />
      <Box marginTop={1}>
        <Problem ui={ui} code={view.otp?.problem ?? 'LINE_DOWN'} />
      </Box>
    </Page>
  )
}
