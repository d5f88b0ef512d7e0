import { Box, Text } from 'ink'
import { prospectOf } from '../../../flows/rules/offline.ts'
import { waysWithoutLine } from '../../../flows/visit/ways-without-line.ts'
import { padTo, wrapTo } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import { Menu } from '../menu/menu.view.tsx'
import type { ScreenProps } from '../ui.ts'

const NAME_CELLS = 20
/** The words about waiting, with their margin. */
const BELOW_ROWS = 3

/** The chosen way needs the line, and there is none: said before anything is typed, with the ways that need none, or to wait. */
export function NeedsLineScreen({ view, ui }: ScreenProps) {
  const { texts, area, send, look } = ui
  const { opening, method } = view.visit
  const { blocked, state } = texts.offline
  const ways = waysWithoutLine(view.visit)
  const options = ways.map((way) => {
    const prospect = opening ? prospectOf(way, opening) : 'online'
    const said = prospect === 'online' ? texts.method.open : state[prospect]
    const name = texts.methods[way]
    return { id: way, line: `${padTo(name, NAME_CELLS)}${look.paint.quiet(said)}`, spoken: `${name}, ${said}` }
  })
  return (
    <Page
      ui={ui}
      step={stepOf(view)}
      question={blocked.question(texts.methods[method ?? 'vnpost'])}
      why={ways.length === 0 ? blocked.alone : blocked.why}
    >
      {options.length === 0 ? null : (
        <Menu
          ui={ui}
          options={options}
          row={area.contentRow}
          enterChooses
          roomRows={area.contentRows - BELOW_ROWS}
          onChoose={(line) => {
            const way = ways[line]
            if (way) send({ type: 'user.choseMethod', method: way })
          }}
        />
      )}
      <Box marginTop={1}>
        <Text>{wrapTo(blocked.wait, area.textColumns).join('\n')}</Text>
      </Box>
    </Page>
  )
}
