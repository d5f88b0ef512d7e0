import { METHODS } from '../../../flows/base/terms.ts'
import { demoExtras, Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import { Menu } from '../menu/menu.view.tsx'
import type { ScreenProps } from '../ui.ts'
import { methodLines } from './method-lines.ts'

/** How the person proves who it is: the whole matrix, shut lines too. Choosing one of those says why; the last line asks the adviser. */
export function MethodScreen({ view, ui }: ScreenProps) {
  const { texts, look, area, send } = ui
  const { opening, subject } = view.visit
  const { offer } = texts.adviser
  const methods = opening && subject ? methodLines(ui, opening, subject) : []
  const options = [...methods, { id: 'adviser', line: look.paint.answer(offer), spoken: offer }]
  return (
    <Page ui={ui} step={stepOf(view)} question={texts.method.question} why={texts.method.why} extras={demoExtras(ui)}>
      <Menu
        ui={ui}
        options={options}
        row={area.contentRow}
        enterChooses
        onChoose={(line) => {
          const method = METHODS[line]
          send(method ? { type: 'user.choseMethod', method } : { type: 'user.askedAdvice' })
        }}
      />
    </Page>
  )
}
