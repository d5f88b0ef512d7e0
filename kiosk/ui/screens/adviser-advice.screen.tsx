import { Text } from 'ink'
import { hang } from '../draw/cells.ts'
import { demoExtras, Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import { Menu } from '../menu/menu.view.tsx'
import type { ScreenProps } from '../ui.ts'
import { adviceLine, adviceRemarks, adviceTitle } from './advice-lines.ts'

/** All ways, the one that suits best first. Choosing a shut one says why and what to do. */
export function AdviserAdviceScreen({ view, ui }: ScreenProps) {
  const { area, look, send } = ui
  const advice = view.adviser?.advice ?? []
  const { question, why } = adviceTitle(ui, advice)
  return (
    <Page ui={ui} step={stepOf(view)} question={question} why={why} extras={demoExtras(ui)}>
      <Menu
        ui={ui}
        options={advice.map((one) => adviceLine(view, ui, one))}
        row={area.contentRow}
        enterChooses
        onChoose={(line) => {
          const method = advice[line]?.method
          if (method) send({ type: 'user.choseMethod', method })
        }}
      />
      <Text> </Text>
      {adviceRemarks(view, ui).map((remark) => (
        <Text key={remark}>{hang(look.glyphs.dot, remark, area.textColumns)}</Text>
      ))}
    </Page>
  )
}
