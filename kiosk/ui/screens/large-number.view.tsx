import { Box, Text } from 'ink'
import { drawLarge, type LargeRoom } from '../draw/large-text.ts'
import { isLarge } from '../theme.ts'
import type { Ui } from '../ui.ts'

/** A code or number drawn large below its own line, where large text is wanted and the room is there. Nobody hears it: the line is said. */
export function LargeNumber({ ui, text, room }: { readonly ui: Ui; readonly text: string; readonly room: LargeRoom }) {
  const lines = isLarge(ui.look) ? drawLarge(text, ui.look.display.glyphs, room) : null
  if (!lines) return null
  return (
    <Box flexShrink={0} aria-hidden>
      <Text wrap="truncate">{ui.look.paint.answer(lines.join('\n'))}</Text>
    </Box>
  )
}
