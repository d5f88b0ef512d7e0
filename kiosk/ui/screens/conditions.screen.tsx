import { Box, Text } from 'ink'
import { hang, wrapTo } from '../draw/cells.ts'
import { demoExtras, Page } from '../frame/page.view.tsx'
import type { ScreenProps } from '../ui.ts'

/** What the mobile method needs, and how to find out. */
export function ConditionsScreen({ view, ui }: ScreenProps) {
  const { texts, look } = ui
  const { conditions, subject } = texts
  const columns = ui.area.textColumns
  const hasCard = (view.mobile?.card ?? view.visit.card) !== null
  return (
    <Page ui={ui} step={1} question={conditions.question} why={conditions.why} extras={demoExtras(ui)}>
      <Box flexDirection="column" aria-role="list">
        {conditions.items.map((item) => (
          <Text key={item}>{hang(look.glyphs.dot, item, columns)}</Text>
        ))}
      </Box>
      <Text> </Text>
      <Text>{wrapTo(conditions.check, columns).join('\n')}</Text>
      <Text>{wrapTo(conditions.fix, columns).join('\n')}</Text>
      <Text> </Text>
      {hasCard ? (
        <Text>{look.paint.good(`${look.glyphs.check} ${subject.cardKept}`)}</Text>
      ) : ui.scanner === 'ready' ? (
        <Text>{conditions.scan}</Text>
      ) : null}
    </Page>
  )
}
