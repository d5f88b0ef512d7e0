import { Box, Text } from 'ink'
import { hang } from '../draw/cells.ts'
import { demoExtras, Page } from '../frame/page.view.tsx'
import type { ScreenProps } from '../ui.ts'

/** Who is served here, what to bring, how to start. */
export function WelcomeScreen({ ui }: ScreenProps) {
  const { welcome } = ui.texts
  const { paint, glyphs } = ui.look
  const start = ui.scanner === 'ready' ? welcome.startOrScan : welcome.start
  return (
    <Page ui={ui} step={null} question={welcome.question} why={welcome.why} extras={demoExtras(ui)}>
      <Text>{welcome.bring}</Text>
      <Box flexDirection="column" aria-role="list">
        {welcome.items.map((item) => (
          <Text key={item}>{`  ${glyphs.dot} ${item}`}</Text>
        ))}
      </Box>
      <Text> </Text>
      <Text>{hang(paint.key(glyphs.pointer), start, ui.area.textColumns)}</Text>
      <Text>{`  ${welcome.otherLanguage}`}</Text>
      <Text>{`  ${welcome.larger}`}</Text>
      <Text> </Text>
      <Text>{paint.quiet(welcome.station(ui.stationName))}</Text>
    </Page>
  )
}
