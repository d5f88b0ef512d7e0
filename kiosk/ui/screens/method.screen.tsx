import { METHODS } from '../../../flows/base/terms.ts'
import { demoExtras, Page } from '../frame/page.view.tsx'
import { Menu } from '../menu/menu.view.tsx'
import type { ScreenProps } from '../ui.ts'
import { methodLines } from './method-lines.ts'

/** How the person proves who it is: the whole matrix, shut lines too. Choosing one of those says why. */
export function MethodScreen({ view, ui }: ScreenProps) {
  const { texts, area, send } = ui
  const { opening, subject } = view.visit
  const options = opening && subject ? methodLines(ui, opening, subject) : []
  return (
    <Page ui={ui} step={1} question={texts.method.question} why={texts.method.why} extras={demoExtras(ui)}>
      <Menu
        ui={ui}
        options={options}
        row={area.contentRow}
        enterChooses
        onChoose={(line) => {
          const method = METHODS[line]
          if (method) send({ type: 'user.choseMethod', method })
        }}
      />
    </Page>
  )
}
