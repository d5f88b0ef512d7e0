import { useState } from 'react'
import { METHODS } from '../../../flows/base/terms.ts'
import { demoExtras, Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import { Menu, type MenuOption } from '../menu/menu.view.tsx'
import type { ScreenProps } from '../ui.ts'
import { firstUsable, methodLines, methodOrder } from './method-lines.ts'

/**
 * How the person proves who it is: the whole matrix, shut lines too. The pointer starts on the first that can be used; choosing a shut one says why; the last line asks the adviser. Without the line the ways that need none stand first for a citizen,
 * and the pointer on one of them for an officer, in an order that stays while the page stands: a line that comes back must not put another way under the finger.
 */
export function MethodScreen({ view, ui }: ScreenProps) {
  const { texts, look, area, send } = ui
  const { opening, subject } = view.visit
  const { offer } = texts.adviser
  const [order] = useState(() => (opening && subject ? methodOrder(opening, subject) : METHODS))
  const methods = opening && subject ? methodLines(ui, opening, subject, order) : []
  const options: readonly MenuOption[] = [...methods, { id: 'adviser', line: look.paint.answer(offer), spoken: offer }]
  const why = opening?.isOnline === false ? texts.offline.methodWhy : texts.method.why
  return (
    <Page ui={ui} step={stepOf(view)} question={texts.method.question} why={why} extras={demoExtras(ui)}>
      <Menu
        ui={ui}
        options={options}
        row={area.contentRow}
        enterChooses
        startAt={opening && subject ? firstUsable(opening, subject, order) : 0}
        onChoose={(line) => {
          const method = order[line]
          send(method ? { type: 'user.choseMethod', method } : { type: 'user.askedAdvice' })
        }}
      />
    </Page>
  )
}
