import { Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import { Menu } from '../menu/menu.view.tsx'
import type { ScreenProps } from '../ui.ts'

const CHOICES = ['user.raised', 'user.declined'] as const

/** The account is there, at a lower level than this proof gives: raise that one, or leave it. Never a second account. */
export function RaiseLevelScreen({ view, ui }: ScreenProps) {
  const { raise } = ui.texts.account
  const proof = view.proved?.proof
  const account = proof?.account
  const from = account?.state === 'exists' ? account.ial : 2
  const to = proof?.ial ?? 3
  const options = CHOICES.map((choice, at) => {
    const line = at === 0 ? raise.yes(String(to)) : raise.no
    return { id: choice, line, spoken: line }
  })
  return (
    <Page ui={ui} step={stepOf(view)} question={raise.question(String(from), String(to))} why={raise.why}>
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
