import { Box, Text } from 'ink'
import { demoExtras, Page } from '../frame/page.view.tsx'
import type { ScreenProps } from '../ui.ts'

/** What the mobile method needs, and how to find out. */
export function ConditionsScreen({ view, ui }: ScreenProps) {
  const { texts, look } = ui
  const { conditions, subject } = texts
  const hasCard = (view.mobile?.card ?? view.visit.card) !== null
  return (
    <Page ui={ui} step={1} question={conditions.question} why={conditions.why} extras={demoExtras(ui)}>
      <Box flexDirection="column" aria-role="list">
        {conditions.items.map((item) => (
          <Text key={item}>{`${look.glyphs.dot} ${item}`}</Text>
        ))}
      </Box>
      <Text> </Text>
      <Text>{conditions.check}</Text>
      <Text>{conditions.fix}</Text>
      <Text> </Text>
      {hasCard ? (
        <Text>{look.paint.good(`${look.glyphs.check} ${subject.cardKept}`)}</Text>
      ) : ui.scanner === 'ready' ? (
        <Text>{conditions.scan}</Text>
      ) : null}
    </Page>
  )
}
