import { Box, Text } from 'ink'
import { hang } from '../draw/cells.ts'
import { HEAD_ROWS } from '../frame/layout.ts'
import type { ScreenComponent } from '../screens/screens.ts'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'

/**
 * A citizen's own screen at a counter: its words stay, and in the empty row above them stands that the citizen types alone. Staff never see a password, and what is agreed
 * to is agreed by the citizen (product.md §3).
 */
export function citizenTypes(Screen: ScreenComponent): ScreenComponent {
  return function CitizenTypes({ view, ui }) {
    const { paint, glyphs } = ui.look
    // Whoever signs in with a token types a PIN of their own.
    if (view.staffSession) return <Screen view={view} ui={ui} />
    return (
      <Box flexDirection="column">
        <Box position="absolute" marginTop={ui.area.contentRow - HEAD_ROWS - 1}>
          <Text>
            {paint.attention(hang(glyphs.warning, COUNTER_TEXTS[view.visit.language].keyboard, ui.area.textColumns))}
          </Text>
        </Box>
        <Screen view={view} ui={ui} />
      </Box>
    )
  }
}
