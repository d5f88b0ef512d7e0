import { ACCOUNT_WAYS } from '../../../flows/base/outcome.ts'
import { padTo } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import { Menu } from '../menu/menu.view.tsx'
import type { ScreenProps } from '../ui.ts'

const NAME_CELLS = 24

/** Somebody has an account already, or may have one: three ways on, never a dead end (product.md §3). */
export function AccountWaysScreen({ view, ui }: ScreenProps) {
  const { ways, maybe } = ui.texts.account
  const { outcome } = view.visit
  const mayBe = outcome?.kind === 'refused' && outcome.code === 'ACCOUNT_MAYBE_EXISTS'
  const options = ACCOUNT_WAYS.map((way) => {
    const { name, detail } = ways.choices[way]
    return { id: way, line: `${padTo(name, NAME_CELLS)}${ui.look.paint.quiet(detail)}`, spoken: `${name}, ${detail}` }
  })
  return (
    <Page
      ui={ui}
      step={stepOf(view)}
      question={mayBe ? maybe.waysQuestion : ways.question}
      why={mayBe ? maybe.waysWhy : ways.why}
    >
      <Menu
        ui={ui}
        options={options}
        row={ui.area.contentRow}
        enterChooses
        roomRows={ui.area.contentRows}
        onChoose={(line) => {
          const way = ACCOUNT_WAYS[line]
          if (way) ui.send({ type: 'user.choseWay', way })
        }}
      />
    </Page>
  )
}
