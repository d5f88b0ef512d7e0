import { Box, Text } from 'ink'
import { useCallback } from 'react'
import { hang } from '../draw/cells.ts'
import { demoExtras, Page } from '../frame/page.view.tsx'
import { commandOf } from '../keys.ts'
import { useScreenKeys } from '../screen-keys.ts'
import type { ScreenProps } from '../ui.ts'
import { canScan } from './return-receipt.screen.tsx'

/** Who is served here, what to bring, how to start. */
export function WelcomeScreen({ ui }: ScreenProps) {
  const { welcome, returns } = ui.texts
  const { send } = ui
  const { paint, glyphs } = ui.look
  useScreenKeys(
    useCallback(
      (key) => {
        if (commandOf(key) !== 'renew') return false
        send({ type: 'user.choseReturn' })
        return true
      },
      [send],
    ),
  )
  const start = ui.scanner === 'ready' ? welcome.startOrScan : welcome.start
  return (
    <Page
      ui={ui}
      step={null}
      question={welcome.question}
      why={welcome.why}
      extras={[...(canScan(ui) ? [['renew', 'haveReceipt'] as const] : []), ...demoExtras(ui)]}
    >
      <Text>{welcome.bring}</Text>
      <Box flexDirection="column" aria-role="list">
        {welcome.items.map((item) => (
          <Text key={item}>{`  ${glyphs.dot} ${item}`}</Text>
        ))}
      </Box>
      <Text> </Text>
      <Text>{hang(paint.key(glyphs.pointer), start, ui.area.textColumns)}</Text>
      <Text>{`  ${canScan(ui) ? returns.welcome : returns.welcomeElsewhere}`}</Text>
      <Text>{`  ${welcome.otherLanguage}`}</Text>
      <Text>{`  ${welcome.larger}`}</Text>
      <Text> </Text>
      <Text>{paint.quiet(welcome.station(ui.stationName))}</Text>
    </Page>
  )
}
