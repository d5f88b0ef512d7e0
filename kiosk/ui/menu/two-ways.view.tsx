import { Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import type { ScreenProps } from '../ui.ts'
import { Menu } from './menu.view.tsx'

/** One of a few ways, by what it tells the flow. */
export type Way = readonly [type: 'user.confirmed' | 'user.raised' | 'user.declined' | 'user.ended', line: string]

/** A page that asks for one of two ways, or to end; Enter takes the first. */
export function TwoWays({
  view,
  ui,
  question,
  why,
  ways,
}: ScreenProps & { readonly question: string; readonly why: string; readonly ways: readonly [Way, Way, end?: Way] }) {
  return (
    <Page ui={ui} step={stepOf(view)} question={question} why={why}>
      <Menu
        ui={ui}
        options={ways.flatMap((way) => (way ? [{ id: way[0], line: way[1], spoken: way[1] }] : []))}
        row={ui.area.contentRow}
        enterChooses
        roomRows={ui.area.contentRows}
        onChoose={(line) => {
          const type = ways[line]?.[0]
          if (type) ui.send({ type })
        }}
      />
    </Page>
  )
}
