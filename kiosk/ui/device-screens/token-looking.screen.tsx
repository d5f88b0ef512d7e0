import { Box, Text } from 'ink'
import { hang, wrapTo } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import { wordsForFault } from '../text/texts.ts'
import { isBySim } from './certificates.ts'
import type { DeviceScreenProps } from './device-screen-props.ts'
import { DeviceTrouble } from './device-trouble.view.tsx'

/** More modules than this have no room at 80×24; the doctor lists them all. */
const DRIVERS_SHOWN_MAX = 3

/** No token yet: what to plug in, and which driver does not work. */
export function TokenLookingScreen({ view, ui, step }: DeviceScreenProps) {
  const { looking, sim } = ui.texts.devices.token
  const words = isBySim(view.tokenSign) ? sim : { ...looking, other: looking.otherUsb }
  const { paint, glyphs } = ui.look
  const { troubles = [], standing = null, notice = null } = view.tokenSign ?? {}
  // That there is none is what the question says already.
  const why = standing === 'TOKEN_ABSENT' ? null : standing
  return (
    <Page ui={ui} step={step} question={words.question} why={words.why}>
      <Box minHeight={2} flexShrink={0}>
        <DeviceTrouble ui={ui} problem={null} notice={notice ?? why} />
      </Box>
      {troubles.length === 0 ? null : (
        <Box flexDirection="column" flexShrink={0} aria-role="list">
          <Text>{words.drivers}</Text>
          {troubles.slice(0, DRIVERS_SHOWN_MAX).map(({ module, code }) => (
            <Text key={module}>
              {paint.attention(
                hang(glyphs.warning, looking.driver(module, wordsForFault(ui.texts, code).what), ui.area.textColumns),
              )}
            </Text>
          ))}
          <Text> </Text>
        </Box>
      )}
      <Text>{wrapTo(words.other, ui.area.textColumns).join('\n')}</Text>
    </Page>
  )
}
